import { describe, expect, it } from '@jest/globals';
import { addDays, isDay, LocalTime } from './index.ts';

describe('local time', () => {
  const shanghai = new LocalTime('Asia/Shanghai');
  const berlin = new LocalTime('Europe/Berlin');

  it('knows days and minutes of its zone', () => {
    const late = Date.parse('2026-02-10T23:59:59.999+08:00');
    expect(shanghai.day(late)).toBe('2026-02-10');
    expect(shanghai.day(late + 1)).toBe('2026-02-11');
    expect(shanghai.minuteOfDay(late)).toBe(1439);
    expect(shanghai.startOfDay('2026-02-10')).toBe(Date.parse('2026-02-10T00:00:00+08:00'));
    expect(shanghai.at('2026-02-10', 90)).toBe(Date.parse('2026-02-10T01:30:00+08:00'));
    expect(new LocalTime('UTC').day(0)).toBe('1970-01-01');
    expect(new LocalTime('Asia/Kathmandu').minuteOfDay(Date.parse('2026-01-01T00:00:00Z'))).toBe(345);
  });

  it('follows changes of the clock', () => {
    expect(berlin.startOfDay('2026-03-29')).toBe(Date.parse('2026-03-28T23:00:00Z'));
    expect(berlin.startOfDay('2026-03-30')).toBe(Date.parse('2026-03-29T22:00:00Z'));
    expect(berlin.at('2026-03-29', 720)).toBe(Date.parse('2026-03-29T10:00:00Z'));
    expect(berlin.day(Date.parse('2026-10-25T22:59:59Z'))).toBe('2026-10-25');
  });
});

describe('days', () => {
  it('are added and judged', () => {
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(['2026-02-28', '2026-02-30', '26-1-1', 'x'].map(isDay)).toEqual([true, false, false, false]);
  });
});
