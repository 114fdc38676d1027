import { at } from '../at.ts';
import type { Feed } from '../../events/index.ts';
import type { Geography } from '../province.ts';
import { Rng, fraction, hash } from '../rng.ts';

/** A rival's sales campaign: in one county the share of new customers falls on one day. Days relative to the start. */
export interface ShareDrop {
  readonly day: number;
  /** Index of the county in the province. */
  readonly county: number;
  readonly fromMinute: number;
  /** New rival numbers besides the usual ones; two in three within the first hour and a half. */
  readonly newNumbers: number;
  /** Rival by index (1, 2), 0 for both. */
  readonly operator: 0 | 1 | 2;
}

/** Many come home within a few hours of one day. */
export interface ReturnWave {
  readonly day: number;
  readonly count: number;
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** A feed that says nothing for some hours (indices as in `hour`). */
export interface Outage {
  readonly feed: Feed;
  readonly fromHour: number;
  readonly toHour: number;
}

/** What is planted on top of daily life. */
export interface SimulationPlan {
  readonly shareDrops: readonly ShareDrop[];
  readonly returnWaves: readonly ReturnWave[];
  readonly outages: readonly Outage[];
  /** Subscribers who come home and leave again at once for another long trip. */
  readonly secondTrips: number;
  /** Chance of a further, unlisted share drop on each day that has none listed. */
  readonly dailyDropChance: number;
}

/**
 * The plan of a wall's first start: on day 0 people come home from six in the morning, and from half past eight a rival
 * campaigns in the seat of one city and then in a second county beside it.
 */
export function livePlan(geography: Geography, seed: number): SimulationPlan {
  const [first, second] = campaignCounties(geography, hash(seed, 121));
  return {
    shareDrops: [
      { day: 0, county: first, fromMinute: 512, newNumbers: 66, operator: 1 },
      { day: 0, county: second, fromMinute: 548, newNumbers: 48, operator: 0 },
    ],
    returnWaves: [{ day: 0, count: 84, fromMinute: 338, toMinute: 640 }, ...laterWaves()],
    outages: [],
    secondTrips: 12,
    dailyDropChance: 0.22,
  };
}

/** So that a wall left running keeps seeing people come home: some on each of the next two weeks. */
function laterWaves(): ReturnWave[] {
  return Array.from({ length: 14 }, (_, n) => ({ day: n + 1, count: 24, fromMinute: 350, toMinute: 1290 }));
}

/** The plan of a data set of some days: drops, a wave and an outage where there is room for them. */
export function filePlan(geography: Geography, seed: number, days: number): SimulationPlan {
  const rng = new Rng(hash(seed, 122));
  const shareDrops: ShareDrop[] = [];
  for (let day = Math.min(1, days - 1); day < days; day += 3) {
    const county = populousCounty(geography, rng.int(1e6));
    shareDrops.push({
      day,
      county,
      fromMinute: rng.between(500, 780),
      newNumbers: rng.between(55, 80),
      operator: 0,
    });
  }
  const waveDay = Math.min(days - 1, Math.max(8, Math.floor(days / 2)));
  return {
    shareDrops,
    returnWaves: [{ day: waveDay, count: 30, fromMinute: 420, toMinute: 1200 }],
    outages: days > 10 ? [{ feed: 'usage', fromHour: 10 * 24 + 3, toHour: 10 * 24 + 5 }] : [],
    secondTrips: 12,
    dailyDropChance: 0,
  };
}

/** The listed drops of a day, and one by chance where none is listed. */
export function dropsOn(
  plan: SimulationPlan,
  geography: Geography,
  seed: number,
  day: number,
): readonly ShareDrop[] {
  const listed = plan.shareDrops.filter((drop) => drop.day === day);
  if (listed.length > 0 || fraction(seed, 123, day) >= plan.dailyDropChance) return listed;
  const rng = new Rng(hash(seed, 124, day));
  const county = populousCounty(geography, rng.int(1e6));
  return [{ day, county, fromMinute: rng.between(510, 840), newNumbers: rng.between(50, 75), operator: 0 }];
}

/** Seat and largest other county of a city that is not the capital. */
function campaignCounties(geography: Geography, draw: number): [number, number] {
  const city = at(geography.cities, 1 + (draw % (geography.cities.length - 1)));
  const bySize = [...city.counties].sort(
    (a, b) => at(geography.counties, b).weight - at(geography.counties, a).weight,
  );
  return [at(bySize, 0), at(bySize, 1)];
}

/** A county big enough that its own new customers make the fall a matter of share, not of a handful. */
function populousCounty(geography: Geography, draw: number): number {
  const order = geography.counties
    .map(({ weight }, county) => ({ weight, county }))
    .sort((a, b) => b.weight - a.weight || a.county - b.county);
  return at(order, draw % Math.ceil(order.length / 3)).county;
}
