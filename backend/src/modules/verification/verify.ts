import type { Store } from '@tidewall/clickhouse';
import type { Detection, Reference } from '@tidewall/streams';
import { comparableOf, compareDetections, type Comparable } from './compare-detections.ts';
import { compareWindows } from './compare-windows.ts';
import { Lines, type Line } from './difference.ts';
import { daysOf, isClosed, type Extent } from './extent.ts';
import { Explanations } from './explanations.ts';
import type { Found } from './found.ts';
import { RawRows } from './raw-rows.ts';
import { Recompute } from './recompute.ts';
import { WindowSums } from './window-sums.ts';
import { worldOf, type WorldParts } from './world-of.ts';
import { Places, type Planned, type World } from './world.ts';

/** What is to be verified, and what is needed for it. */
export interface VerifyInput extends Omit<WorldParts, 'planned'> {
  readonly store: Store;
  readonly reference: Reference;
  /** Only windows and detections from here on are compared; epoch ms, null for all. */
  readonly fromMs: number | null;
  /** And only those before this. */
  readonly toMs: number | null;
  progress?(text: string): void;
}

export interface VerifyReport {
  /** First and last raw row, RFC 3339; null in an empty store. */
  readonly rows: { readonly count: number; readonly first: string; readonly last: string } | null;
  readonly lines: readonly Line[];
  /** Stored detections of types that are taken as they are. */
  readonly notRecomputed: Readonly<Record<string, number>>;
  /** Differences that nothing explains. */
  readonly unexplained: number;
}

/** Volumes of sources are no matter of the events that were stored. */
const NOT_RECOMPUTED: ReadonlySet<string> = new Set(['source-outage']);

/** How near the end of what is stored a detection may still be undecided. */
const UNDECIDED_MS = 300_000;

/**
 * Computes windows and detections a second time from the raw rows of a store, by code that shares nothing with what
 * wrote them, and compares. Rules look back, so all rows are read whatever the span.
 */
export async function verify(input: VerifyInput): Promise<VerifyReport> {
  const { store } = input;
  const [extent] = await store.query('verify-span', {});
  if (extent === undefined || extent.lastMs === 0)
    return { rows: null, lines: [], notRecomputed: {}, unexplained: 0 };
  const plan = await readPlan(store);
  const world = worldOf(input.reference, { ...input, planned: (number) => plan.get(number) ?? UNPLANNED });
  const work = {
    input,
    extent,
    world,
    lines: new Lines(),
    explanations: new Explanations(world, new Places(world)),
    compared: { fromMs: input.fromMs ?? 0, toMs: input.toMs ?? Number.MAX_SAFE_INTEGER },
  };
  const { count, found } = await readRows(work);
  input.progress?.('detections');
  const stored = await readDetections(store, work.compared);
  compareFound(work, found, stored);
  const lines = work.lines.all;
  return {
    rows: { count, first: world.zone.format(extent.firstMs), last: world.zone.format(extent.lastMs) },
    lines,
    notRecomputed: countBy(stored.map(({ type }) => type).filter((type) => NOT_RECOMPUTED.has(type))),
    unexplained: lines.reduce(
      (sum, { missing, extra, different, explained }) => sum + missing + extra + different - explained,
      0,
    ),
  };
}

interface Work {
  readonly input: VerifyInput;
  readonly extent: Extent;
  readonly world: World;
  readonly lines: Lines;
  readonly explanations: Explanations;
  readonly compared: { readonly fromMs: number; readonly toMs: number };
}

/** Reads all rows day by day, compares the windows of each day, and gives what the rules find. */
async function readRows(work: Work): Promise<{ count: number; found: readonly Found[] }> {
  const { input, extent, world, lines, explanations, compared } = work;
  const { store } = input;
  const places = new Places(world);
  let sums: WindowSums | null = null;
  const run = new Recompute(world, (scene) => [(sums = new WindowSums(scene))]);
  const scope = { store, world, places, lines, closedUntil: extent.closedMs };
  let count = 0;
  for await (const [span, rows] of new RawRows(store, world, places, lines).read(daysOf(world, extent))) {
    input.progress?.(`${world.zone.dayText(world.zone.dayOf(span.fromMs))}, ${count} rows read`);
    await explanations.prepare(store, span);
    for (const row of rows) {
      explanations.row(row);
      run.add(row);
    }
    count += rows.length;
    const { fromMs, toMs } = compared;
    const part = { fromMs: Math.max(span.fromMs, fromMs), toMs: Math.min(span.toMs, toMs) };
    await compareWindows(scope, sums!, part);
  }
  return { count, found: run.finish(isClosed(world, extent)) };
}

function compareFound(work: Work, found: readonly Found[], stored: readonly Comparable[]): void {
  const { extent, world, lines, explanations, compared } = work;
  explanations.outages(stored);
  compareDetections(
    found.filter(({ time }) => time >= compared.fromMs && time < compared.toMs),
    stored.filter(({ type }) => !NOT_RECOMPUTED.has(type)),
    {
      formatTime: (time) => world.zone.format(time),
      explain: (detection) => explanations.explain(detection),
      settledUntil: isClosed(world, extent) ? Number.POSITIVE_INFINITY : extent.closedMs - UNDECIDED_MS,
    },
    lines,
  );
}

const UNPLANNED: Planned = { operatorId: null, homeAreaId: null };

async function readPlan(store: Store): Promise<ReadonlyMap<string, Planned>> {
  const rows = await store.query('verify-numbers', {});
  return new Map(
    rows.map(({ number, operatorId, homeAreaId }) => [
      number,
      {
        operatorId: operatorId === '' ? null : operatorId,
        homeAreaId: homeAreaId === '' ? null : homeAreaId,
      },
    ]),
  );
}

async function readDetections(
  store: Store,
  span: { readonly fromMs: number; readonly toMs: number },
): Promise<Comparable[]> {
  const rows = await store.query('verify-detections', span);
  return rows.map(({ body }) => comparableOf(JSON.parse(body) as Detection));
}

function countBy(types: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const type of types) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}
