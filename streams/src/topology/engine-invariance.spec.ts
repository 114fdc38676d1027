import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FEEDS, type Feed } from '../events/feeds.ts';
import {
  call,
  chunk,
  endStream,
  lifecycle,
  message,
  ndjson,
  NUMBERS,
  openEngine,
  outcomeOf,
  REPLAY,
  run,
  seen,
  seenAt,
  surf,
  testPseudonym,
  type FeedEvent,
  type Outcome,
} from '../testing/index.ts';
import { createEngine, type Engine } from './engine.ts';
import type { EngineSettings, SourceChunk, Step } from './types.ts';

const START = Date.UTC(2026, 4, 1, 15, 30);
const DAY_MS = 86_400_000;
const LIVE: Partial<EngineSettings> = { maxOutOfOrdernessMs: 1000 };

type Arrival = FeedEvent & { readonly time: number; readonly arrives: number };

const OURS = [...NUMBERS.home, NUMBERS.otherCity, NUMBERS.homeless];
const NEW = ['8613910007001', '8613910007002', '8613000000009'];
const PEERS = [
  '8613000000001',
  '8613000000002',
  '8613100000003',
  '10086',
  '12345678901234567890',
  ...NUMBERS.home.slice(0, 2),
];
const CELLS = ['a1', 'a2', 'both', 'b1', 'c1', 'd1', 'unheard'];

const who = fc.constantFrom(...OURS, ...NEW);
const cell = fc.constantFrom(...CELLS);
const seconds = fc.constantFrom(0, 0.1, 0.2, 0.7, 60, 61.337);

/** What may happen at a time; a burst is many rival numbers at once, which is what makes a share fall. */
const happening: fc.Arbitrary<(time: number) => FeedEvent[]> = fc.oneof(
  fc.tuple(who, cell).map(([msisdn, at]) => (time: number) => [seen(time, msisdn, at)]),
  fc
    .tuple(who, fc.constantFrom('C9', 'P1', 'T111', 'T211'))
    .map(([msisdn, at]) => (time: number) => [seenAt(time, msisdn, at)]),
  fc
    .tuple(who, fc.constantFrom(...PEERS), cell, seconds)
    .map(([msisdn, peer, at, durationSeconds]) => (time: number) => [
      call(time, msisdn, peer, at, { durationSeconds }),
    ]),
  fc
    .tuple(who, fc.constantFrom(...PEERS), cell)
    .map(([msisdn, peer, at]) => (time: number) => [message(time, msisdn, peer, at)]),
  fc.tuple(who, cell).map(([msisdn, at]) => (time: number) => [surf(time, msisdn, at)]),
  fc
    .tuple(
      fc.constantFrom(...NEW, ...PEERS.slice(0, 3)),
      fc.constantFrom('activated', 'ported-in', 'ported-out'),
      fc.constantFrom('shop', 'campusShop'),
    )
    .map(([msisdn, type, channelId]) => (time: number) => [lifecycle(time, type, msisdn, { channelId })]),
  fc.tuple(fc.nat(3), cell, fc.boolean()).map(
    ([round, at, red]) =>
      (time: number) =>
        Array.from({ length: 32 }, (_, i) => {
          const peer = `${red ? '86130' : '86131'}0${round}00${String(i).padStart(3, '0')}`;
          return message(time + (i >> 3), OURS[i % OURS.length]!, peer, at);
        }),
  ),
);

const wait = fc.constantFrom(0, 0, 1, 500, 1000, 30_000, 61_000, 1_800_000, DAY_MS, 7 * DAY_MS);
const delaysUpTo = (ms: number): fc.Arbitrary<number[]> =>
  fc.array(fc.nat(ms), { minLength: 1, maxLength: 7 });

/** Events with times, each delayed by at most `maxDelayMs`, some sent twice. */
const streamWith = (maxDelayMs: number): fc.Arbitrary<Arrival[]> =>
  fc
    .tuple(
      fc.array(fc.record({ wait, happening, twice: fc.boolean() }), { minLength: 1, maxLength: 25 }),
      delaysUpTo(maxDelayMs),
    )
    .map(([list, late]) => {
      let time = START;
      const events = list.flatMap(({ wait: by, happening: make, twice }) => {
        const made = make((time += by));
        return twice ? [...made, made[0]!] : made;
      });
      return events.map((each, i): Arrival => {
        const at = Number(each.event.eventTime);
        return { ...each, time: at, arrives: at + late[i % late.length]! };
      });
    });

/** Disorder that live settings wait for. */
const stream = streamWith(1000);

const ordered = (events: readonly Arrival[]): Arrival[] => [...events].sort((a, b) => a.time - b.time);
const shuffled = (events: readonly Arrival[]): Arrival[] => [...events].sort((a, b) => a.arrives - b.arrives);

/** Each source's events in its own order as chunks of `size`; the sources take turns, or come one after the other. */
function cut(events: readonly Arrival[], size: number, turns: boolean): SourceChunk[] {
  const bySource = FEEDS.map((feed: Feed) => {
    const mine = events.filter((each) => each.feed === feed);
    let at = 0;
    return Array.from({ length: Math.ceil(mine.length / size) }, (_, i) => {
      const part = mine.slice(i * size, (i + 1) * size);
      if (turns) at = Math.max(at, part[0]!.arrives);
      const bytes = ndjson(part.map(({ event }) => event));
      return { at, chunk: chunk(feed, bytes, { firstLine: i * size + 1 }) };
    });
  });
  return bySource
    .flat()
    .sort((a, b) => a.at - b.at)
    .map((each) => each.chunk);
}

