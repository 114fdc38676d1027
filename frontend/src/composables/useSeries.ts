import type { SeriesDto } from '@tidewall/streams/events';
import { computed, toValue, type ComputedRef, type MaybeRefOrGetter } from 'vue';
import type { Resource } from '../api/resource-store.ts';
import { useLiveStore } from '../features/live/live-store.ts';
import { useResource } from './useResource.ts';

const SOONEST_MS = 10_000;
const LATEST_MS = 60_000;

/** A series from the store, asked again a few times a window (sooner in accelerated time). */
export function useSeries(
  path: MaybeRefOrGetter<string | null>,
  windowMs: MaybeRefOrGetter<number>,
): ComputedRef<Resource<SeriesDto> | null> {
  const live = useLiveStore();
  const everyMs = computed(() => seriesEveryMs(toValue(windowMs), live.speed));
  return useResource<SeriesDto>(path, everyMs);
}

/** How often a series with such windows is worth asking for. */
export function seriesEveryMs(windowMs: number, speed: number): number {
  return Math.min(LATEST_MS, Math.max(SOONEST_MS, windowMs / speed / 4));
}
