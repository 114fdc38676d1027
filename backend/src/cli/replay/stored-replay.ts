import { createStore, createWriter, type Block, type Store, type Writer } from '@tidewall/clickhouse';
import type { Engine, Rejection, SourceStatus, Step, WindowResult } from '@tidewall/streams';
import { join } from 'node:path';
import { BlockBuilder } from '../../adapters/engine/blocks.ts';
import type { OpenedEngine } from '../../adapters/engine/open-engine.ts';
import { toError } from '../../adapters/journal/index.ts';
import { Checkpoints, type ReplayState } from './checkpoint.ts';
import { EventFileReader, type EventFile } from './event-files.ts';
import { SpooledOutputs, type OutputPaths } from './outputs.ts';
import { replayFiles, type ReplaySink } from './replay.ts';

/** Rows in a block of the raw store. */
const MAX_BLOCK_ROWS = 100_000;

export interface StoredReplayOptions {
  /** Directory of the embedded store and the checkpoints. */
  readonly directory: string;
  readonly fingerprint: string;
  readonly key: Buffer;
  readonly paths: OutputPaths;
  readonly batchSize: number | null;
  readonly close: boolean;
  /** Events between two checkpoints. */
  readonly checkpointEvents: number;
  progress?(read: number): void;
}

export interface StoredReplayResult {
  readonly sources: readonly SourceStatus[];
  readonly detections: ReadonlyMap<string, number>;
}

/**
 * A replay into an embedded store that survives being killed at any time: the same command again goes on from the last
 * checkpoint and gives the same bytes, and no row is stored twice, since the blocks are the same under the same tokens.
 */
export async function replayIntoStore(
  opened: OpenedEngine,
  files: readonly EventFile[],
  options: StoredReplayOptions,
): Promise<StoredReplayResult> {
  const checkpoints = await Checkpoints.open(join(options.directory, 'replay'), options.key);
  const saved = await checkpoints.newest(options.fingerprint);
  if (saved) await opened.engine.restore(saved.engine);
  if (saved?.state.finished) {
    const outputs = new SpooledOutputs(join(options.directory, 'replay'), options.paths, saved.state.spooled);
    return { sources: saved.state.finished.sources, detections: outputs.finish() };
  }
  const store = createStore({ embedded: join(options.directory, 'clickhouse') });
  try {
    await store.migrate();
    return await run(opened, files, options, checkpoints, saved?.state ?? null, store);
  } finally {
    await store.close();
  }
}

async function run(
  opened: OpenedEngine,
  files: readonly EventFile[],
  options: StoredReplayOptions,
  checkpoints: Checkpoints,
  from: ReplayState | null,
  store: Store,
): Promise<StoredReplayResult> {
  const ended = new Set(from?.ended);
  const readers = files
    .filter((file) => !ended.has(file.name))
    .map((file) => new EventFileReader(file, options.batchSize, (from?.positions[file.name] ?? 0) + 1));
  const writer = createWriter(store);
  const sink = new StoredSink(opened, writer, checkpoints, options, from);
  const { sources } = await replayFiles(opened.engine, readers, sink, options.close);
  const detections = await sink.finish(sources);
  await writer.close();
  return { sources, detections };
}

class StoredSink implements ReplaySink {
  readonly #engine: Engine;
  readonly #opened: OpenedEngine;
  readonly #writer: Writer;
  readonly #checkpoints: Checkpoints;
  readonly #options: StoredReplayOptions;
  readonly #blocks: BlockBuilder<Block>;
  readonly #outputs: SpooledOutputs;
  readonly #positions: Record<string, number>;
  readonly #ended: Set<string>;
  #seq: number;
  #read: number;
  #checkpointed: number;
  #failure: Error | null = null;

  constructor(
    opened: OpenedEngine,
    writer: Writer,
    checkpoints: Checkpoints,
    options: StoredReplayOptions,
    from: ReplayState | null,
  ) {
    this.#engine = opened.engine;
    this.#opened = opened;
    this.#writer = writer;
    this.#checkpoints = checkpoints;
    this.#options = options;
    this.#blocks = new BlockBuilder(options.fingerprint.slice(0, 16), MAX_BLOCK_ROWS, opened.rows.tables);
    this.#outputs = new SpooledOutputs(join(options.directory, 'replay'), options.paths, from?.spooled ?? {});
    this.#positions = { ...from?.positions };
    this.#ended = new Set(from?.ended);
    this.#seq = from?.seq ?? 0;
    this.#read = from?.read ?? 0;
    this.#checkpointed = this.#read;
  }

  detections: ReplaySink['detections'] = (detections) => this.#outputs.detections(detections);
  windows = (windows: readonly WindowResult[]): void => this.#outputs.windows(windows);
  rejections = (file: EventFile, rejections: readonly Rejection[]): void =>
    this.#outputs.rejections(file, rejections);

  async step(step: Step, reader: EventFileReader | null, ended: boolean): Promise<void> {
    const seq = ++this.#seq;
    this.#read += step.judged?.read ?? 0;
    if (reader) this.#positions[reader.file.name] = reader.position;
    if (reader && ended) this.#ended.add(reader.file.name);
    this.#addRows(step, reader);
    this.#blocks.added(seq);
    await this.#send();
    this.#options.progress?.(this.#read);
    if (this.#read - this.#checkpointed >= this.#options.checkpointEvents) await this.#checkpoint(null);
  }

  async finish(sources: readonly SourceStatus[]): Promise<ReadonlyMap<string, number>> {
    await this.#checkpoint(sources);
    return this.#outputs.finish();
  }

  /** The clock of the rows is event time: the same replay gives the same rows. */
  #addRows(step: Step, reader: EventFileReader | null): void {
    const newest = reader ? this.#engine.newestEventTime(reader.source) : 0;
    const record = {
      type: 'body',
      source: reader?.source ?? '',
      feed: reader?.file.feed ?? 'signalling',
      format: { kind: 'ndjson' },
      bytes: new Uint8Array(0),
      now: Number.isFinite(newest) ? newest : 0,
      position: null,
      quiet: true,
    } as const;
    this.#opened.rows.add(record, step);
  }

  async #send(): Promise<void> {
    for (const block of this.#blocks.take()) {
      await this.#writer.ready();
      this.#writer.write(block).catch((error: unknown) => (this.#failure ??= toError(error)));
    }
    if (this.#failure) throw this.#failure;
  }

  async #checkpoint(sources: readonly SourceStatus[] | null): Promise<void> {
    this.#blocks.cut(++this.#seq, 'all');
    await this.#send();
    await this.#writer.flush();
    await this.#send();
    const state: ReplayState = {
      fingerprint: this.#options.fingerprint,
      seq: this.#seq,
      read: this.#read,
      positions: this.#positions,
      ended: [...this.#ended],
      spooled: this.#outputs.sync(),
      finished: sources === null ? null : { sources },
    };
    await this.#checkpoints.save(state, await this.#engine.snapshot());
    this.#checkpointed = this.#read;
  }
}
