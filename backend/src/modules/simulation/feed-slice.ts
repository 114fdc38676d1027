import type { FeedHour } from './simulation.protocol.ts';

/** The events of `hour` handed over in [from, to), with the header; null when there are none. */
export function sliceOf(hour: FeedHour, from: number, to: number): Uint8Array | null {
  const first = firstAtOrAfter(hour.arrival, from);
  const end = firstAtOrAfter(hour.arrival, to);
  if (first === end) return null;
  const header = hour.lineStart[0] ?? 0;
  const begin = hour.lineStart[first] ?? 0;
  const stop = hour.lineStart[end] ?? hour.bytes.length;
  const slice = new Uint8Array(header + stop - begin);
  slice.set(hour.bytes.subarray(0, header));
  slice.set(hour.bytes.subarray(begin, stop), header);
  return slice;
}

/** Index of the first value that is at least `bound` in ascending `values`. */
function firstAtOrAfter(values: Float64Array, bound: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? 0) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

const LF = 10;

/** Where each line below the header begins, and the end. The simulator's CSV has no line breaks within fields. */
export function lineStarts(bytes: Uint8Array, lines: number): Uint32Array {
  const starts = new Uint32Array(lines + 1);
  let at = bytes.indexOf(LF) + 1;
  for (let line = 0; line <= lines; line += 1) {
    starts[line] = at;
    at = bytes.indexOf(LF, at) + 1;
  }
  return starts;
}
