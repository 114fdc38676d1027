import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Detection } from '../../events/detection.ts';
import {
  call,
  lifecycle,
  message,
  NUMBERS,
  seen,
  seenAt,
  surf,
  WORLD,
  type FeedEvent,
} from '../../testing/index.ts';
import { arriving, delaysUpTo, manner, runInManner } from '../../testing/manners.ts';

const START = Date.UTC(2026, 4, 1);
const MINUTE = 60_000;
const DAY = 86_400_000;
const CONTACT_DAYS = 12;
const HEADER = 'version,effectiveFrom,areaId,rule,parameter,value\n';
const WESTLAKE = '8613910000012';
const REFERENCE = {
  ...WORLD,
  subscribers: `${WORLD.subscribers}${WESTLAKE},T121,2020-05-01T00:00:00+08:00,active\n`,
  thresholds: `${HEADER}1,,,homecoming/inbound,contactDays,${CONTACT_DAYS}\n2,,K11,homecoming/inbound,minContacts,2\n`,
};

/** With a home elsewhere, with none, of our own operator with none. */
const [FOREIGN, UNKNOWN, PLANLESS] = ['8613090000001', '8613000000001', '8613900000077'] as const;
const VISITORS = [FOREIGN, UNKNOWN, PLANLESS];
/** With a home in our province by its prefix: ours. */
const NEIGHBOUR = '8613910000099';
const OURS = [NUMBERS.home[0], NUMBERS.home[1], NUMBERS.otherCity, NUMBERS.homeless, WESTLAKE];
/** Home area in the profile or the number plan. */
const HOMES: Readonly<Record<string, string | null>> = {
  [NUMBERS.home[0]]: 'T111',
  [NUMBERS.home[1]]: 'T111',
  [NUMBERS.otherCity]: 'T211',
  [NUMBERS.homeless]: null,
  [WESTLAKE]: 'T121',
};
const COUNTY_OF: Readonly<Record<string, string>> = { T111: 'K11', T112: 'K11', T121: 'K12', T211: 'K21' };

type Place = { readonly county: string } | 'city' | 'outside' | 'around' | 'nothing';
const PLACES: Readonly<Record<string, Place>> = {
  T111: { county: 'K11' },
  T112: { county: 'K11' },
  K11: { county: 'K11' },
  T121: { county: 'K12' },
  T211: { county: 'K21' },
  C1: 'city',
  P1: 'city',
  C9: 'outside',
  CN: 'around',
  unheard: 'nothing',
};

type Happening =
  | { readonly kind: 'seen'; readonly time: number; readonly who: string; readonly area: string }
  | { readonly kind: 'talks'; readonly time: number; readonly who: string; readonly with: string }
  | { readonly kind: 'joins'; readonly time: number; readonly who: string };

interface Found {
  readonly time: number;
  readonly who: string;
  readonly area: string;
  readonly since: number;
  readonly peerHome: string;
  readonly communications: number;
  readonly runnerUp: { readonly homeAreaId: string | null; readonly communications: number } | null;
  readonly version: string;
}

/** The dwell of a number after the last of its observations, as the rule says it. */
function dwellOf(seen: readonly { time: number; area: string }[]): {
  visit: number;
  county: string;
  since: number;
} | null {
  const inside = seen.filter(({ area }) => PLACES[area] !== 'outside' && PLACES[area] !== 'around');
  if (inside.length === 0) return null;
  const starts = inside.filter(({ time }, i) => i === 0 || time - inside[i - 1]!.time >= 7 * DAY);
  const visit = starts.at(-1)!.time;
  const placed = seen.filter(
    ({ time, area }) => time >= visit && PLACES[area] !== 'city' && PLACES[area] !== 'around',
  );
  const last = placed.at(-1);
  const place = last && PLACES[last.area];
  if (typeof place !== 'object') return null;
  const before = placed.findLastIndex(({ area }) => {
    const other = PLACES[area];
    return typeof other !== 'object' || other.county !== place.county;
  });
  const since = placed[before + 1]!.time;
  return last!.time - since >= 30 * MINUTE ? { visit, county: place.county, since } : null;
}

/** Unknown homes come last. */
const homeKey = ({ who }: { who: string }): string => `${HOMES[who] ?? '~'} ${who}`;

function circleOf(
  talks: readonly { time: number; who: string }[],
): { who: string; communications: number; last: number }[] {
  return [...new Set(talks.map(({ who }) => who))]
    .map((who) => {
      const mine = talks.filter((talk) => talk.who === who);
      return { who, communications: mine.length, last: Math.max(...mine.map(({ time }) => time)) };
    })
    .sort(
      (a, b) => b.communications - a.communications || b.last - a.last || (homeKey(a) < homeKey(b) ? -1 : 1),
    );
}

/** The rule as it is written, looking at everything again at each instant. */
function model(all: readonly Happening[]): Found[] {
  const found: Found[] = [];
  const said = new Set<string>();
  for (const time of [...new Set(all.map((each) => each.time))]) {
    for (const who of VISITORS) {
      const past = all.filter((each) => each.time <= time);
      const mine = past.flatMap((each) =>
        each.kind === 'seen' && each.who === who && PLACES[each.area] !== 'nothing' ? [each] : [],
      );
      const talks = past.flatMap((each) =>
        each.kind === 'talks' && each.with === who && each.time > time - CONTACT_DAYS * DAY ? [each] : [],
      );
      const now = [...mine, ...talks].some((each) => each.time === time);
      const joined = past.some((each) => each.kind === 'joins' && each.who === who);
      const dwell = dwellOf(mine);
      const [closest, next] = circleOf(talks);
      if (!now || joined || dwell === null || !closest || said.has(`${who} ${dwell.visit}`)) continue;
      const home = HOMES[closest.who]!;
      if (home === null || COUNTY_OF[home] !== dwell.county) continue;
      if (closest.communications < (dwell.county === 'K11' ? 2 : 3)) continue;
      said.add(`${who} ${dwell.visit}`);
      found.push({
        time,
        who,
        area: mine.at(-1)!.area,
        since: dwell.since,
        peerHome: home,
        communications: closest.communications,
        runnerUp: next ? { homeAreaId: HOMES[next.who]!, communications: next.communications } : null,
        version: dwell.county === 'K11' ? '2' : '1',
      });
    }
  }
  return found;
}

