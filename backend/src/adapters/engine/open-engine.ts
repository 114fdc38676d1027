import { createPseudonyms, type RowContext } from '@tidewall/clickhouse/rows';
import {
  createEngine,
  LocalShard,
  LongNumbers,
  type Engine,
  type EngineSettings,
  type EventBatch,
  type Reference,
} from '@tidewall/streams';
import { plannedNumber, PlanWatch } from './planned-numbers.ts';
import { ShardThread } from './shard-thread.ts';
import { createStepRows, type StepRows } from './step-rows.ts';
import { SubjectNumbers } from './subject-numbers.ts';

export interface OpenedEngine {
  readonly engine: Engine;
  readonly rows: StepRows;
}

interface OpenEngineOptions {
  /** Detections are handed over to those who act on them [no]. */
  readonly handover?: boolean;
}

/**
 * An engine and the rows of its steps, which share numbers, places and pseudonyms. One shard runs in this thread, more of
 * them in a thread each.
 */
export function openEngine(
  settings: EngineSettings,
  pseudonymKey: Uint8Array,
  { handover = false }: OpenEngineOptions = {},
): OpenedEngine {
  const pseudonyms = createPseudonyms(pseudonymKey, {
    onComputed: (digits, hi, lo) => rows.number(plannedNumber(engine.reference, digits, hi, lo)),
  });
  const subjects = handover ? new SubjectNumbers() : null;
  const pseudonym = (digits: string): string => pseudonyms.idOf(digits);
  let numbers = new LongNumbers();
  const engine = createEngine(settings, {
    pseudonym: subjects?.noting(pseudonym) ?? pseudonym,
    // Long numbers are interned by the engine; rows must read the same table.
    shardPort: (index, given, long) => {
      numbers = long;
      return given.shards > 1 ? new ShardThread(index, given, long) : new LocalShard(index, given, long);
    },
  });
  const areas = new AreaBytes();
  const context: RowContext = {
    pseudonyms,
    long: numbers,
    areaIdOf: (batch, row) => areas.of(engine.reference, areaOf(engine.reference, batch, row)),
  };
  const rows = createStepRows(context, subjects);
  const plans = new PlanWatch();
  const add: StepRows['add'] = (record, step) => {
    if (plans.changed(engine.reference.plan)) pseudonyms.forget();
    rows.add(record, step);
  };
  return { engine, rows: { ...rows, add } };
}

/** Area index that a row resolves to (docs/contract.md): the cell's, else the one named, else the channel's; else −1. */
export function areaOf(reference: Reference, batch: EventBatch, row: number): number {
  const named = batch.area[row] ?? -1;
  if (batch.feed === 'lifecycle') {
    return reference.areas.known(named) ? named : (reference.channelArea[batch.channel[row] ?? -1] ?? -1);
  }
  const ofCell = reference.cellArea[batch.cell[row] ?? -1] ?? -1;
  if (ofCell >= 0) return ofCell;
  return reference.areas.known(named) ? named : -1;
}

const NONE = new Uint8Array(0);

/** Ids of areas as bytes, encoded once: indexes keep their meaning over all versions of the reference data. */
class AreaBytes {
  readonly #bytes: Uint8Array[] = [];
  readonly #encoder = new TextEncoder();

  of(reference: Reference, area: number): Uint8Array {
    if (area < 0) return NONE;
    return (this.#bytes[area] ??= this.#encoder.encode(reference.ids.areas.idOf(area)));
  }
}
