import { batchFromJson, batchToJson, joinBatches, keepRows, selectRows } from '../events/batch-rows.ts';
import { createEventBatch, UNKNOWN, type EventBatch } from '../events/event-batch.ts';
import { FeedDecoder } from '../events/decoders/decode.ts';
import type { KnownIds } from '../events/decoders/validate.ts';
import type { Feed } from '../events/feeds.ts';
import type { LongNumbers } from '../events/number-key.ts';
import { IdentityMemory } from '../state/dedup.ts';
import type { SnapshotReader, SnapshotWriter } from '../state/snapshot.ts';
import { Watermarks, type SourceClock } from '../time/watermarks.ts';
import type { EngineSettings, Judged, Rejection, SourceChunk, SourceStatus } from '../topology/types.ts';
import { judgeAhead } from './ahead.ts';
import { countRejection, emptyLedger, type LedgerCounts } from './source-ledger.ts';

/** A chunk after judgement. */
export interface Admitted {
  readonly judged: Judged;
  /** New events; null when there are none. */
  readonly stored: EventBatch | null;
  /** Events older than the allowed lateness; null when there are none. */
  readonly late: EventBatch | null;
}

/** What a step admits that reads nothing. */
export const NOTHING_ADMITTED: Admitted = {
  judged: { read: 0, stored: 0, duplicate: 0, late: 0, rejected: 0, rejections: [] },
  stored: null,
  late: null,
};

/** Rows whose identities are looked up together: what they touch fits into a cache near the processor. */
const RUN = 1_024;

interface SourceState {
  readonly ledger: LedgerCounts;
  /** Rows that wait for the following ones (replay only). */
  held: EventBatch;
}

/**
 * The door: decodes chunks and judges each event in the contract's order (rejected, late, duplicate, stored) against
 * the watermark of its own source partition. Keeps the ledger: every line is accounted for.
 */
export class Ingress {
  readonly watermarks: Watermarks;
  readonly #settings: EngineSettings;
  readonly #memory: IdentityMemory;
  readonly #decoders: Readonly<Record<Feed, FeedDecoder>>;
  readonly #sources = new Map<string, SourceState>();
  /** By feed: a batch that the caller has given back. */
  readonly #used = new Map<Feed, EventBatch>();
  #rows = new Uint32Array(0);

