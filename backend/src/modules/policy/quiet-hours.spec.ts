import { describe, expect, it } from '@jest/globals';
import { LocalTime } from '../calendar/index.ts';
import type { QuietHours } from './policy.types.ts';
import { quietUntil } from './quiet-hours.ts';

const shanghai = new LocalTime('Asia/Shanghai');
const night: QuietHours = { fromMinute: 21 * 60, toMinute: 9 * 60, holidays: 'as-usual' };
const noHoliday = (day: string): boolean => day === '';

function until(text: string, hours: QuietHours | null = night, zone = shanghai, isHoliday = noHoliday) {
  const end = quietUntil(Date.parse(text), zone, hours, isHoliday);
  return end === null ? null : zone.format(end);
}

describe('quiet hours from 21:00 to 09:00', () => {
  it.each([
    ['2026-02-10T20:59:59+08:00', null],
    ['2026-02-10T21:00:00+08:00', '2026-02-11T09:00:00+08:00'],
    ['2026-02-10T23:59:59+08:00', '2026-02-11T09:00:00+08:00'],
    ['2026-02-11T00:00:00+08:00', '2026-02-11T09:00:00+08:00'],
    ['2026-02-11T08:59:59+08:00', '2026-02-11T09:00:00+08:00'],
    ['2026-02-11T09:00:00+08:00', null],
  ])('%s: until %s', (at, end) => expect(until(at)).toBe(end));

  it('are those of the zone of the subscriber', () => {
    const at = '2026-02-10T21:30:00+08:00';
    expect(until(at, night, new LocalTime('Asia/Urumqi'))).toBeNull();
    expect(until('2026-02-10T23:30:00+08:00', night, new LocalTime('Asia/Urumqi'))).toBe(
      '2026-02-11T09:00:00+06:00',
    );
  });

  it('last over holidays where these are quiet, to nine in the morning after', () => {
    const hours: QuietHours = { ...night, holidays: 'whole-day' };
    const festival = (day: string): boolean => day >= '2026-02-16' && day <= '2026-02-18';
    expect(until('2026-02-16T12:00:00+08:00', hours, shanghai, festival)).toBe('2026-02-19T09:00:00+08:00');
    expect(until('2026-02-15T22:00:00+08:00', hours, shanghai, festival)).toBe('2026-02-19T09:00:00+08:00');
    expect(until('2026-02-16T12:00:00+08:00', night, shanghai, festival)).toBeNull();
  });

  it('may lie within one day', () => {
    const noon: QuietHours = { fromMinute: 12 * 60, toMinute: 14 * 60, holidays: 'as-usual' };
    expect(until('2026-02-10T13:00:00+08:00', noon)).toBe('2026-02-10T14:00:00+08:00');
    expect(until('2026-02-10T14:00:00+08:00', noon)).toBeNull();
  });

  it('end by the clock on the wall where summer time begins at night', () => {
    const berlin = new LocalTime('Europe/Berlin');
    expect(until('2026-03-28T22:00:00+01:00', night, berlin)).toBe('2026-03-29T09:00:00+02:00');
  });

  it('need not be', () => expect(until('2026-02-10T23:00:00+08:00', null)).toBeNull());
});
