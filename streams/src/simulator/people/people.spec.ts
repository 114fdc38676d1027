import { describe, expect, it } from '@jest/globals';
import { SMS } from '../../events/index.ts';
import { at, num } from '../at.ts';
import { DAY_MS, HOUR_MS, dayKind, dayNumber, isSchoolBreak } from '../calendar.ts';
import { createProvince, createSimulation } from '../index.ts';
import { cellsAcross } from './border.ts';
import { DayPlan, DayPlanner } from './day-plan.ts';
import { isCell } from './place.ts';
import { SECOND_PHONE, STUDENT, TEACHER, bearer, isCommuter } from './population.ts';
import { Trips } from './trips.ts';

const START = Date.UTC(2027, 2, 1) - 8 * HOUR_MS;
const DAY = dayNumber(2027, 3, 1);
const province = createProvince({ seed: 9, subscribers: 4000, knownBefore: START });
const { geography, people } = province;
const trips = new Trips(geography, people);
const planner = new DayPlanner(geography, people, trips);
const everybody = Array.from({ length: people.size }, (_, i) => i);

function returnsOn(day: number): number {
  return everybody.filter((i) =>
    trips.ending(i, day, day + 1).some((trip) => trip.returnDay - trip.departDay >= 7),
  ).length;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('people', () => {
  it('come home at about four in a thousand a day', () => {
    const days = Array.from({ length: 40 }, (_, n) => returnsOn(DAY + 40 + n));
    expect(mean(days) / people.size).toBeGreaterThan(0.0022);
    expect(mean(days) / people.size).toBeLessThan(0.006);
  });

  it('come home several times as often in the week before Spring Festival', () => {
    const festival = dayNumber(2027, 2, 6);
    const before = Array.from({ length: 7 }, (_, n) => returnsOn(festival - 1 - n));
    const usual = Array.from({ length: 7 }, (_, n) => returnsOn(festival - 30 - n));
    expect(mean(before)).toBeGreaterThan(3 * mean(usual));
  });

  it('are in their home city when they are not on a trip', () => {
    const plan = new DayPlan();
    for (const i of everybody) {
      planner.fill(plan, i, DAY + 3);
      if (plan.trip !== null || isCommuter(9, bearer(people, i))) continue;
      for (let m = 0; m < plan.length; m++)
        expect(at(geography.cells, num(plan.place, m)).city).toBe(people.city[i]);
    }
  });

  it('stay away from home between the day of departure and the day of return, touches excepted', () => {
    const plan = new DayPlan();
    for (const i of everybody.slice(0, 1500)) {
      const trip = trips.on(i, DAY + 20);
      if (trip === null || trip.touch !== null || trip.departDay === DAY + 20 || trip.returnDay === DAY + 20)
        continue;
      planner.fill(plan, i, DAY + 20);
      for (let m = 0; m < plan.length; m++) {
        const place = num(plan.place, m);
        expect(isCell(place) && at(geography.cells, place).city === people.city[i]).toBe(false);
      }
    }
  });

  it('carry their second phone with them', () => {
    const [first, second] = [new DayPlan(), new DayPlan()];
    const phones = everybody.filter((i) => people.kind[i] === SECOND_PHONE);
    expect(phones.length).toBeGreaterThan(20);
    for (const i of phones) {
      planner.fill(first, bearer(people, i), DAY);
      planner.fill(second, i, DAY);
      expect([...second.place.slice(0, second.length)]).toEqual([...first.place.slice(0, first.length)]);
    }
  });

  it('study on their campus on workdays and sleep there', () => {
    const plan = new DayPlan();
    const students = everybody.filter((i) => people.kind[i] === STUDENT);
    expect(students.length / people.size).toBeCloseTo(0.14, 1);
    const onCampus = (minute: number): number =>
      students.filter((i) => {
        const place = planner.fill(plan, i, DAY).placeAt(minute);
        return isCell(place) && at(geography.cells, place).campus === people.campus[i];
      }).length / students.length;
    expect(onCampus(180)).toBeGreaterThan(0.95);
    expect(onCampus(600)).toBeGreaterThan(0.95);
    expect(people.kind.includes(TEACHER)).toBe(true);
  });

  it('write, as students, more than fifty messages a month', () => {
    const simulation = createSimulation({ province, start: START });
    const counts = new Map<number, number>();
    for (let index = 0; index < 48; index++) {
      const { usage } = simulation.hour(index);
      for (let row = 0; row < usage.length; row++)
        if (usage.kind[row] === SMS)
          counts.set(num(usage.msisdn, row), (counts.get(num(usage.msisdn, row)) ?? 0) + 1);
    }
    const students = everybody.filter((i) => people.kind[i] === STUDENT);
    expect(mean(students.map((i) => counts.get(num(people.msisdn, i)) ?? 0)) * 15).toBeGreaterThan(100);
  });
});

describe('cells at borders', () => {
  it('have a neighbour in another city, in both directions not far away', () => {
    const across = cellsAcross(geography);
    const swinging = [...across].filter((other) => other >= 0).length;
    expect(swinging).toBeGreaterThan(20);
    expect(swinging).toBeLessThan(across.length / 2);
    across.forEach((other, cell) => {
      if (other >= 0) expect(at(geography.cells, other).city).not.toBe(at(geography.cells, cell).city);
    });
  });
});

describe('calendar', () => {
  it('knows holidays, weekends and school breaks', () => {
    expect(dayKind(dayNumber(2026, 2, 17))).toBe('holiday');
    expect(dayKind(dayNumber(2026, 10, 3))).toBe('holiday');
    expect(dayKind(dayNumber(2026, 11, 21))).toBe('weekend');
    expect(dayKind(dayNumber(2026, 11, 23))).toBe('workday');
    expect(isSchoolBreak(dayNumber(2026, 8, 1))).toBe(true);
    expect(isSchoolBreak(dayNumber(2026, 11, 1))).toBe(false);
    expect(dayNumber(1970, 1, 2) * DAY_MS).toBe(DAY_MS);
  });
});
