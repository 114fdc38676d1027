import { describe, expect, it } from '@jest/globals';
import { freshnessOf, freshnessOfSilence } from './freshness.ts';
import { daysBefore, startOfDay, timeOfDay } from './local-day.ts';
import { systemTimeAt, wallAge } from './system-time.ts';

const SHANGHAI = 'Asia/Shanghai';
const iso = (ms: number): string => new Date(ms).toISOString();

describe('system time', () => {
  const clock = { systemTime: 1_000_000, at: 5_000, speed: 60, timeZone: SHANGHAI, simulated: true };

  it('runs on at the speed it was told with', () => {
    expect(systemTimeAt(clock, 6_000, true)).toBe(1_060_000);
    expect(systemTimeAt(clock, 4_000, true)).toBe(1_000_000);
  });

  it('stands still when a server in good contact stops telling it, and runs on without contact', () => {
    expect(systemTimeAt(clock, 105_000, true)).toBe(1_150_000);
    expect(systemTimeAt(clock, 105_000, false)).toBe(7_000_000);
  });

  it('gives ages in seconds of the wall', () => {
    expect(wallAge(1_060_000, 940_000, 60)).toBe(2_000);
    expect(wallAge(1_000_000, 2_000_000, 60)).toBe(0);
  });
});

describe('freshness', () => {
  const minute = { windowMs: 60_000, silentMs: 0 };

  it('is amber after two windows and stale after four', () => {
    expect(freshnessOf({ ...minute, ageMs: 119_000 })).toBe('fresh');
    expect(freshnessOf({ ...minute, ageMs: 121_000 })).toBe('aging');
    expect(freshnessOf({ ...minute, ageMs: 241_000 })).toBe('stale');
  });

  it('is stale within ten seconds of the cable being out, whatever the window', () => {
    expect(freshnessOf({ windowMs: 3_600_000, ageMs: 0, silentMs: 8_000 })).toBe('stale');
  });

  it('allows accelerated windows the delays of network and screen', () => {
    expect(freshnessOf({ windowMs: 1_000, ageMs: 4_000, silentMs: 0 })).toBe('fresh');
    expect(freshnessOf({ windowMs: 1_000, ageMs: 6_000, silentMs: 0 })).toBe('aging');
    expect(freshnessOf({ windowMs: 1_000, ageMs: 11_000, silentMs: 0 })).toBe('stale');
  });
});

describe('silence of what is heard each second', () => {
  it('is amber after 5 s and stale after 8', () => {
    expect([1_000, 5_001, 8_000].map(freshnessOfSilence)).toEqual(['fresh', 'aging', 'stale']);
  });
});

describe('local days', () => {
  it('begin at local midnight', () => {
    const noon = Date.parse('2026-02-10T12:34:56+08:00');
    expect(iso(startOfDay(noon, SHANGHAI))).toBe('2026-02-09T16:00:00.000Z');
    expect(timeOfDay(noon, SHANGHAI)).toBe(((12 * 60 + 34) * 60 + 56) * 1000);
    expect(iso(daysBefore(noon, 10, SHANGHAI))).toBe('2026-01-30T16:00:00.000Z');
  });

  it('survive a clock change on either side of it', () => {
    const zone = 'Europe/Berlin';
    expect(iso(startOfDay(Date.parse('2026-03-29T10:00:00Z'), zone))).toBe('2026-03-28T23:00:00.000Z');
    expect(iso(startOfDay(Date.parse('2026-10-25T10:00:00Z'), zone))).toBe('2026-10-24T22:00:00.000Z');
    expect(iso(daysBefore(Date.parse('2026-03-30T10:00:00Z'), 1, zone))).toBe('2026-03-28T23:00:00.000Z');
  });
});
