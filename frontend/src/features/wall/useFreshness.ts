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
  /** The simulation fills in its history: the data is of the past and means to be. */
  readonly fillingIn: boolean;
}

/** The age of a tile whose data comes in windows of `windowMs` of event time. */
export function useFreshness(basis: () => AgeBasis, windowMs: () => number): ComputedRef<TileAge> {
  const live = useLiveStore();
  return computed(() => {
    const { silentMs } = live.tick;
    const { systemNow, speed } = live;
    const eventTime = live.watermark;
    const judged = (ageMs: number | null, window: number, goodUntil: number | null): TileAge => ({
      freshness: freshnessOf({ ageMs, windowMs: window, silentMs }),
      ageMs,
      goodUntil,
      fillingIn: false,
    });
    if (systemNow === null) return judged(null, windowMs(), null);
    if (basis() === 'contact') return judged(silentMs, windowMs(), systemNow - silentMs * speed);
    if (live.backfill !== null) return { ...judged(null, windowMs(), eventTime), fillingIn: true };
    const ageMs = eventTime === null ? null : wallAge(systemNow, eventTime, speed);
    return judged(ageMs, windowMs() / speed, eventTime);
  });
}
