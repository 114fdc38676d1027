import type { Block } from '@tidewall/clickhouse';
import type { Detection } from '@tidewall/streams';
import type { RowTable } from './blocks.ts';

/** Detections for what acts on them: not for the store but for PostgreSQL, under the same promises as other blocks. */
export interface HandoverBlock {
  readonly table: 'handover';
  readonly token: string;
  readonly rows: number;
  /** JSON of `HandedDetection[]`. Holds raw numbers: memory only. */
  readonly bytes: Uint8Array;
}

/** What leaves the engine: rows for the store, or detections handed over. */
export type EngineBlock = Block | HandoverBlock;

/** A detection, and beside it the raw number of its subject where that is a number: for the vault and nothing else. */
export interface HandedDetection {
  readonly detection: Detection;
  readonly number: string | null;
}

/** A guess: only for back-pressure. */
const ROW_BYTES = 600;

export class HandoverRows implements RowTable {
  readonly table = 'handover';
  #held: HandedDetection[] = [];

  get rows(): number {
    return this.#held.length;
  }

  get byteLength(): number {
    return this.#held.length * ROW_BYTES;
  }

  add(row: HandedDetection): void {
    this.#held.push(row);
  }

  take(token: string): HandoverBlock {
    const rows = this.#held;
    this.#held = [];
    const bytes = new TextEncoder().encode(JSON.stringify(rows));
    return { table: 'handover', token, rows: rows.length, bytes };
  }
}

export function handedDetections(block: HandoverBlock): readonly HandedDetection[] {
  // Made by `take` in this same build.
  return JSON.parse(new TextDecoder().decode(block.bytes)) as HandedDetection[];
}
