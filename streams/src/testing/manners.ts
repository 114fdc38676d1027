import fc from 'fast-check';
import { FEEDS } from '../events/feeds.ts';
import type { ReferenceTexts } from '../reference/reference.ts';
import { createEngine, type Engine } from '../topology/engine.ts';
import type { EngineSettings, SourceChunk, Step } from '../topology/types.ts';
import { chunk, ndjson, type FeedEvent } from './events.ts';
import { endStream, openEngine, outcomeOf, REPLAY, testPseudonym, type Outcome } from './run.ts';

/** How events come and are taken: nothing of it may matter. */
export interface Manner {
  /** Most events of a chunk. */
  readonly batch: number;
  readonly shards: number;
  /** After which of the chunks the engine is stopped and restarted from its snapshot, in turn. */
  readonly restarts: readonly boolean[];
}

export const manner: fc.Arbitrary<Manner> = fc.record({
  batch: fc.constantFrom(1, 3, 10, 1000),
  shards: fc.constantFrom(1, 4),
  restarts: fc.array(
    fc.integer({ min: 0, max: 5 }).map((dice) => dice === 5),
    { minLength: 3, maxLength: 9 },
  ),
});

/** Delays of events in milliseconds, in turn. */
export const delaysUpTo = (ms: number): fc.Arbitrary<number[]> =>
  fc.array(fc.nat(ms), { minLength: 1, maxLength: 7 });

/** Events in the order in which they come when each is delayed. */
export function arriving(events: readonly FeedEvent[], delays: readonly number[]): FeedEvent[] {
  return events
    .map((event, i) => ({ event, at: Number(event.event.eventTime) + delays[i % delays.length]! }))
    .sort((a, b) => a.at - b.at)
    .map(({ event }) => event);
}

/** Runs events, in order of arrival, to their end. Each feed is a source of its own, cut into chunks. */
export async function runInManner(
  events: readonly FeedEvent[],
  { batch, shards, restarts }: Manner,
  reference: ReferenceTexts,
  given: Partial<EngineSettings> = {},
): Promise<{ readonly outcome: Outcome; readonly engine: Engine }> {
  const settings = { ...given, shards };
  let engine = await openEngine(settings, reference);
  const steps: Step[] = [];
  for (const [i, part] of cut(events, batch).entries()) {
    steps.push(await engine.ingest(part));
    if (!restarts[i % restarts.length]) continue;
    const snapshot = await engine.snapshot();
    engine = createEngine({ ...REPLAY, ...settings }, { pseudonym: testPseudonym });
    await engine.restore(snapshot);
  }
  steps.push(...(await endStream(engine)));
  return { outcome: await outcomeOf(engine, steps), engine };
}

/** Chunks of each feed, in order of the arrival of their first event. */
function cut(events: readonly FeedEvent[], size: number): SourceChunk[] {
  const parts = FEEDS.flatMap((feed) => {
    const mine = [...events.entries()].filter(([, event]) => event.feed === feed);
    return Array.from({ length: Math.ceil(mine.length / size) }, (_, i) => {
      const part = mine.slice(i * size, (i + 1) * size);
      const bytes = ndjson(part.map(([, { event }]) => event));
      return { at: part[0]![0], chunk: chunk(feed, bytes, { firstLine: i * size + 1 }) };
    });
  });
  return parts.sort((a, b) => a.at - b.at).map((part) => part.chunk);
}