const asFound = ({ eventTime, subject, areaId, evidence }: Detection): Found => ({
  time: Date.parse(eventTime),
  who: subject.msisdn!,
  area: areaId!,
  since: Date.parse(evidence['dwellingSince'] as string),
  peerHome: evidence['peerHomeAreaId'] as string,
  communications: evidence['communications'] as number,
  runnerUp: evidence['runnerUp'] as Found['runnerUp'],
  version: evidence['thresholds'] as string,
});

const inOrder = (all: readonly Found[]): Found[] =>
  [...all].sort((a, b) => a.time - b.time || (a.who < b.who ? -1 : 1));

const often = [1, 1000, 15 * MINUTE, 30 * MINUTE - 1, 30 * MINUTE, 30 * MINUTE];
const waits = [...often, ...often, ...often, DAY, 3 * DAY, 7 * DAY - 1, 7 * DAY];
const observation = fc.record({
  kind: fc.constant('seen' as const),
  who: fc.constantFrom(FOREIGN, FOREIGN, FOREIGN, UNKNOWN, PLANLESS, NEIGHBOUR),
  area: fc.constantFrom(...often.map(() => 'T111'), 'T111', 'T112', 'T112', 'T121', ...Object.keys(PLACES)),
});
const communication = fc.record({
  kind: fc.constant('talks' as const),
  who: fc.constantFrom(NUMBERS.home[0], NUMBERS.home[0], NUMBERS.home[0], WESTLAKE, WESTLAKE, ...OURS),
  with: fc.constantFrom(FOREIGN, FOREIGN, FOREIGN, UNKNOWN, PLANLESS, NEIGHBOUR),
});
const joining = fc.record({ kind: fc.constant('joins' as const), who: fc.constant(PLANLESS) });
const what = fc.oneof(
  { weight: 12, arbitrary: observation },
  { weight: 12, arbitrary: communication },
  { weight: 1, arbitrary: joining },
);

/** Observations of one number are never at the same moment, since then their order would be that of their identity. */
const story: fc.Arbitrary<Happening[]> = fc
  .array(fc.record({ wait: fc.constantFrom(0, ...waits), what }), {
    minLength: 5,
    maxLength: 60,
    size: 'max',
  })
  .map((list) => {
    let time = START;
    return list.map(({ wait, what: each }) => {
      time += each.kind === 'talks' ? wait : Math.max(1, wait);
      return { ...each, time };
    });
  });

/** Others, so that no feed is silent for long. */
function fillers(time: number): FeedEvent[] {
  return [
    seenAt(time, '8613910000090', 'T111'),
    surf(time, '8613910000090', 'a1'),
    lifecycle(time, 'resumed', '8613910000090'),
  ];
}

function feedEvents(all: readonly Happening[]): FeedEvent[] {
  return all.flatMap((each, i): FeedEvent[] => {
    const { time } = each;
    const quiet = i > 0 && time - all[i - 1]!.time >= DAY ? fillers(time) : [];
    if (each.kind === 'joins') return [...quiet, lifecycle(time, 'activated', each.who)];
    if (each.kind === 'talks') {
      const make = i % 2 === 0 ? call : message;
      return [...quiet, make(time, each.who, each.with, 'c1', { eventId: `talk ${i}` })];
    }
    const covered = each.area === 'T111' && i % 2 === 0;
    return [...quiet, covered ? seen(time, each.who, 'a1') : seenAt(time, each.who, each.area)];
  });
}

describe('homecoming of numbers that are not ours', () => {
  it('is found exactly where the rule as written finds it, in whatever manner events come', async () => {
    let detections = 0;
    await fc.assert(
      fc.asyncProperty(story, manner, delaysUpTo(300_000), async (all, how, delays) => {
        const { outcome } = await runInManner(arriving(feedEvents(all), delays), how, REFERENCE);
        const found = outcome.detections.filter(({ subtype }) => subtype === 'inbound').map(asFound);
        const wanted = model(all);
        detections += wanted.length;
        expect(inOrder(found)).toEqual(inOrder(wanted));
      }),
      { numRuns: 90 },
    );
    expect(detections).toBeGreaterThan(10);
  });

  it('is the same in any manner with late events, too', async () => {
    const settings = { maxOutOfOrdernessMs: 1_000 };
    const plain = { batch: 10_000, shards: 1, restarts: [false] };
    await fc.assert(
      fc.asyncProperty(story, manner, delaysUpTo(400_000), async (all, how, delays) => {
        const events = arriving(feedEvents(all), delays);
        const [one, other] = [
          await runInManner(events, plain, REFERENCE, settings),
          await runInManner(events, how, REFERENCE, settings),
        ];
        expect(other.outcome.detections).toEqual(one.outcome.detections);
      }),
      { numRuns: 30 },
    );
  });
});
