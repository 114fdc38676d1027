import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chunks, NUMBERS, run, seenAt, type FeedEvent } from '../../testing/index.ts';

const START = Date.UTC(2026, 4, 1);
const SECOND = 1000;
const DAY = 86_400 * SECOND;

interface Seen {
  readonly time: number;
  readonly area: string;
}

/** Side of a place for a subscriber with home city C1: null says nothing. */
const SIDES: Readonly<Record<string, boolean | null>> = {
  T111: true,
  K12: true,
  T211: false,
  C9: false,
  P2: false,
  P1: null,
  CN: null,
  unheard: null,
};

interface Found {
  readonly confirmedAt: number;
  readonly returnedAt: number;
  readonly awaySince: number;
}

/** The rule as it is written, over all observations of one subscriber at once. */
function model(all: readonly Seen[]): Found[] {
  const placed = all.flatMap(({ time, area }) =>
    SIDES[area] === null ? [] : [{ time, home: SIDES[area]! }],
  );
  const kept = placed.filter((each, at) => {
    const before = placed.slice(0, at).findLast(({ home }) => home !== each.home);
    const after = placed.slice(at + 1).find(({ home }) => home !== each.home);
    return !before || !after || after.time - before.time > 120 * SECOND;
  });
  const found: Found[] = [];
  let awaySince: number | null = null;
  let candidate: number | null = null;
  for (const { time, home } of kept) {
    if (!home) {
      awaySince ??= time;
      candidate = null;
    } else if (awaySince !== null) {
      candidate ??= time;
      if (time - candidate < 1800 * SECOND) continue;
      if (candidate - awaySince >= 7 * DAY)
        found.push({ confirmedAt: time, returnedAt: candidate, awaySince });
      awaySince = candidate = null;
    }
  }
  return found;
}

const waits = [
  1,
  60,
  119,
  120,
  121,
  1700,
  1799,
  1800,
  1801,
  86_400,
  3 * 86_400,
  7 * 86_400 - 1800,
  7 * 86_400,
].map((s) => s * SECOND);
const place = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('T111', 'C9') },
  { weight: 1, arbitrary: fc.constantFrom(...Object.keys(SIDES)) },
);
const observations = fc
  .array(fc.record({ wait: fc.constantFrom(...waits), area: place }), { maxLength: 30 })
  .map((list) => {
    let time = START;
    return list.map(({ wait, area }): Seen => ({ time: (time += wait), area }));
  });

describe('homecoming', () => {
  it('is found exactly where the rule as written finds it', async () => {
    await fc.assert(
      fc.asyncProperty(observations, observations, async (mine, yours) => {
        const of = (all: readonly Seen[], msisdn: string): FeedEvent[] =>
          all.map(({ time, area }) => seenAt(time, msisdn, area));
        const events = [...of(mine, NUMBERS.home[0]), ...of(yours, NUMBERS.home[1])].sort(
          (a, b) => Number(a.event.eventTime) - Number(b.event.eventTime),
        );
        const { detections } = await run(chunks(events));
        for (const [all, msisdn] of [
          [mine, NUMBERS.home[0]],
          [yours, NUMBERS.home[1]],
        ] as const) {
          const found = detections
            .filter(({ subject }) => subject.msisdn === msisdn)
            .map(({ evidence }) => ({
              confirmedAt: Date.parse(evidence['confirmedAt'] as string),
              returnedAt: Date.parse(evidence['returnedAt'] as string),
              awaySince: Date.parse(evidence['awaySince'] as string),
            }));
          expect(found.sort((a, b) => a.confirmedAt - b.confirmedAt)).toEqual(model(all));
        }
      }),
      { numRuns: 150 },
    );
  });
});
