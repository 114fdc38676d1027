import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TimeZone } from './zone.ts';

const DAY_MS = 86_400_000;
const ZONES = [
  'Asia/Shanghai',
  'Asia/Kathmandu',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'Asia/Beirut',
  'Africa/Cairo',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'UTC',
];
const zone = fc.constantFrom(...ZONES).map((name) => new TimeZone(name));
const moment = fc.integer({ min: Date.UTC(1995, 0, 1), max: Date.UTC(2037, 0, 1) });

describe('a time zone', () => {
  it('tells the local day and clock as the calendar does', () => {
    fc.assert(
      fc.property(zone, moment, (local, time) => {
        const format = new Intl.DateTimeFormat('sv-SE', {
          timeZone: local.name,
          dateStyle: 'short',
          timeStyle: 'medium',
        });
        expect(local.format(time).slice(0, 19)).toBe(format.format(time).replace(' ', 'T'));
        expect(local.dayText(local.dayOf(time))).toBe(format.format(time).slice(0, 10));
        expect(Date.parse(local.format(time))).toBe(time);
      }),
      { numRuns: 300 },
    );
  });

  it('begins each local day at its first moment', () => {
    const day = fc.integer({ min: 9131, max: 24_472 });
    fc.assert(
      fc.property(zone, day, (local, number) => {
        const start = local.dayStart(number);
        expect(local.dayOf(start)).toBe(number);
        expect(local.dayOf(start - 1)).toBe(number - 1);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['Europe/Berlin', '2026-03-29', 23],
    ['Europe/Berlin', '2026-10-25', 25],
    ['Asia/Beirut', '2026-03-29', 23],
    ['America/Sao_Paulo', '2018-11-04', 23],
    ['America/Sao_Paulo', '2018-02-17', 25],
    ['Australia/Lord_Howe', '2026-10-04', 23.5],
    ['Asia/Shanghai', '2026-03-29', 24],
  ])('%s: %s has %d hours', (name, text, hours) => {
    const local = new TimeZone(name);
    const day = Date.parse(text) / DAY_MS;
    expect((local.dayStart(day + 1) - local.dayStart(day)) / 3_600_000).toBe(hours);
  });

  it('gives the offset to the minute at a change on the half hour', () => {
    const local = new TimeZone('Australia/Lord_Howe');
    const change = Date.UTC(2026, 9, 3, 15, 30);
    for (const time of [change - 1, change, change + 1_799_999]) {
      expect(local.offsetAt(time)).toBe(time < change ? 10.5 * 3_600_000 : 11 * 3_600_000);
    }
  });

  it.each([
    ['Asia/Shanghai', Date.UTC(2026, 1, 10, 0, 41), '2026-02-10T08:41:00+08:00'],
    ['Asia/Shanghai', Date.UTC(2026, 1, 10, 0, 41, 0, 7), '2026-02-10T08:41:00.007+08:00'],
    ['America/New_York', Date.UTC(2026, 6, 1, 2), '2026-06-30T22:00:00-04:00'],
    ['Asia/Kathmandu', 0, '1970-01-01T05:30:00+05:30'],
    ['UTC', -1, '1969-12-31T23:59:59.999+00:00'],
  ])('%s writes %d as %s', (name, time, text) => {
    expect(new TimeZone(name).format(time)).toBe(text);
  });

  it('that does not exist is refused', () => {
    expect(() => new TimeZone('Asia/Atlantis')).toThrow(RangeError);
  });
});
