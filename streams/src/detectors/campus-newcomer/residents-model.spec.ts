import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { call, lifecycle, NUMBERS, seen, surf, WORLD, type FeedEvent } from '../../testing/index.ts';
import { arriving, delaysUpTo, manner, runInManner } from '../../testing/manners.ts';

const START = Date.UTC(2026, 4, 1, 3);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const RESIDENT_DAYS = 4;
const REFERENCE = {
  ...WORLD,
  thresholds: `version,effectiveFrom,areaId,rule,parameter,value\n1,,,campus-newcomer/rival,residentDays,${RESIDENT_DAYS}\n`,
};
const ME = NUMBERS.home[0];
const CAMPUSES: Readonly<Record<string, readonly string[]>> = { a1: ['U1'], b1: ['U2'], both: ['U1', 'U2'] };

/** A record, with a number that nobody has seen before when it rings. */
interface Usage {
  readonly time: number;
  readonly cell: string;
  readonly rings: boolean;
}

/** Somebody lives on a campus, elsewhere or on either for a while, then again otherwise. */
const spell = fc.record({
  cells: fc.constantFrom(['a1'], ['c1'], ['a1', 'c1'], ['both', 'a1', 'b1', 'c1']),
  records: fc.array(
    fc.record({
      wait: fc.constantFrom(1, 1000, HOUR, HOUR, 3 * HOUR, 3 * HOUR, 7 * HOUR),
      cell: fc.nat(3),
      rings: fc.integer({ min: 0, max: 3 }).map((dice) => dice === 0),
    }),
    { minLength: 5, maxLength: 60, size: 'max' },
  ),
});
/** Nobody is on a campus as seldom as one time in 16: such records are counted by the day (docs/detectors.md, Limits). */
const SOMETIMES = 8;
const life = fc.array(spell, { minLength: 2, maxLength: 6 }).map((spells): Usage[] => {
  let time = START;
  let count = 0;
  return spells.flatMap(({ cells, records }) =>
    records.map(({ wait, cell, rings }) => {
      time += wait;
      return { time, rings, cell: count++ % SOMETIMES === 0 ? 'a1' : cells[cell % cells.length]! };
    }),
  );
});

const stranger = (at: number): string => `86130${String(10_000_000 + at)}`;

/** The rule as it is written: campuses that hold at least half of the records of the last days. */
function residentOf(all: readonly Usage[], now: number): string[] {
  const lately = all.filter(({ time }) => time <= now && time > now - RESIDENT_DAYS * DAY);
  return ['U1', 'U2'].filter((campus) => {
    const there = lately.filter(({ cell }) => CAMPUSES[cell]?.includes(campus)).length;
    return there > 0 && there * 2 >= lately.length;
  });
}

function feedEvents(all: readonly Usage[]): FeedEvent[] {
  return all.flatMap(({ time, cell, rings }, i): FeedEvent[] => [
    ...(i % 30 === 0 ? [seen(time, ME, 'c1'), lifecycle(time, 'resumed', ME)] : []),
    rings ? call(time, ME, stranger(i), cell, { direction: 'terminating' }) : surf(time, ME, cell),
  ]);
}

describe('who lives on a campus', () => {
  it('is known to the millisecond, wherever it goes and in whatever manner events come', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(life, manner, delaysUpTo(300_000), async (all, how, delays) => {
        const { outcome } = await runInManner(arriving(feedEvents(all), delays), how, REFERENCE);
        const told = outcome.detections
          .filter(({ subtype }) => subtype === 'rival')
          .map(({ subject, hotspotId }) => `${subject.msisdn} ${hotspotId}`);
        const wanted = all.flatMap(({ time, rings }, i) =>
          rings ? residentOf(all, time).map((campus) => `${stranger(i)} ${campus}`) : [],
        );
        found += wanted.length;
        expect(told.sort()).toEqual(wanted.sort());
      }),
      { numRuns: 40, endOnFailure: true },
    );
    expect(found).toBeGreaterThan(200);
  });
});
