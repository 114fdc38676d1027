/** How old data may look: `aging` is amber, `stale` is hatched grey with the time of the last good frame. */
export type Freshness = 'fresh' | 'aging' | 'stale';

export interface FreshnessInput {
  /** Age of the data in wall milliseconds; null while unknown. */
  readonly ageMs: number | null;
  /** Length of the window that the data comes in, in wall milliseconds. */
  readonly windowMs: number;
  /** Wall milliseconds since the server was last heard. */
  readonly silentMs: number;
}

/** In accelerated time a window can be shorter than the network's and the screen's own delays. */
const AGING_FLOOR_MS = 5_000;
const STALE_FLOOR_MS = 10_000;
/** With the cable out every tile says so within ten seconds. */
const SILENCE_LIMIT_MS = 8_000;

export function freshnessOf(input: FreshnessInput): Freshness {
  if (input.silentMs >= SILENCE_LIMIT_MS) return 'stale';
  if (input.ageMs === null) return 'fresh';
  if (input.ageMs > Math.max(4 * input.windowMs, STALE_FLOOR_MS)) return 'stale';
  return input.ageMs > Math.max(2 * input.windowMs, AGING_FLOOR_MS) ? 'aging' : 'fresh';
}

/** Of something that is heard each second, as every topic is. */
export function freshnessOfSilence(silentMs: number): Freshness {
  if (silentMs >= SILENCE_LIMIT_MS) return 'stale';
  return silentMs > AGING_FLOOR_MS ? 'aging' : 'fresh';
}
