import type { Block } from '@tidewall/clickhouse';
import {
  activeShareBlock,
  createEventRows,
  detectionBlock,
  numberBlock,
  RAW_TABLE,
  rejectionBlock,
  shareDayBlock,
  windowBlocks,
  type NumberRow,
  type RejectionRow,
  type RowContext,
} from '@tidewall/clickhouse/rows';
import {
  FEEDS,
  type ActiveShareDay,
  type Detection,
  type Feed,
  type ShareDay,
  type Step,
  type WindowResult,
} from '@tidewall/streams';
import type { RowTable } from './blocks.ts';
import { HandoverRows } from './handover-rows.ts';
import type { EngineRecord } from './records.ts';
import type { SubjectNumbers } from './subject-numbers.ts';

/** Puts what a step says into rows of the store. Deterministic: the same records and steps give the same bytes. */
export interface StepRows {
  /** For the store. */
  readonly tables: readonly RowTable<Block>[];
  /** For those who act on detections; null where nobody does. */
  readonly handover: HandoverRows | null;
  add(record: EngineRecord, step: Step): void;
  /** What the plan says of a number that the rows being added name for the first time. */
  number(row: NumberRow): void;
}

/** A guess for tables of few and small rows: only for back-pressure. */
const RESULT_ROW_BYTES = 200;

/** Rows of results, kept as they are until the block ends. */
class ResultRows<Row> implements RowTable<Block> {
  readonly table: Block['table'];
  readonly #encode: (token: string, rows: readonly Row[]) => Block;
  #held: Row[] = [];

  constructor(table: Block['table'], encode: (token: string, rows: readonly Row[]) => Block) {
    this.table = table;
    this.#encode = encode;
  }

  get rows(): number {
    return this.#held.length;
  }

  get byteLength(): number {
    return this.#held.length * RESULT_ROW_BYTES;
  }

  add(row: Row): void {
    this.#held.push(row);
  }

  take(token: string): Block {
    const rows = this.#held;
    this.#held = [];
    return this.#encode(token, rows);
  }
}

function windowRows(kind: WindowResult['kind']): ResultRows<WindowResult> {
  const table = `${kind}_windows` as const;
  return new ResultRows(table, (token, rows) => {
    const [block] = windowBlocks(token, rows);
    return { table, token, rows: rows.length, bytes: block?.bytes ?? new Uint8Array(0) };
  });
}

/**
 * Rows of all tables. `context` turns numbers into pseudonyms and places into ids; with `numbers`, which knows the
 * raw numbers of the step's subjects, detections are handed over.
 */
export function createStepRows(context: RowContext, numbers: SubjectNumbers | null = null): StepRows {
  const raw = new Map(FEEDS.map((feed: Feed) => [feed, createEventRows(RAW_TABLE[feed])]));
  const late = createEventRows('late_events');
  const rejected = new ResultRows<RejectionRow>('rejected_events', rejectionBlock);
  const detections = new ResultRows<Detection>('detections', detectionBlock);
  const shareDays = new ResultRows<ShareDay>('share_days', shareDayBlock);
  const activeShares = new ResultRows<ActiveShareDay>('active_shares', activeShareBlock);
  const plan = new ResultRows<NumberRow>('numbers', numberBlock);
  const handover = numbers === null ? null : new HandoverRows();
  const windows = new Map(
    (['area', 'hotspot', 'operator'] as const).map((kind) => [kind, windowRows(kind)] as const),
  );
  return {
    tables: [...raw.values(), late, rejected, ...windows.values(), shareDays, activeShares, plan, detections],
    handover,
    number: (row) => plan.add(row),
    add(record, step) {
      if (step.stored !== null) raw.get(step.stored.feed)?.appendBatch(step.stored, context);
      if (step.late !== null) late.appendBatch(step.late, context);
      if (record.type === 'body' && step.judged !== null) {
        const { source, feed, now: receivedAt } = record;
        for (const { line, field, code } of step.judged.rejections) {
          // The record's own clock, not ours: a replay must give the same rows.
          rejected.add({ source, feed, line, field, code, receivedAt });
        }
      }
      for (const window of step.windows) windows.get(window.kind)?.add(window);
      for (const day of step.shareDays) shareDays.add(day);
      for (const share of step.activeShares) activeShares.add(share);
      for (const detection of step.detections) {
        detections.add(detection);
        // Of history nobody is told, so nobody acts on it.
        if (!isHistory(record)) handover?.add({ detection, number: numbers?.of(detection) ?? null });
      }
      numbers?.forget();
    },
  };
}

function isHistory(record: EngineRecord): boolean {
  return record.type === 'body' && record.quiet;
}
