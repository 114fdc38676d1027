import { describe, expect, it } from '@jest/globals';
import { at, num } from '../at.ts';
import { HOUR_MS, dayNumber } from '../calendar.ts';
import { createProvince } from '../index.ts';
import { hasHomeOnRecord } from './population.ts';
import { Visits, type Visit, type VisitorKind } from './visits.ts';

const DAY = dayNumber(2026, 3, 2);
const { geography, people } = createProvince({
  seed: 6,
  subscribers: 3000,
  knownBefore: Date.UTC(2026, 2, 2) - 8 * HOUR_MS,
});
const visits = new Visits(geography, people, 400);
const all = Array.from({ length: visits.count }, (_, visitor) =>
  visits.between(visitor, DAY, DAY + 90).map((visit) => ({ visitor, visit })),
).flat();

function countiesOf(visit: Visit): number[] {
  return visit.cells.map((cell) => at(geography.cells, cell).county);
}

function of(kind: VisitorKind): Visit[] {
  return all.filter(({ visitor }) => visits.kind(visitor) === kind).map(({ visit }) => visit);
}

describe('visits', () => {
  it('are the same whether asked for by day or by span', () => {
    for (const { visitor, visit } of all.slice(0, 200))
      for (const day of [visit.firstDay, visit.lastDay]) expect(visits.on(visitor, day)).toEqual(visit);
  });

  it('of those who come home are to the county of the one they call', () => {
    for (const kind of ['migrant', 'stranger'] as const) {
      expect(of(kind).length).toBeGreaterThan(5);
      for (const visit of of(kind))
        expect(new Set(countiesOf(visit))).toEqual(new Set([num(people.county, visit.friend)]));
    }
  });

  it('elsewhere and over a border never keep to the county of the one who is called', () => {
    for (const visit of of('elsewhere'))
      expect(countiesOf(visit)).not.toContain(num(people.county, visit.friend));
    for (const visit of of('border')) expect(new Set(countiesOf(visit)).size).toBe(2);
  });

  it('by train last a day and stop in three cities, one of them that of the one who is called', () => {
    for (const visit of of('train')) {
      expect(visit.lastDay).toBe(visit.firstDay);
      expect(new Set(visit.cells.map((cell) => at(geography.cells, cell).city)).size).toBe(3);
      expect(countiesOf(visit)).toContain(num(people.county, visit.friend));
    }
  });

  it('of those who come home are to somebody whose home is on record', () => {
    for (const visit of [...of('migrant'), ...of('stranger')])
      expect(hasHomeOnRecord(geography.seed, visit.friend)).toBe(true);
  });

  it('give everybody a number of their own', () => {
    const numbers = Array.from({ length: visits.count }, (_, visitor) => visits.number(visitor));
    expect(new Set(numbers).size).toBe(visits.count);
  });
});
