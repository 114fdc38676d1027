export type Values = Float64Array | Int32Array | Uint32Array | Uint8Array;

/**
 * Copies values at the given positions of one column to the beginning of another one of the same kind, or of the same
 * one where the positions ascend. A loop for each kind: one loop for all would ask for the kind at each value.
 */
export function gatherRows<T extends Values>(to: T, from: T, rows: Uint32Array): void {
  if (to instanceof Float64Array) gatherDoubles(to, from as Float64Array, rows);
  else if (to instanceof Int32Array) gatherIntegers(to, from as Int32Array, rows);
  else if (to instanceof Uint32Array) gatherWords(to, from as Uint32Array, rows);
  else gatherBytes(to, from as Uint8Array, rows);
}

function gatherDoubles(to: Float64Array, from: Float64Array, rows: Uint32Array): void {
  for (let at = 0; at < rows.length; at++) to[at] = from[rows[at]!]!;
}

function gatherIntegers(to: Int32Array, from: Int32Array, rows: Uint32Array): void {
  for (let at = 0; at < rows.length; at++) to[at] = from[rows[at]!]!;
}

function gatherWords(to: Uint32Array, from: Uint32Array, rows: Uint32Array): void {
  for (let at = 0; at < rows.length; at++) to[at] = from[rows[at]!]!;
}

function gatherBytes(to: Uint8Array, from: Uint8Array, rows: Uint32Array): void {
  for (let at = 0; at < rows.length; at++) to[at] = from[rows[at]!]!;
}

/** On average; a run costs about as much as copying so many values one by one. */
const FEWEST_TOGETHER = 24;

/** Rows that stay, as runs of rows that follow each other: [to, from, length, …]. Null: too scattered for that. */
export function runsOf(rows: Uint32Array): readonly number[] | null {
  let at = 0;
  while (at < rows.length && rows[at] === at) at++;
  const most = (rows.length - at) / FEWEST_TOGETHER;
  const runs: number[] = [];
  while (at < rows.length) {
    const first = at++;
    while (at < rows.length && rows[at] === rows[at - 1]! + 1) at++;
    runs.push(first, rows[first]!, at - first);
    if (runs.length > 3 * most + 3) return null;
  }
  return runs;
}

/** Moves the runs of a column with `width` values a row to its beginning. */
export function moveRuns(column: Values, runs: readonly number[], width = 1): void {
  for (let run = 0; run < runs.length; run += 3) {
    const from = runs[run + 1]! * width;
    column.copyWithin(runs[run]! * width, from, from + runs[run + 2]! * width);
  }
}
