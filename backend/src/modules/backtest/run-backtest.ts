import type { Store } from '@tidewall/clickhouse';
import { FEEDS, type EngineSettings, type ReferenceTexts } from '@tidewall/streams';
import { BacktestError } from './backtest.errors.ts';
import { BacktestThread } from './backtest-thread.ts';
import type { BacktestResult, RawSlice, ThresholdChange } from './backtest.types.ts';
import { planSlices, type Slice } from './run/plan-slices.ts';

export interface BacktestOptions {
  readonly store: Store;
  readonly pseudonymKey: Uint8Array;
  readonly reference: ReferenceTexts;
  readonly settings: EngineSettings;
  readonly changes: readonly ThresholdChange[];
  /** Event times, epoch ms: detections in [fromMs, toMs) are compared. */
  readonly fromMs: number;
  readonly toMs: number;
  /** How much earlier the events that are read begin, as far as they are stored. */
  readonly warmUpMs: number;
  /** Events read in one go. */
  readonly sliceEvents: number;
  /** From 0 to 1. */
  progress?(share: number): void;
  /** Ends it with `BacktestError` 'cancelled'. */
  readonly signal?: AbortSignal;
}

/** Events are read on for so long: what began before the end is judged to its own end, such as the day of a share. */
const RUN_ON_MS = 86_400_000;
/** Stored detections that the run is compared with at most. */
const MAX_STORED = 1_000_000;
/** Numbers are read in so many parts. */
const NUMBER_PARTS = 64n;

/**
 * Runs the detectors over stored events twice, with the thresholds in force and with changed ones, and compares. This
 * thread only reads the store, a slice ahead; the detectors run in one of their own.
 */
export async function runBacktest(options: BacktestOptions): Promise<BacktestResult> {
  const { store, fromMs, toMs, warmUpMs, changes, reference, settings, pseudonymKey } = options;
  const hours = await store.query('event-volumes', { fromMs: fromMs - warmUpMs, toMs: toMs + RUN_ON_MS });
  const first = hours[0];
  const newestMs = Math.max(...hours.map((hour) => hour.newestMs));
  if (first === undefined || first.startMs >= toMs || newestMs < fromMs)
    throw new BacktestError('no-events', 'no events are stored for this span');
  const warmUpFromMs = Math.min(fromMs, Math.max(fromMs - warmUpMs, first.startMs));
  // As in the stream itself, event time goes no further than the events do.
  const endMs = Math.min(toMs + RUN_ON_MS, newestMs + 1);
  const slices = planSlices(hours, warmUpFromMs, endMs, options.sliceEvents);
  const span = { fromMs, toMs, warmUpFromMs };
  const sources = await store.query('event-sources', { fromMs: warmUpFromMs, toMs: endMs });
  const thread = new BacktestThread({ span, settings, sources, pseudonymKey, reference, changes });
  const stop = (): void => void thread.stop();
  options.signal?.addEventListener('abort', stop);
  try {
    await readNumbers(options, thread);
    await thread.begin();
    await readEvents(options, thread, slices);
    const stored = await store.query('detection-ids', { fromMs, toMs, limit: MAX_STORED });
    return await thread.finish(stored.map(({ detectionId, eventMs }) => [detectionId, eventMs]));
  } catch (error) {
    throw options.signal?.aborted ? new BacktestError('cancelled', 'the backtest was cancelled') : error;
  } finally {
    options.signal?.removeEventListener('abort', stop);
    await thread.stop();
  }
}

async function readNumbers({ store, signal }: BacktestOptions, thread: BacktestThread): Promise<void> {
  const size = 2n ** 64n / NUMBER_PARTS;
  const hand = new Hand(signal);
  for (let part = 0n; part < NUMBER_PARTS; part++) {
    const range = { fromId: String(part * size), toId: String((part + 1n) * size - 1n) };
    const bytes = await hand.ahead(store.queryBytes('raw-numbers', range));
    hand.take(thread.numbers(bytes));
  }
  await hand.taken();
}

async function readEvents(
  { store, signal, progress }: BacktestOptions,
  thread: BacktestThread,
  slices: readonly Slice[],
): Promise<void> {
  const total = slices.reduce((sum, { events }) => sum + events, 0);
  const hand = new Hand(signal);
  let done = 0;
  for (const slice of slices) {
    const rows = await hand.ahead(readSlice(store, slice));
    progress?.(done / total);
    hand.take(thread.step(rows));
    done += slice.events;
  }
  await hand.taken();
  progress?.(1);
}

/** Reads one thing ahead of what the thread works on, and leaves nothing under way when either fails. */
class Hand {
  readonly #signal: AbortSignal | undefined;
  #taking: Promise<void> = Promise.resolve();

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
  }

  /** What is read, once the thread has taken what came before. */
  async ahead<T>(read: Promise<T>): Promise<T> {
    const [rows] = await Promise.allSettled([read, this.#taking]);
    await this.#taking;
    this.#signal?.throwIfAborted();
    if (rows.status === 'rejected') throw rows.reason;
    return rows.value;
  }

  take(taking: Promise<void>): void {
    this.#taking = taking;
    // Looked at by `ahead` or `taken`.
    taking.catch(() => undefined);
  }

  taken(): Promise<void> {
    return this.#taking;
  }
}

async function readSlice(store: Store, { fromMs, toMs }: Slice): Promise<RawSlice> {
  const rows: Record<string, Uint8Array> = {};
  for (const feed of FEEDS) rows[feed] = await store.queryBytes(`raw-${feed}`, { fromMs, toMs });
  return { toMs, lifecycle: rows['lifecycle']!, signalling: rows['signalling']!, usage: rows['usage']! };
}
