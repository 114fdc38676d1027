import { beforeAll, describe, expect, it } from '@jest/globals';
import { HOUR_MS } from '../calendar.ts';
import {
  createProvince,
  createSimulation,
  livePlan,
  type Province,
  type Simulation,
  type Truth,
} from '../index.ts';
import { wilsonUpper } from './judge-share.ts';

const START = Date.UTC(2026, 10, 22) - 8 * HOUR_MS;

describe('truth of the first start of a wall', () => {
  let province: Province;
  let simulation: Simulation;
  let truth: Truth[];

  beforeAll(() => {
    province = createProvince({ seed: 3, knownBefore: START - 504 * HOUR_MS });
    simulation = createSimulation({
      province,
      plan: livePlan(province.geography, 3, province.people.size),
      start: START,
    });
    truth = simulation.truth(-504, 24);
  });

  const of = (type: string, from: string, to: string): Truth[] =>
    truth.filter(
      (one) =>
        one.type === type &&
        one.basis === 'rule' &&
        one.expected === true &&
        one.subtype !== 'sudden' &&
        one.eventTime >= from &&
        one.eventTime < to,
    );

  it('brings dozens of people home between six and noon, spread over the cities', () => {
    const home = of('homecoming', '2026-11-22T06:00', '2026-11-22T12:00');
    expect(home.length).toBeGreaterThanOrEqual(48);
    expect(new Set(home.map(({ areaId }) => areaId?.slice(0, 4))).size).toBeGreaterThanOrEqual(5);
    expect(of('homecoming', '2026-11-22T06:00', '2026-11-22T07:00').length).toBeGreaterThan(2);
  });

  it('brings a tide: more on the day than on the one before, on that more than a week before', () => {
    const on = (day: number): number =>
      of('homecoming', `2026-11-${day}T06:00`, `2026-11-${day}T12:00`).length;
    expect(on(22)).toBeGreaterThan(1.5 * on(21));
    expect(on(21)).toBeGreaterThan(1.5 * on(15));
  });

  it('brings some people home on every day of the third and fourth week before', () => {
    for (let day = 10; day < 22; day++) {
      const home = of('homecoming', `2026-11-${day}T00:00`, `2026-11-${day}T23:59`);
      expect(home.length).toBeGreaterThan(5);
    }
  });

  it('lets a share fall under the threshold between nine and half past ten', () => {
    const drops = of('share-drop', '2026-11-22T09:00', '2026-11-22T10:30');
    const counties = drops.filter(({ areaId }) => areaId?.length === 6 && !areaId.endsWith('00'));
    expect(counties.length).toBeGreaterThan(0);
  });

  it('leaves the share of the province above the threshold on that day', () => {
    const drops = of('share-drop', '2026-11-22T00:00', '2026-11-23T01:00');
    expect(drops.filter(({ areaId }) => areaId === '900000')).toEqual([]);
  });

  it('plants at least forty new numbers in a county whose share falls, below seven in ten of them ours', () => {
    for (const drop of of('share-drop', '2026-11-22T00:00', '2026-11-22T12:00')) {
      const { ownNew, rivalNew } = drop.evidence as { ownNew: number; rivalNew: number };
      expect(wilsonUpper(ownNew, ownNew + rivalNew)).toBeLessThan(0.7);
      expect(ownNew + rivalNew).toBeGreaterThanOrEqual(30);
    }
  });

  it('names the raw number and a case for every subscriber', () => {
    for (const one of truth.filter(({ subject }) => subject.kind === 'subscriber')) {
      expect(one.subject.msisdn).toMatch(/^\d{13}$/);
      expect(one.case).toMatch(/^[a-z-]+$/);
    }
  });

  it('comes in order of time', () => {
    const times = truth.map(({ eventTime }) => Date.parse(eventTime));
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it('finds every homecoming in the signalling or usage of its very millisecond', () => {
    for (const one of of('homecoming', '2026-11-22T06:00', '2026-11-22T09:00')) {
      const time = Date.parse(one.eventTime);
      const hour = simulation.hour(simulation.hourAt(time));
      const found = [hour.signalling, hour.usage].some((feed) =>
        feed.time.some((at, row) => at === time && String(feed.msisdn[row]) === one.subject.msisdn),
      );
      expect(found).toBe(true);
    }
  });
});

describe('upper end of the Wilson interval', () => {
  it('agrees with figures worked out by others', () => {
    expect(wilsonUpper(0, 30)).toBeCloseTo(0.1135, 4);
    expect(wilsonUpper(248, 505)).toBeCloseTo(0.5346, 4);
  });
});
