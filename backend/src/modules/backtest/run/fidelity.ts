import type { Fidelity } from '../backtest.types.ts';

/** Compares what is stored with what a run with the thresholds in force gives, by the ids of detections. */
export function fidelityOf(stored: Iterable<string>, rerun: Iterable<string>): Fidelity {
  const before = new Set(stored);
  let same = 0;
  let onlyRerun = 0;
  for (const id of rerun) {
    if (before.has(id)) same++;
    else onlyRerun++;
  }
  const all = before.size + onlyRerun;
  return {
    stored: before.size,
    rerun: same + onlyRerun,
    same,
    onlyStored: before.size - same,
    onlyRerun,
    share: all === 0 ? 1 : same / all,
  };
}
