import { EVENT_COLUMNS, type EventTable } from '../store/tables.ts';
import type { Column } from './columns.ts';

/**
 * One block of ClickHouse's Native format: number of columns and rows, then each column with its name and type.
 * https://clickhouse.com/docs/interfaces/formats/Native
 */
export function nativeBlock(
  table: EventTable,
  columns: readonly Column[],
  rows: number,
): Uint8Array<ArrayBuffer> {
  const heads = EVENT_COLUMNS[table].map(([name, type]) => [...lengthAndText(name), ...lengthAndText(type)]);
  const start = [...varint(columns.length), ...varint(rows)];
  const size = columns.reduce(
    (sum, column, index) => sum + (heads[index]?.length ?? 0) + column.byteLength(rows),
    start.length,
  );
  const out = new Uint8Array(size);
  out.set(start);
  let at = start.length;
  for (const [index, column] of columns.entries()) {
    const head = heads[index] ?? [];
    out.set(head, at);
    at += head.length;
    column.copyTo(out, at, rows);
    at += column.byteLength(rows);
  }
  return out;
}

function lengthAndText(text: string): number[] {
  const bytes = new TextEncoder().encode(text);
  return [...varint(bytes.length), ...bytes];
}

/** LEB128. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) | 128);
  }
}
