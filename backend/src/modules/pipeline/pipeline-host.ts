import type { Store } from '@tidewall/clickhouse';
import type { EngineSettings, Feed, Judged, LiveCounters, ReferenceFile } from '@tidewall/streams';
import { Subject, type Observable } from 'rxjs';
import {
  DEFAULT_HOST_SETTINGS,
  EngineThread,
  type EngineBlock,
  type EngineNotice,
  type HandoverBlock,
  type JournalStatus,
  type ReferenceTexts,
} from '../../adapters/engine/index.ts';
import { countCsvRows } from './csv-rows.ts';
import { BusyError, ReferenceFaultsError } from './pipeline.errors.ts';
import type { PipelineLog } from './pipeline-log.ts';
import type { IngestBody, Pipeline, PipelineOutput, PipelineStatus } from './pipeline.types.ts';
import { Rates } from './rates.ts';
import { StoreWrites } from './store-writes.ts';

export interface PipelineOptions {
  /** Holds the journal and the snapshots. */
  readonly dataDir: string;
  /** 32 bytes; see `loadPseudonymKey`. */
  readonly pseudonymKey: Buffer;
  readonly fsync: boolean;
  readonly engine: EngineSettings;
  readonly idleTimeoutMs: number;
  /** Migrated and open; stays open when the pipeline stops. */
  readonly store: Store;
  /** Takes detections for those who act on them. Stays open when the pipeline stops. */
  readonly handover: HandoverSink;
  readonly clock: { now(): number };
  readonly log: PipelineLog;
  /** The engine's thread is gone: the process should end and be started anew. */
  readonly onFatal: (error: Error) => void;
}

/** Where detections are handed over. Calls back once they are durable, however long that takes. */
export interface HandoverSink {
  write(block: HandoverBlock, acknowledged: () => void): void;
  readonly failing: boolean;
  readonly handedOver$: Observable<void>;
}

/** A body of a source of our own, which waits out back-pressure. */
export interface SourceBody extends IngestBody {
  readonly source: string;
  readonly position: number;
  /** History: nobody is told live. */
  readonly quiet: boolean;
  /** The clock of the system when it came, epoch milliseconds. */
  readonly now: number;
}

/** Bodies taken but not yet answered: beyond this, nothing more is taken. */
const MAX_QUEUED_BYTES = 64 * 1024 * 1024;
const STOP_MS = 3_500;

/** The main thread's end of the pipeline: takes bodies, sends rows to the store, tells what happened. */
export class PipelineHost implements Pipeline {
  readonly referenceChanged$ = new Subject<void>();
  readonly output$ = new Subject<PipelineOutput>();
  readonly counters$ = new Subject<LiveCounters>();
  readonly reset$ = new Subject<void>();
  readonly handedOver$: Observable<void>;
  readonly #options: PipelineOptions;
  readonly #thread: EngineThread;
  readonly #writes: StoreWrites;
  readonly #rates = new Rates();
  #reference: ReferenceTexts = {};
  #positions: Readonly<Record<string, number>> = {};
  #counters: LiveCounters | null = null;
  #journal: JournalStatus = { bytes: 0, seq: 0, snapshotSeq: 0, snapshotAt: null };
  #backfill: PipelineStatus['backfill'] = null;
  #recovering = true;
  #stopping = false;
  #paused = false;
  #queuedBytes = 0;

