import type { Column } from './column.ts';
import type { KeyIndex } from './key-index.ts';

type AnyColumn = Column<Float64Array | Int32Array | Uint32Array | Uint8Array>;

/**
 * Leaves out the rows that `keep` says no to, in order: the others get new indexes. `moved` is told of each that
 * stays.
 */
export function compactRows(
  index: KeyIndex,
  columns: readonly AnyColumn[],
  keep: (row: number) => boolean,
  moved?: (from: number, to: number) => void,
): void {
  const keys = new Float64Array(index.size);
  let to = 0;
  for (let row = 0; row < index.size; row++) {
    if (!keep(row)) continue;
    keys[to] = index.keyAt(row);
    for (const { values } of columns) values[to] = values[row]!;
    moved?.(row, to);
    to++;
  }
  index.restore(keys.subarray(0, to));
}
