import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Detection } from '../../events/detection.ts';
import {
  CAMPUS_REFERENCE,
  CampusRules,
  isUsage,
  JOINER,
  OURS,
  RESIDENT_DAYS,
  RIVAL_DAYS,
  RIVALS,
  SEEN_DAYS,
  START,
  type Found,
  type Happening,
} from '../../testing/campus-rules.ts';
import { lifecycle, surf, type FeedEvent } from '../../testing/index.ts';
import { arriving, delaysUpTo, manner, runInManner } from '../../testing/manners.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const NAMES: Readonly<Record<string, string>> = {
  'campus-student/': 'student',
  'campus-newcomer/rival': 'newcomer',
  'campus-rival/': 'rival',
};

function asFound({ type, subtype, eventTime, subject, hotspotId, evidence }: Detection): Found[] {
  const what = NAMES[`${type}/${subtype ?? ''}`];
  if (what === undefined) return [];
  const { firstSeen } = evidence;
  const given = typeof firstSeen === 'string' ? { ...evidence, firstSeen: Date.parse(firstSeen) } : evidence;
  return [{ what, time: Date.parse(eventTime), who: subject.msisdn!, campus: hotspotId!, evidence: given }];
}

const keyOf = ({ what, time, who, campus }: Found): string => [what, time, who, campus].join(' ');
const inOrder = (all: readonly Found[]): Found[] => [...all].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));

const who = fc.constantFrom(...OURS, ...OURS, JOINER);
const cell = fc.constantFrom('a1', 'a1', 'a1', 'a1', 'both', 'b1', 'b1', 'c1');
const usage = { who, cell, terminating: fc.boolean(), operator: fc.constantFrom('red', 'red', 'blue') };
const rival = fc.constantFrom(RIVALS[0], RIVALS[0], RIVALS[1]);
/** How often something happens, and what. Students write to each other a lot. */
const what = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      ...usage,
      kind: fc.constant('sms' as const),
      peer: fc.constantFrom(...OURS),
      times: fc.integer({ min: 2, max: 5 }),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      ...usage,
      kind: fc.constantFrom('voice' as const, 'sms' as const),
      peer: rival,
      times: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      ...usage,
      kind: fc.constantFrom('voice' as const, 'data' as const),
      peer: fc.constantFrom(...OURS),
      times: fc.constant(1),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('activated' as const), who, times: fc.constant(1) }),
  },
);
const often = [0, 0, 1000, 1000, HOUR, HOUR, 12 * HOUR, DAY, DAY];
const wait = fc.constantFrom(...often, ...often, SEEN_DAYS * DAY, RESIDENT_DAYS * DAY, RIVAL_DAYS * DAY);

/** Nobody does two things at once, since then their order would be that of their identity. */
const story: fc.Arbitrary<Happening[]> = fc
  .array(fc.record({ wait, what }), { minLength: 40, maxLength: 120, size: 'max' })
  .map((list) => {
    const taken = new Set<string>();
    let now = START;
    return list
      .flatMap(({ wait: by, what: { times, ...each } }) => {
        now += by;
        return Array.from({ length: times }, (_, i): Happening => {
          let time = now + i;
          const busy =
            each.kind !== 'activated' && RIVALS.includes(each.peer) ? [each.who, each.peer] : [each.who];
          while (busy.some((one) => taken.has(`${one} ${time}`))) time++;
          for (const one of busy) taken.add(`${one} ${time}`);
          return { ...each, time };
        });
      })
      .filter(({ time }) => time < START + 200 * DAY)
      .sort((a, b) => a.time - b.time);
  });

function feedEvents(all: readonly Happening[]): FeedEvent[] {
  return all.flatMap((each, i): FeedEvent[] => {
    const { time } = each;
    const isQuiet = i > 0 && time - all[i - 1]!.time >= 12 * HOUR;
    const other = '8613910000090';
    const fillers = isQuiet ? [surf(time, other, 'c1'), lifecycle(time, 'resumed', other)] : [];
    if (!isUsage(each)) return [...fillers, lifecycle(time, 'activated', each.who)];
    const { kind: service, who: msisdn, cell: cellId, peer, operator, terminating } = each;
    if (service === 'data') return [...fillers, surf(time, msisdn, cellId)];
    const direction = terminating ? 'terminating' : 'originating';
    const named = RIVALS.includes(peer) ? { peerOperator: operator } : {};
    const event = { eventTime: time, service, msisdn, cellId, direction, peerMsisdn: peer, ...named };
    return [
      ...fillers,
      { feed: 'usage', event: service === 'voice' ? { ...event, durationSeconds: 60 } : event },
    ];
  });
}

describe('students, newcomers from rivals and rivals’ contacts', () => {
  it('are found exactly where the rules as written find them, in whatever manner events come', async () => {
    const counts: Record<string, number> = { student: 0, newcomer: 0, rival: 0 };
    await fc.assert(
      fc.asyncProperty(story, manner, delaysUpTo(300_000), async (all, how, delays) => {
        const { outcome } = await runInManner(arriving(feedEvents(all), delays), how, CAMPUS_REFERENCE);
        const { found: wanted } = new CampusRules(all);
        for (const each of wanted) counts[each.what]!++;
        expect(inOrder(outcome.detections.flatMap(asFound))).toEqual(inOrder(wanted));
      }),
      { numRuns: 25, endOnFailure: true },
    );
    expect(Math.min(...Object.values(counts))).toBeGreaterThan(20);
  });
});
