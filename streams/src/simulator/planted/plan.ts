import { at } from '../at.ts';
import type { Feed } from '../../events/index.ts';
import type { Geography } from '../province.ts';
import { Rng, fraction, hash } from '../rng.ts';
import { campusEvents, type CampusEvent } from './plan-campus.ts';

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
  /** All new numbers come before this minute of the day. @default 1290 */
  readonly untilMinute?: number;
  /** Name of the hard case in truth. @default sd-campaign */
  readonly case?: string;
}

/** Many come home within a few hours of one day. */
export interface ReturnWave {
  readonly day: number;
  readonly count: number;
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** Migrants of other provinces come home in the same hours of one day. */
export interface VisitWave {
  readonly day: number;
  readonly count: number;
  readonly fromHour: number;
  readonly toHour: number;
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
  readonly visitWaves: readonly VisitWave[];
  readonly outages: readonly Outage[];
  readonly campusEvents: readonly CampusEvent[];
  /** Subscribers who come home and leave again at once for another long trip. */
  readonly secondTrips: number;
  /** Chance of a further, unlisted share drop on each day that has none listed. */
  readonly dailyDropChance: number;
}

/**
 * How many of all people come home for a fair of the province, by day: a tide that rises for a week, is at its highest on
 * the morning of the wall's first day, and ebbs over two more.
 */
const TIDE: readonly { readonly days: readonly [number, number]; readonly share: number }[] = [
  { days: [-8, -3], share: 0.011 },
  { days: [-2, -2], share: 0.02 },
  { days: [-1, -1], share: 0.036 },
  { days: [0, 0], share: 0.014 },
  { days: [1, 1], share: 0.03 },
  { days: [2, 3], share: 0.018 },
  { days: [4, 14], share: 0.008 },
];
/** Of all people, on the first morning alone. */
const FIRST_MORNING = 0.05;

/**
 * The plan of a wall's first start: on day 0 people come home from six in the morning, a campus loses its power before
 * eight, a festival begins on another one at half past eight, and a rival campaigns in the seat of one city and then in
 * a second county beside it. In the third night before, one
 * feed has said nothing for two hours.
 */
export function livePlan(geography: Geography, seed: number, subscribers: number): SimulationPlan {
  const [first, second] = campaignCounties(geography, hash(seed, 121));
  return {
    shareDrops: [
      { day: 0, county: first, fromMinute: 512, newNumbers: 66, operator: 1 },
      { day: 0, county: second, fromMinute: 548, newNumbers: 48, operator: 0 },
    ],
    returnWaves: tide(subscribers),
    visitWaves: [{ day: 0, count: 18, fromHour: 4, toHour: 10 }],
    outages: [{ feed: 'usage', fromHour: -3 * 24 + 2, toHour: -3 * 24 + 4 }],
    campusEvents: liveCampusEvents(geography, seed),
    secondTrips: 12,
    dailyDropChance: 0.22,
  };
}

/** One surge and one lull on each of the wall's first days, and some in the weeks before. */
function liveCampusEvents(geography: Geography, seed: number): CampusEvent[] {
  const bySize = geography.campuses
    .map(({ weight }, campus) => ({ weight, campus }))
    .sort((a, b) => b.weight - a.weight)
    .map(({ campus }) => campus);
  const events: CampusEvent[] = [
    { day: 0, campus: at(bySize, 0), kind: 'festival', fromMinute: 510, toMinute: 690 },
    { day: 0, campus: at(bySize, 1), kind: 'power-cut', fromMinute: 484, toMinute: 585 },
    { day: 0, campus: at(bySize, 2), kind: 'match', fromMinute: 840, toMinute: 990 },
  ];
  for (let day = -9; day < 15; day += 3) {
    const rng = new Rng(hash(seed, 125, day));
    const [campus, other] = [at(bySize, rng.int(3)), at(bySize, 3 + rng.int(bySize.length - 3))];
    if (day === 0) continue;
    events.push({ day, campus, kind: 'match', fromMinute: 840, toMinute: 990 });
    events.push({ day: day + 1, campus: other, kind: 'power-cut', fromMinute: 1084, toMinute: 1170 });
  }
  return events;
}

function tide(subscribers: number): ReturnWave[] {
  const count = (share: number): number => Math.round(share * subscribers);
  const days = TIDE.flatMap(({ days: [first, last], share }) =>
    Array.from({ length: last - first + 1 }, (_, n) => ({
      day: first + n,
      count: count(share),
      fromMinute: 350,
      toMinute: 1290,
    })),
  );
  return [{ day: 0, count: count(FIRST_MORNING), fromMinute: 338, toMinute: 640 }, ...days];
}

/**
 * The plan of a data set of some days: drops, a wave, campus events and outages where there is room for them.
 * `startDay` is the local day number of the first day, from which kinds of days are known.
 */
export function filePlan(geography: Geography, seed: number, days: number, startDay = 0): SimulationPlan {
  const waveDay = Math.min(days - 1, Math.max(8, Math.floor(days / 2)));
  const outages: Outage[] = [];
  if (days > 10) outages.push({ feed: 'usage', fromHour: 10 * 24 + 3, toHour: 10 * 24 + 5 });
  if (days > 21) outages.push({ feed: 'usage', fromHour: 20 * 24 + 13, toHour: 20 * 24 + 17 });
  if (days > 30) outages.push({ feed: 'signalling', fromHour: 29 * 24 + 10, toHour: 29 * 24 + 13 });
  const quiet = new Set(outages.map(({ fromHour }) => Math.floor(fromHour / 24)));
  return {
    shareDrops: [...campaigns(geography, seed, days, quiet), ...hardDrops(geography, seed, days)],
    returnWaves: [{ day: waveDay, count: 30, fromMinute: 420, toMinute: 1200 }],
    visitWaves: days > 25 ? [{ day: 24, count: 12, fromHour: 7, toHour: 18 }] : [],
    outages,
    campusEvents: campusEvents(geography, seed, days, startDay, quiet),
    secondTrips: 12,
    dailyDropChance: 0,
  };
}

function campaigns(
  geography: Geography,
  seed: number,
  days: number,
  quiet: ReadonlySet<number>,
): ShareDrop[] {
  const rng = new Rng(hash(seed, 122));
  const drops: ShareDrop[] = [];
  for (let day = Math.min(1, days - 1); day < days; day += 3) {
    const county = populousCounty(geography, rng.int(1e6));
    const fromMinute = rng.between(500, 780);
    const newNumbers = rng.between(55, 80);
    if (!quiet.has(day)) drops.push({ day, county, fromMinute, newNumbers, operator: 0 });
  }
  return drops;
}

/** A campaign of one rival, one just before midnight, and one in a county too small for a share to say anything. */
function hardDrops(geography: Geography, seed: number, days: number): ShareDrop[] {
  const rng = new Rng(hash(seed, 126));
  const smallest = geography.counties
    .map(({ weight }, county) => ({ weight, county }))
    .sort((a, b) => a.weight - b.weight || a.county - b.county);
  const big = (): number => populousCounty(geography, rng.int(1e6));
  const drops: ShareDrop[] = [
    { day: 9, county: big(), fromMinute: 560, newNumbers: 70, operator: 2, case: 'sd-one-rival' },
    {
      day: 12,
      county: big(),
      fromMinute: 1395,
      newNumbers: 60,
      operator: 0,
      untilMinute: 1440,
      case: 'sd-midnight',
    },
    { day: 14, county: big(), fromMinute: 600, newNumbers: 64, operator: 1, case: 'sd-one-rival' },
    ...[11, 23, 35].map((day): ShareDrop => ({
      day,
      county: at(smallest, 0).county,
      fromMinute: 600,
      newNumbers: 11,
      operator: 0,
      case: 'sd-small-area',
    })),
  ];
  return drops.filter(({ day }) => day < days);
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