  constructor(settings: EngineSettings, ids: KnownIds, long: LongNumbers) {
    this.#settings = settings;
    this.watermarks = new Watermarks(settings.maxOutOfOrdernessMs);
    this.#memory = new IdentityMemory(Math.max(settings.dedupHorizonMs, settings.allowedLatenessMs));
    this.#decoders = {
      lifecycle: new FeedDecoder('lifecycle', ids, long),
      signalling: new FeedDecoder('signalling', ids, long),
      usage: new FeedDecoder('usage', ids, long),
    };
  }

  admit(chunk: SourceChunk): Admitted {
    const clock = this.watermarks.open(chunk.source, chunk.feed);
    const source = this.#source(chunk.source, chunk.feed);
    const decoded = this.#decoders[chunk.feed].decode(chunk, this.#used.get(chunk.feed) ?? null);
    this.#used.delete(chunk.feed);
    for (const rejection of decoded.rejections) countRejection(source.ledger, rejection.code);
    source.ledger.unknownFields += decoded.unknownFields;
    const batch = joinBatches(source.held, decoded.batch);
    return this.#judge(source, clock, batch, decoded.rejections, decoded.read, chunk.now, false);
  }

  /** Takes back stored events that nobody reads any more: their memory is for following ones of the feed. */
  recycle(stored: EventBatch): void {
    this.#used.set(stored.feed, stored);
  }

  /** Judges what was held back, since nothing follows. */
  end(source: string): Admitted | null {
    const clock = this.watermarks.find(source);
    const state = this.#sources.get(source);
    if (!clock || !state || state.held.length === 0) return null;
    return this.#judge(state, clock, state.held, [], 0, null, true);
  }

  /** Registers a source before its first event, so that the combined watermark waits for it. */
  open(source: string, feed: Feed): SourceClock {
    this.#source(source, feed);
    return this.watermarks.open(source, feed);
  }

  statuses(): SourceStatus[] {
    const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
    return [...this.watermarks.sources].map((clock) => {
      const { ledger } = this.#source(clock.source, clock.feed);
      return {
        source: clock.source,
        feed: clock.feed,
        state: clock.state,
        watermark: finite(clock.watermark),
        newestEventTime: finite(clock.newest),
        ...ledger,
        rejectedByCode: { ...ledger.rejectedByCode },
      };
    });
  }

  snapshot(writer: SnapshotWriter): void {
    writer.json('watermarks', this.watermarks.snapshot());
    this.#memory.snapshot(writer.scope('identities'));
    const sources = [...this.#sources].map(([source, { ledger, held }]) => ({
      source,
      ledger,
      held: batchToJson(held),
    }));
    writer.json('sources', sources);
  }

  restore(reader: SnapshotReader): void {
    this.watermarks.restore(reader.json('watermarks'));
    this.#memory.restore(reader.scope('identities'));
    this.#sources.clear();
    for (const saved of reader.json<{ source: string; ledger: LedgerCounts; held: unknown }[]>('sources')) {
      this.#sources.set(saved.source, { ledger: saved.ledger, held: batchFromJson(saved.held) });
    }
  }

  #source(source: string, feed: Feed): SourceState {
    let state = this.#sources.get(source);
    if (!state) {
      state = { ledger: emptyLedger(), held: createEventBatch(feed, source, 0, new Uint8Array(0)) };
      this.#sources.set(source, state);
    }
    return state;
  }

  #judge(
    source: SourceState,
    clock: SourceClock,
    batch: EventBatch,
    rejections: Rejection[],
    read: number,
    now: number | null,
    ended: boolean,
  ): Admitted {
    const { ledger } = source;
    const { allowedLatenessMs, maxAheadMs } = this.#settings;
    const { time: times, order, identityHi, identityLo, length } = batch;
    const memory = this.#memory;
    const stored = this.#rowsFor(length);
    let storedCount = 0;
    const late: number[] = [];
    const oldest = Math.min(clock.newest, this.watermarks.progress().watermark) - allowedLatenessMs;
    let duplicate = 0;
    let row = 0;
    for (let prepared = 0; row < length; row++) {
      if (row === prepared) {
        prepared = Math.min(row + RUN, length);
        memory.prepare(identityHi, identityLo, row, prepared);
      }
      const time = times[row]!;
      if (time > (now ?? clock.newest) + maxAheadMs) {
        const verdict =
          now === null ? judgeAhead(times, row, length, clock.newest, maxAheadMs, ended) : 'ahead';
        if (verdict === 'undecided') break;
        if (verdict === 'ahead') {
          rejections.push({ line: batch.line[row]!, field: 'eventTime', code: 'event-time-ahead' });
          countRejection(ledger, 'event-time-ahead');
          continue;
        }
      }
      if (time < clock.newest - allowedLatenessMs) late.push(row);
      else if (memory.seen(identityHi[row]!, identityLo[row]!, time, oldest)) duplicate++;
      else {
        stored[storedCount++] = row;
        order[row] = Math.max(time, clock.watermark);
        if (time > clock.newest) this.watermarks.observe(clock, time);
      }
    }
    if (row < length || source.held.length > 0) source.held = selectRows(batch, range(row, length));
    ledger.accepted += storedCount + late.length + duplicate;
    ledger.stored += storedCount;
    ledger.late += late.length;
    ledger.duplicate += duplicate;
    if (rejections.length > 1) rejections.sort((a, b) => a.line - b.line);
    const judged = {
      read,
      stored: storedCount,
      duplicate,
      late: late.length,
      rejected: rejections.length,
      rejections,
    };
    const lateBatch = late.length > 0 ? selectRows(batch, late) : null;
    if (storedCount === 0) return { judged, stored: null, late: lateBatch };
    if (storedCount < length) keepRows(batch, stored.subarray(0, storedCount));
    countUnknown(ledger, batch);
    return { judged, stored: batch, late: lateBatch };
  }

  /** Room for positions of rows, used again for each batch. */
  #rowsFor(length: number): Uint32Array {
    if (this.#rows.length < length) this.#rows = new Uint32Array(length * 2);
    return this.#rows;
  }
}

/** Counts what stored events name and the reference data do not know. */
function countUnknown(ledger: LedgerCounts, { feed, area, cell, length }: EventBatch): void {
  for (let row = 0; row < length; row++) if (area[row] === UNKNOWN) ledger.unknownAreas++;
  if (feed === 'lifecycle') return;
  for (let row = 0; row < length; row++) if (cell[row] === UNKNOWN) ledger.unknownCells++;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
