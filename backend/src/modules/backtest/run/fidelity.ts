import type { Fidelity, Standing } from '../backtest.types.ts';

/** Compares what is stored with what a run with the thresholds in force gives, by id and event time. */
export function fidelityOf(stored: Iterable<Standing>, rerun: Iterable<Standing>): Fidelity {
  const before = new Map(stored);
  let same = 0;
  let otherTime = 0;
  let onlyRerun = 0;
  for (const [id, eventMs] of rerun) {
    const time = before.get(id);
    if (time === undefined) onlyRerun++;
    else if (time === eventMs) same++;
    else otherTime++;
  }
  const all = before.size + onlyRerun;
  return {
    stored: before.size,
    rerun: same + otherTime + onlyRerun,
    same,
    otherTime,
    onlyStored: before.size - same - otherTime,
    onlyRerun,
    share: all === 0 ? 1 : same / all,
  };
}
