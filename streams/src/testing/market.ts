import fc from 'fast-check';
import { call, lifecycle, message, type FeedEvent } from './events.ts';
import { arriving, delaysUpTo, runInManner, type Manner } from './manners.ts';
import { REPLAY, type Outcome } from './run.ts';
import { NUMBERS, WORLD } from './world.ts';

const HOUR = 3_600_000;

/** Something that matters for shares, as a model reads it. */
export type MarketEvent =
  | { readonly kind: 'joins'; readonly time: number; readonly number: string; readonly area: string }
  | {
      readonly kind: 'talks';
      readonly time: number;
      /** Ours, and the other party. */
      readonly number: string;
      readonly peer: string;
      /** Cell, or none: then the home of ours counts. */
      readonly cell: string;
      readonly voice: boolean;
    };

/** Lowest area of each cell of the world; no cell: the home of all subscribers that talk here. */
export const AREA_OF_CELL: Readonly<Record<string, string>> = {
  a1: 'T111',
  b1: 'T112',
  c1: 'T121',
  d1: 'T211',
  unheard: 'T111',
};

/** The areas of the world from the lowest up. */
export const CHAINS: Readonly<Record<string, readonly string[]>> = {
  T111: ['T111', 'K11', 'C1', 'P1', 'CN'],
  T112: ['T112', 'K11', 'C1', 'P1', 'CN'],
  T121: ['T121', 'K12', 'C1', 'P1', 'CN'],
  T211: ['T211', 'K21', 'C2', 'P1', 'CN'],
};

/** Who serves the other parties of the market; null: ours. */
export function rivalOf(peer: string): string | null {
  return peer.startsWith('86130') ? 'red' : peer.startsWith('86131') ? 'blue' : null;
}

const START = Date.UTC(2026, 4, 1, 16);
const several = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${prefix}${String(i).padStart(8, '0')}`);
const PEERS = [...several('86130', 14), ...several('86131', 10), NUMBERS.home[5]];
const JOINERS = several('861391', 12);

const waits = [0, 0, 0, 1, 5 * 60_000, HOUR, 5 * HOUR, 13 * HOUR, 24 * HOUR];
const happening = fc.record({
  wait: fc.constantFrom(...waits),
  joins: fc.integer({ min: 0, max: 5 }).map((dice) => dice < 2),
  ours: fc.constantFrom(...NUMBERS.home.slice(0, 5)),
  peer: fc.constantFrom(...PEERS),
  joiner: fc.constantFrom(...JOINERS),
  area: fc.constantFrom(...Object.keys(CHAINS)),
  cell: fc.constantFrom(...Object.keys(AREA_OF_CELL)),
  voice: fc.boolean(),
});

/** Some days of a small market. No number does two things at one instant, so that their order does not matter. */
export const market: fc.Arbitrary<MarketEvent[]> = fc
  .array(happening, { minLength: 20, maxLength: 160, size: 'max' })
  .map((list) => {
    let time = START;
    const taken = new Set<string>();
    return list.flatMap(({ wait, joins, ours, peer, joiner, area, cell, voice }): MarketEvent[] => {
      time += wait;
      const who = joins ? joiner : peer;
      if (taken.has(`${who} ${time}`) || taken.has(`${ours} ${time}`)) return [];
      taken.add(`${who} ${time}`).add(`${ours} ${time}`);
      return joins
        ? [{ kind: 'joins', time, number: joiner, area }]
        : [{ kind: 'talks', time, number: ours, peer, cell, voice }];
    });
  });

function feedEvent(event: MarketEvent): FeedEvent {
  if (event.kind === 'joins') return lifecycle(event.time, 'activated', event.number, { areaId: event.area });
  const make = event.voice ? call : message;
  return make(event.time, event.number, event.peer, event.cell);
}

/** Disorder that is waited for. */
export const delays = delaysUpTo(REPLAY.maxOutOfOrdernessMs);

/** Runs the market with these thresholds (lines of thresholds.csv without header). */
export async function runMarket(
  events: readonly MarketEvent[],
  thresholds: string,
  how: Manner,
  late: readonly number[],
): Promise<Outcome> {
  const header = 'version,effectiveFrom,areaId,rule,parameter,value\n';
  const arrivals = arriving(events.map(feedEvent), late);
  return (await runInManner(arrivals, how, { ...WORLD, thresholds: header + thresholds })).outcome;
}
