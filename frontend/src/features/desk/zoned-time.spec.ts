import { describe, expect, it } from '@jest/globals';
import { formatStamp, formatZone } from '../../i18n/format.ts';
import { epochOfLocal } from './zoned-time.ts';

describe('a time that a person enters', () => {
  it('is read in the zone of the system, not of the screen', () => {
    expect(epochOfLocal('2026-11-22 14:05', 'Asia/Shanghai')).toBe(Date.parse('2026-11-22T06:05:00Z'));
    expect(epochOfLocal('2026-11-22T14:05:30', 'UTC')).toBe(Date.parse('2026-11-22T14:05:30Z'));
  });

  it('is midnight when it is a day', () => {
    expect(epochOfLocal('2026-11-22', 'Asia/Shanghai')).toBe(Date.parse('2026-11-21T16:00:00Z'));
  });

  it('knows the offset of its own season', () => {
    expect(epochOfLocal('2026-07-01 12:00', 'Europe/Berlin')).toBe(Date.parse('2026-07-01T10:00:00Z'));
    expect(epochOfLocal('2026-10-25 12:00', 'Europe/Berlin')).toBe(Date.parse('2026-10-25T11:00:00Z'));
  });

  it('comes back as it was entered', () => {
    const ms = epochOfLocal('2026-03-29 01:30', 'Asia/Urumqi') ?? 0;
    expect(formatStamp(ms, 'Asia/Urumqi')).toBe('2026-03-29 01:30');
  });

  it('is nothing when it is no date', () => {
    expect(epochOfLocal('tomorrow', 'UTC')).toBeNull();
    expect(epochOfLocal('', 'UTC')).toBeNull();
  });
});

describe('the zone beside a time', () => {
  it('is its offset at that moment', () => {
    expect(formatZone(Date.parse('2026-11-22T00:00:00Z'), 'Asia/Shanghai')).toBe('UTC+8');
    expect(formatZone(Date.parse('2026-07-01T00:00:00Z'), 'Europe/Berlin')).toBe('UTC+2');
    expect(formatZone(Date.parse('2026-07-01T00:00:00Z'), 'UTC')).toBe('UTC');
  });
});
