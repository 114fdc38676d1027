/** A statement has at most 65 535 parameters: rows of up to 60 columns fit, so many at a time. */
const MOST_ROWS = 1_000;

/** Rows a thousand at a time, for inserts of any size. */
export function* inChunks<T>(rows: readonly T[]): Generator<T[]> {
  for (let from = 0; from < rows.length; from += MOST_ROWS) yield rows.slice(from, from + MOST_ROWS);
}