  /** Starts the engine's thread; `started` says when it has recovered. */
  constructor(options: PipelineOptions) {
    this.#options = options;
    this.#writes = new StoreWrites(options.store, options.log);
    this.handedOver$ = options.handover.handedOver$;
    const { dataDir, pseudonymKey, fsync, engine, idleTimeoutMs } = options;
    this.#thread = new EngineThread(
      { dataDir, pseudonymKey, fsync, engine, host: { ...DEFAULT_HOST_SETTINGS, idleTimeoutMs } },
      {
        notice: (event) => {
          this.#notice(event);
        },
        fatal: (error) => {
          options.onFatal(error);
        },
      },
    );
  }

  /** Resolves when state and store are as if nothing had happened. Rejects when they cannot be brought there. */
  async started(): Promise<void> {
    const { reference, positions } = await this.#thread.ready();
    this.#reference = reference;
    this.#positions = positions;
    this.#recovering = false;
  }

  /** By source: where it was when the state was last saved or recovered. */
  get positions(): Readonly<Record<string, number>> {
    return this.#positions;
  }

  async ingest(body: IngestBody): Promise<Judged> {
    this.#refuseWhenBusy();
    const { length } = body.bytes;
    this.#queuedBytes += length;
    try {
      const { source = `http:${body.feed}`, position = null } = body;
      return await this.#submitBody(
        { ...body, source, position, quiet: false, now: this.#options.clock.now() },
        false,
      );
    } finally {
      this.#queuedBytes -= length;
    }
  }

  /** Like `ingest`, but waits where `ingest` refuses: for sources of our own. */
  ingestPatiently(body: SourceBody): Promise<Judged> {
    return this.#submitBody(body, true);
  }

  async declareWatermark(feed: Feed, eventTime: number): Promise<void> {
    this.#refuseWhenBusy();
    await this.#thread.submit(
      { type: 'watermark', source: `http:${feed}`, feed, eventTime, position: null },
      false,
    );
  }

  /** A source of our own has nothing up to `position`. */
  async skip(source: string, feed: Feed, position: number): Promise<void> {
    await this.#thread.submit({ type: 'watermark', source, feed, eventTime: position, position }, true);
  }

  async putReference(file: ReferenceFile, csv: string): Promise<number> {
    this.#refuseWhenBusy();
    await this.putReferences({ [file]: csv });
    return countCsvRows(csv);
  }

  /** Several files at once, as one change. */
  async putReferences(files: ReferenceTexts): Promise<void> {
    const { faults } = await this.#thread.submit({ type: 'reference', files }, false);
    if (faults !== null) throw new ReferenceFaultsError(faults);
  }

  reference(): ReferenceTexts {
    return this.#reference;
  }

  /** Resolves when the store has every row so far and the state is saved. */
  async checkpoint(): Promise<void> {
    await this.#thread.checkpoint();
  }

  /** Tells those who built on the store to build again. */
  reset(): void {
    this.reset$.next();
  }

  setBackfill(backfill: PipelineStatus['backfill']): void {
    this.#backfill = backfill;
  }

  status(): PipelineStatus {
    return {
      counters: this.#counters,
      backfill: this.#backfill,
      journal: this.#journal,
      store: this.#writes.status(),
      rates: this.#rates.get(),
      recovering: this.#recovering,
    };
  }

  /** Saves the state and ends the thread. Sources have stopped before. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#thread.stop(STOP_MS);
    await this.#writes.close(500);
    for (const subject of [this.output$, this.counters$, this.referenceChanged$, this.reset$])
      subject.complete();
  }

  #refuseWhenBusy(): void {
    if (this.#stopping) throw new BusyError(5, 'the server is stopping');
    if (this.#recovering) throw new BusyError(2, 'the server is recovering');
    if (this.#paused) throw new BusyError(1, 'the store is behind');
    if (this.#queuedBytes > MAX_QUEUED_BYTES) throw new BusyError(1, 'too much is waiting');
  }

  async #submitBody(
    body: SourceBody | (Omit<SourceBody, 'position'> & { position: number | null }),
    patient: boolean,
  ) {
    const { source, feed, format, position, quiet, now } = body;
    const bytes = owned(body.bytes);
    const { judged } = await this.#thread.submit(
      { type: 'body', source, feed, format, position, quiet, now, bytes },
      patient,
    );
    if (judged === null) throw new Error('the engine judged no body');
    return judged;
  }

  #write(id: number, block: EngineBlock): void {
    const acknowledged = (): void => this.#thread.acknowledge(id);
    if (block.table === 'handover') this.#options.handover.write(block, acknowledged);
    else this.#writes.write(block, acknowledged);
  }

  #notice(event: EngineNotice): void {
    switch (event.type) {
      case 'block':
        this.#write(event.id, event.block);
        return;
      case 'output':
        this.output$.next(event.output);
        return;
      case 'counters':
        this.#counters = event.counters;
        this.#journal = event.journal;
        this.#rates.add(event.counters, performance.now());
        this.counters$.next(event.counters);
        return;
      case 'pressure':
        this.#paused = event.paused;
        return;
      case 'reference':
        this.#reference = event.reference;
        this.referenceChanged$.next();
        return;
      case 'log':
        this.#options.log(event.level, event.message, event.fields);
    }
  }
}

/** In memory of its own, so that it can be moved to the engine's thread: small buffers share a pool. */
function owned(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}