/** What must be the same, line by line: all but the running number of share rows and the counts of single chunks. */
function essence({ detections, windows, shareDays, activeShares, sources }: Outcome): string[] {
  const days = shareDays.map(({ revision: _revision, ...row }) => row);
  return [...detections, ...windows, ...days, ...activeShares, ...sources]
    .map((each) => JSON.stringify(each))
    .sort();
}

/** Compares two outcomes; says only the first differences, since whole outcomes are long. */
function expectSame(actual: Outcome, wanted: Outcome): void {
  const [is, should] = [essence(actual), essence(wanted)];
  const [known, found] = [new Set(should), new Set(is)];
  const extra = is.filter((line) => !known.has(line)).slice(0, 3);
  const missing = should.filter((line) => !found.has(line)).slice(0, 3);
  expect({ extra, missing, lines: is.length }).toEqual({ extra: [], missing: [], lines: should.length });
}

async function runWithRestarts(
  input: readonly SourceChunk[],
  settings: Partial<EngineSettings>,
  cuts: readonly boolean[],
): Promise<Outcome> {
  let engine: Engine = await openEngine(settings);
  const steps: Step[] = [];
  for (const [i, part] of input.entries()) {
    steps.push(await engine.ingest(part));
    if (!cuts[i % cuts.length]) continue;
    const snapshot = await engine.snapshot();
    engine = createEngine({ ...REPLAY, ...settings }, { pseudonym: testPseudonym });
    await engine.restore(snapshot);
  }
  steps.push(...(await endStream(engine)));
  return outcomeOf(engine, steps);
}

/** Gives the events of each step back, so that the following ones are written over them. */
async function runRecycling(
  input: readonly SourceChunk[],
  settings: Partial<EngineSettings>,
): Promise<Outcome> {
  const engine = await openEngine(settings);
  const steps: Step[] = [];
  for (const part of input) {
    const step = await engine.ingest(part);
    engine.recycle(step);
    steps.push(step);
  }
  steps.push(...(await endStream(engine)));
  return outcomeOf(engine, steps);
}

const size = fc.integer({ min: 1, max: 12 });
const property = (
  runs: number,
  check: (events: Arrival[], batch: number, turns: boolean) => Promise<void>,
): Promise<void> =>
  fc.assert(fc.asyncProperty(stream, size, fc.boolean(), check), { numRuns: runs, endOnFailure: true });

describe('the same events give the same detections, windows, shares and ledger', () => {
  it('in batches of any size, the sources in turns or one after the other', async () => {
    await property(40, async (events, batch, turns) => {
      const whole = await run(cut(ordered(events), 10_000, false));
      expectSame(await run(cut(ordered(events), batch, turns)), whole);
      expectSame(
        await run(cut(ordered(events), batch, turns), LIVE),
        await run(cut(ordered(events), 10_000, false), LIVE),
      );
    });
  });

  it('over one shard or four', async () => {
    await property(40, async (events, batch, turns) => {
      const input = cut(ordered(events), batch, turns);
      expectSame(await run(input, { shards: 4 }), await run(input));
    });
  });

  it('shuffled within the disorder allowed', async () => {
    await property(40, async (events, batch, turns) => {
      const inOrder = await run(cut(ordered(events), 10_000, false), LIVE);
      expectSame(await run(cut(shuffled(events), batch, turns), LIVE), inOrder);
    });
  });

  it('late within the allowed lateness, in batches of any size, the sources in turns or one after the other', async () => {
    const lastRevisions = ({ detections }: Outcome): string[] => {
      const last = new Map(detections.map((detection) => [detection.detectionId, detection]));
      return [...last.values()].map((detection) => JSON.stringify(detection)).sort();
    };
    await fc.assert(
      fc.asyncProperty(streamWith(240_000), size, fc.boolean(), async (events, batch, turns) => {
        const whole = await run(cut(shuffled(events), 10_000, false), LIVE);
        const parts = await run(cut(shuffled(events), batch, turns), LIVE);
        expect(lastRevisions(parts)).toEqual(lastRevisions(whole));
        expect(parts.sources).toEqual(whole.sources);
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });

  it('in fresh memory or in that of steps before', async () => {
    await property(30, async (events, batch, turns) => {
      const input = cut(ordered(events), batch, turns);
      expectSame(await runRecycling(input, {}), await run(input));
      expectSame(await runRecycling(input, { ...LIVE, shards: 2 }), await run(input, LIVE));
    });
  });

  it('live or replayed', async () => {
    await property(40, async (events, batch, turns) => {
      const replayed = await run(cut(ordered(events), 10_000, false));
      expectSame(await run(cut(shuffled(events), batch, turns), LIVE), replayed);
    });
  });

  it('stopped and restarted from a snapshot between any two steps', async () => {
    const cuts = fc.array(fc.boolean(), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(stream, size, cuts, fc.constantFrom(1, 3), async (events, batch, where, shards) => {
        const input = cut(shuffled(events), batch, true);
        const settings = { ...LIVE, shards };
        expectSame(await runWithRestarts(input, settings, where), await run(input, settings));
      }),
      { numRuns: 30, endOnFailure: true },
    );
  });
});
