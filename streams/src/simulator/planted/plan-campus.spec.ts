import { describe, expect, it } from '@jest/globals';
import { at } from '../at.ts';
import { HOUR_MS, dayKind, dayNumber } from '../calendar.ts';
import { createProvince } from '../index.ts';
import { campusEvents, cellInPowerCut } from './plan-campus.ts';

const START = dayNumber(2026, 2, 26);
const { geography } = createProvince({
  seed: 6,
  subscribers: 500,
  knownBefore: Date.UTC(2026, 1, 26) - 8 * HOUR_MS,
});
const QUIET = new Set([20, 29]);
const events = campusEvents(geography, 6, 45, START, QUIET);

describe('campus events', () => {
  it('are a match, a festival and a power cut for each campus', () => {
    for (const campus of geography.campuses.keys())
      expect(events.filter((event) => event.campus === campus).map(({ kind }) => kind)).toEqual([
        'match',
        'festival',
        'power-cut',
      ]);
  });

  it('have at least six days of their kind before them, and are on no holiday or day with a silent feed', () => {
    for (const { day } of events) {
      const kind = dayKind(START + day);
      const before = Array.from({ length: Math.min(day, 28) }, (_, n) => dayKind(START + day - 1 - n));
      expect(before.filter((one) => one === kind).length).toBeGreaterThanOrEqual(6);
      expect(kind).not.toBe('holiday');
      expect(QUIET.has(day)).toBe(false);
    }
  });

  it('are on days of their own in each city', () => {
    const days = events.map(
      ({ campus, day }) => `${at(geography.counties, at(geography.campuses, campus).county).city}/${day}`,
    );
    expect(new Set(days).size).toBe(days.length);
  });

  it('need room: three days have none', () => {
    expect(campusEvents(geography, 6, 3, START, new Set())).toEqual([]);
  });
});

describe('a power cut', () => {
  const [first, second] = [at(geography.campuses, 0), at(geography.campuses, 1)];
  const cuts = [{ campus: 0, from: 1000, to: 2000 }];
  const cell = at(first.dormitories, 0);

  it('moves phones of the campus to the mast next to it, and no others', () => {
    expect(cellInPowerCut(geography, cuts, cell, 1000)).toBe(first.neighbour);
    expect(cellInPowerCut(geography, cuts, at(second.lectures, 0), 1000)).toBe(at(second.lectures, 0));
    expect(cellInPowerCut(geography, cuts, first.neighbour, 1000)).toBe(first.neighbour);
    expect(cellInPowerCut(geography, cuts, -1, 1000)).toBe(-1);
  });

  it('ends', () => {
    expect(cellInPowerCut(geography, cuts, cell, 999)).toBe(cell);
    expect(cellInPowerCut(geography, cuts, cell, 2000)).toBe(cell);
  });
});
