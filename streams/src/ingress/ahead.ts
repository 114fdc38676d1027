/** How many following events say whether a jump in time is real. */
export const LOOKAHEAD = 8;
/** Where nothing follows to confirm it, a jump further than this is taken for a wild clock. */
const UNCONFIRMED_LIMIT_MS = 31 * 86_400_000;

export type AheadVerdict = 'on-time' | 'ahead' | 'undecided';

/**
 * Replay has no clock, so an event is ahead of time when it lies more than `maxAheadMs` past both the newest event of
 * its feed and the following ones: past more than half of the next 8, so that neither a quiet night nor two wild
 * clocks in a row mislead. Undecided until 8 follow or the source has ended.
 *
 * @param times event times of the feed in order of arrival, `[at, length)` not judged yet
 */
export function judgeAhead(
  times: Float64Array,
  at: number,
  length: number,
  newest: number,
  maxAheadMs: number,
  ended: boolean,
): AheadVerdict {
  const time = times[at]!;
  if (time <= newest + maxAheadMs) return 'on-time';
  const following = Math.min(LOOKAHEAD, length - at - 1);
  if (following < LOOKAHEAD && !ended) return 'undecided';
  if (following === 0)
    return time > newest + UNCONFIRMED_LIMIT_MS && Number.isFinite(newest) ? 'ahead' : 'on-time';
  let past = 0;
  for (let next = at + 1; next <= at + following; next++) if (time > times[next]! + maxAheadMs) past++;
  return past * 2 > following ? 'ahead' : 'on-time';
}
