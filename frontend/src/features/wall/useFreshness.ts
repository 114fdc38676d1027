import { computed, type ComputedRef } from 'vue';
import { freshnessOf, type Freshness } from '../live/freshness.ts';
import { useLiveStore } from '../live/live-store.ts';
import { wallAge } from '../live/system-time.ts';

/**
 * What a tile's age is counted from. `events`: up to where event time is complete (the watermark); `contact`: when the
 * server was last heard, for tiles about the server itself.
 */
export type AgeBasis = 'events' | 'contact';

export interface TileAge {
  readonly freshness: Freshness;
  /** Wall milliseconds; null while nothing has arrived. */
  readonly ageMs: number | null;
  /** Up to when the data is good, system time. */
  readonly goodUntil: number | null;
}

/** The age of a tile whose data comes in windows of `windowMs` of event time. */
export function useFreshness(basis: () => AgeBasis, windowMs: () => number): ComputedRef<TileAge> {
  const live = useLiveStore();
  return computed(() => {
    const { serverNow, silentMs } = live.tick;
    const eventTime = live.topic('overview')?.eventTime ?? null;
    const reading = live.reading;
    if (reading === null)
      return { freshness: silentMs > 8_000 ? 'stale' : 'fresh', ageMs: null, goodUntil: null };
    if (basis() === 'contact') {
      const window = { ageMs: silentMs, windowMs: windowMs(), silentMs };
      const goodUntil = (live.systemNow ?? 0) - silentMs * live.speed;
      return { freshness: freshnessOf(window), ageMs: silentMs, goodUntil };
    }
    const ageMs = eventTime === null ? null : wallAge(reading, serverNow, eventTime);
    const freshness = freshnessOf({ ageMs, windowMs: windowMs() / live.speed, silentMs });
    return { freshness, ageMs, goodUntil: eventTime };
  });
}
