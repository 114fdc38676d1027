/** Share of the time that may go into counting for screens. */
const SHARE = 0.05;

/** How long to wait after work that took so long: never more often than `leastMs`, never more than 5 % of the time. */
export function pauseAfter(tookMs: number, leastMs: number): number {
  return Math.max(leastMs, tookMs / SHARE - tookMs);
}
