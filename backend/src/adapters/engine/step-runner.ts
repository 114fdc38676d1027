import type { EngineApi, ReferenceFault, Step } from '@tidewall/streams';
import { toError } from '../journal/index.ts';
import type { BlockBuilder } from './blocks.ts';
import type { EngineRecord, ReferenceTexts } from './records.ts';
import { encodeState, type SavedState } from './saved-state.ts';
import type { StepRows } from './step-rows.ts';

/** What became of a record. */
export interface Applied {
  readonly step: Step | null;
  /** A reference record that was refused: it changed nothing. */
  readonly faults: readonly ReferenceFault[] | null;
}

const NOTHING: Applied = { step: null, faults: null };

/** The deterministic part: record by record through the engine, rows into blocks, and what a snapshot needs beside it. */
export class StepRunner {
  readonly #engine: EngineApi;
  readonly #rows: StepRows;
  readonly #blocks: BlockBuilder;
  #reference: ReferenceTexts = {};
  readonly #positions = new Map<string, number>();

  constructor(engine: EngineApi, rows: StepRows, blocks: BlockBuilder) {
    this.#engine = engine;
    this.#rows = rows;
    this.#blocks = blocks;
  }

  get reference(): ReferenceTexts {
    return this.#reference;
  }

  get positions(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#positions);
  }

  async apply(seq: number, record: EngineRecord): Promise<Applied> {
    if (record.type === 'cut') {
      this.#blocks.cut(seq, record.scope);
      return NOTHING;
    }
    if (record.type === 'reference') return this.#replaceReference(record.files);
    const step = await this.#step(record);
    if ('position' in record && record.position !== null) this.#positions.set(record.source, record.position);
    this.#rows.add(record, step);
    this.#blocks.added(seq);
    return { step, faults: null };
  }

  /** All state after the last record. */
  async save(): Promise<Uint8Array[]> {
    const engine = await this.#engine.snapshot();
    return encodeState({ version: 1, reference: this.#reference, positions: this.positions }, engine);
  }

  async restore(state: SavedState, engine: Uint8Array): Promise<void> {
    this.#reference = state.reference;
    for (const [source, position] of Object.entries(state.positions)) this.#positions.set(source, position);
    await this.#engine.restore(engine);
  }

  #step(record: Exclude<EngineRecord, { type: 'cut' | 'reference' }>): Promise<Step> {
    switch (record.type) {
      case 'body': {
        const { source, feed, format, bytes, now } = record;
        return this.#engine.ingest({ source, feed, format, bytes, now, firstLine: 1 });
      }
      case 'idle':
        return this.#engine.idle(record.source);
      case 'finish':
        return this.#engine.finish(record.source);
      case 'watermark':
        return this.#engine.declareWatermark(record.source, record.feed, record.eventTime);
      case 'drain':
        return this.#engine.drain(record.close);
    }
  }

  async #replaceReference(files: ReferenceTexts): Promise<Applied> {
    try {
      await this.#engine.setReference(files);
    } catch (error) {
      const faults = faultsOf(error);
      if (faults === null) throw error;
      return { step: null, faults };
    }
    this.#reference = { ...this.#reference, ...files };
    return NOTHING;
  }
}

/** The faults of a refused reference file; null for any other error. */
function faultsOf(error: unknown): readonly ReferenceFault[] | null {
  if (typeof error !== 'object' || error === null || !('faults' in error)) return null;
  return toError(error).name === 'ReferenceFaultsError' ? (error.faults as readonly ReferenceFault[]) : null;
}
