import type { Detection } from '../events/detection.ts';
import type { WindowResult } from '../events/window.ts';
import { FEEDS } from '../events/feeds.ts';
import { hashId } from '../events/hash-id.ts';
import type { ReferenceTexts } from '../reference/reference.ts';
import { createEngine, type Engine } from '../topology/engine.ts';
import type {
  ActiveShareDay,
  EngineSettings,
  Judged,
  ShareDay,
  SourceChunk,
  SourceStatus,
  Step,
} from '../topology/types.ts';
import { WORLD } from './world.ts';

/** Settings of replay: nothing is late but what is older than the allowed lateness. */
export const REPLAY: EngineSettings = {
  timeZone: 'Asia/Shanghai',
  maxOutOfOrdernessMs: 300_000,
  allowedLatenessMs: 300_000,
  dedupHorizonMs: 3_600_000,
  maxAheadMs: 600_000,
  shards: 1,
  revealNumbers: true,
};

/** A pseudonym for tests: repeatable, and no secret. */
export const testPseudonym = (digits: string): string => hashId(digits).slice(0, 16);

/** An engine over the world (or the reference data given), its three sources opened. */
export async function openEngine(
  settings: Partial<EngineSettings> = {},
  reference: ReferenceTexts = WORLD,
): Promise<Engine> {
  const engine = createEngine({ ...REPLAY, ...settings }, { pseudonym: testPseudonym });
  await engine.setReference(reference);
  for (const feed of FEEDS) await engine.open(`test:${feed}`, feed);
  return engine;
}

/** Everything an engine gave, in what is the same in every run: the last revisions. */
export interface Outcome {
  readonly detections: readonly Detection[];
  readonly windows: readonly WindowResult[];
  readonly shareDays: readonly ShareDay[];
  readonly activeShares: readonly ActiveShareDay[];
  readonly judged: readonly Judged[];
  readonly sources: readonly SourceStatus[];
}

/** Ends a stream: finishes all sources, then closes what is open. */
export async function endStream(engine: Engine, close = true): Promise<Step[]> {
  const steps: Step[] = [];
  for (const feed of FEEDS) steps.push(await engine.finish(`test:${feed}`));
  steps.push(await engine.drain(close));
  return steps;
}

/** Runs chunks through a fresh engine to the end. */
export async function run(
  input: readonly SourceChunk[],
  settings: Partial<EngineSettings> = {},
  reference: ReferenceTexts = WORLD,
  close = true,
): Promise<Outcome> {
  const engine = await openEngine(settings, reference);
  const steps: Step[] = [];
  for (const part of input) steps.push(await engine.ingest(part));
  steps.push(...(await endStream(engine, close)));
  return outcomeOf(engine, steps);
}

/** What steps amount to. */
export async function outcomeOf(engine: Engine, steps: readonly Step[]): Promise<Outcome> {
  const { sources } = await engine.counters();
  return {
    detections: sorted(
      lastOf(
        steps.flatMap((step) => step.detections),
        (found) => found.detectionId,
      ),
    ),
    windows: sorted(
      lastOf(
        steps.flatMap((step) => step.windows),
        windowKey,
      ),
    ),
    shareDays: sorted(
      lastOf(
        steps.flatMap((step) => step.shareDays),
        shareKey,
      ),
    ),
    activeShares: sorted(steps.flatMap((step) => step.activeShares)),
    judged: steps.flatMap((step) => (step.judged === null ? [] : [step.judged])),
    sources,
  };
}

function windowKey(window: WindowResult): string {
  const place = window.kind === 'hotspot' ? window.hotspotId : window.areaId;
  return [
    window.kind,
    place,
    window.kind === 'operator' ? window.operatorId : '',
    window.size,
    window.startMs,
  ].join(' ');
}

function shareKey(row: ShareDay): string {
  return [row.areaId, row.day, row.operatorId].join(' ');
}

/** The last revision of each key. How many came before it is no part of the outcome, except for detections. */
function lastOf<T extends { readonly revision: number }>(all: readonly T[], keyOf: (item: T) => string): T[] {
  const last = new Map<string, T>();
  for (const item of all)
    if (item.revision >= (last.get(keyOf(item))?.revision ?? -1)) last.set(keyOf(item), item);
  return [...last.values()];
}

function sorted<T>(items: readonly T[]): T[] {
  const texts = items.map((item) => ({ item, text: JSON.stringify(item) }));
  return texts.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)).map(({ item }) => item);
}
