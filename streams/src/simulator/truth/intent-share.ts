import { at } from '../at.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../calendar.ts';
import type { ShareDrop } from '../planted/plan.ts';
import { chainsOf } from './judge-share.ts';
import type { ClosedScope } from './scope.ts';
import type { Finding } from './truth.ts';

const SUBTYPES = ['below-threshold', 'sudden'] as const;
/** A sudden drop needs seven whole days before it. */
const TRAILING_DAYS = 7;
/** A campaign is one that must be seen when it makes this many numbers and leaves us less than this share of them. */
const CLEAR_NUMBERS = 40;
const CLEAR_SHARE = 0.55;

/** Campaigns by day: the county must show them, areas above and below may. */
export function shareIntents(scope: ClosedScope): Finding[] {
  const chains = chainsOf(scope.world.geography);
  const findings: Finding[] = [];
  for (const { day, drop } of campaignsIn(scope))
    for (const area of relatives(scope, chains, drop))
      for (const subtype of SUBTYPES) findings.push(intentOf(scope, day, drop, area, subtype));
  return findings;
}

function campaignsIn(scope: ClosedScope): { readonly day: number; readonly drop: ShareDrop }[] {
  const start = scope.startDay * DAY_MS - scope.world.offsetMs;
  const list: { day: number; drop: ShareDrop }[] = [];
  for (let day = (scope.from - start) / DAY_MS; start + day * DAY_MS < scope.to; day++)
    for (const drop of scope.drops(Math.floor(day))) list.push({ day: Math.floor(day), drop });
  return list;
}

/** The county itself, what contains it and what lies in it. */
function relatives(scope: ClosedScope, chains: readonly (readonly number[])[], drop: ShareDrop): number[] {
  const { area } = at(scope.world.geography.counties, drop.county);
  const below = chains.flatMap((chain, index) => (index !== area && chain.includes(area) ? [index] : []));
  return [...at(chains, area), ...below];
}

function intentOf(
  scope: ClosedScope,
  day: number,
  drop: ShareDrop,
  area: number,
  subtype: (typeof SUBTYPES)[number],
): Finding {
  const { geography, offsetMs } = scope.world;
  const midnight = (scope.startDay + day) * DAY_MS - offsetMs;
  const begin = midnight + drop.fromMinute * MINUTE_MS;
  const { areaId } = at(geography.areas, area);
  const county = at(geography.counties, drop.county).area === area;
  return {
    basis: 'intent',
    type: 'share-drop',
    subtype,
    time: begin,
    subject: { kind: 'area', id: areaId },
    areaId,
    case: drop.case ?? 'sd-campaign',
    expected: county ? expected(scope, day, midnight, drop, subtype) : null,
    span: [begin, midnight + DAY_MS],
  };
}

function expected(
  scope: ClosedScope,
  day: number,
  midnight: number,
  drop: ShareDrop,
  subtype: (typeof SUBTYPES)[number],
): boolean | null {
  if (drop.case === 'sd-small-area') return false;
  const own = scope.customers.expected(drop.county, scope.startDay + day);
  const clear =
    own + drop.newNumbers >= CLEAR_NUMBERS &&
    own / (own + drop.newNumbers) < CLEAR_SHARE &&
    drop.operator === 0;
  const known = subtype === 'below-threshold' || midnight - TRAILING_DAYS * DAY_MS > scope.from;
  return clear && known ? true : null;
}

/** The campaign that a finding of an area and day belongs to. */
export function campaignOf(scope: ClosedScope, areaId: string, time: number): ShareDrop | null {
  const { geography, offsetMs } = scope.world;
  // A day's close belongs to the day.
  const day = Math.floor((time - 1 + offsetMs) / DAY_MS) - scope.startDay;
  const chains = chainsOf(geography);
  const index = geography.areas.findIndex((area) => area.areaId === areaId);
  return scope.drops(day).find((drop) => relatives(scope, chains, drop).includes(index)) ?? null;
}

/** Feeds that really stopped, and the one that says nothing every night and is none the worse for it. */
export function outageIntents(scope: ClosedScope): Finding[] {
  const start = scope.startDay * DAY_MS - scope.world.offsetMs;
  const shared = { basis: 'intent', type: 'source-outage', subtype: null } as const;
  const stopped = scope.plan.outages.map(({ feed, fromHour, toHour }): Finding => {
    const span = [start + fromHour * HOUR_MS, start + toHour * HOUR_MS] as const;
    return { ...shared, time: span[0], subject: { kind: 'feed', id: feed }, case: 'so-silent', span };
  });
  const quiet: Finding = {
    ...shared,
    time: scope.from,
    subject: { kind: 'feed', id: 'lifecycle' },
    case: 'so-quiet-nights',
    expected: false,
    span: [scope.from, scope.to],
  };
  return [...stopped, quiet].filter(({ time }) => time >= scope.from && time < scope.to);
}
