import { computed, type ComputedRef } from 'vue';
import { freshnessOf, type Freshness } from '../../live/freshness.ts';
import { useLiveStore } from '../../live/live-store.ts';
import { wallAge } from '../../live/system-time.ts';
import type { LayerId } from './layers.ts';
import type { MapFigures } from './useMapFigures.ts';
import type { useMapScope } from './useMapScope.ts';

const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;

interface FreshnessSources {
  readonly scope: ReturnType<typeof useMapScope>;
  readonly figures: MapFigures;
  readonly layer: ComputedRef<LayerId>;
  readonly at: ComputedRef<number | null>;
}

interface MapFreshness {
  readonly freshness: ComputedRef<Freshness>;
  /** End of the newest window that is shown, epoch milliseconds; null: the layer has none, or nothing is known. */
  readonly completeTo: ComputedRef<number | null>;
}

/** Whether the map may still be taken for one of now. A moment that has passed does not grow old. */
export function useMapFreshness({ scope, figures, layer, at }: FreshnessSources): MapFreshness {
  const live = useLiveStore();
  const windowMs = computed(() => (layer.value === 'campus' ? QUARTER_MS : MINUTE_MS));
  const completeTo = computed(() => {
    if (layer.value === 'share' || layer.value === 'alerts') return null;
    const starts =
      layer.value === 'campus'
        ? scope.campuses.value.map(({ hotspotId }) => figures.campus(hotspotId)?.quarter ?? 0)
        : [figures.area(scope.area.value?.areaId ?? '')?.minute ?? 0];
    const newest = Math.max(0, ...starts);
    return newest === 0 ? null : newest + windowMs.value;
  });
  return {
    completeTo,
    freshness: computed(() => {
      if (at.value !== null) return 'fresh';
      const { systemNow, speed } = live;
      const isKnown = systemNow !== null && completeTo.value !== null;
      return freshnessOf({
        ageMs: isKnown ? wallAge(systemNow, completeTo.value, speed) : null,
        windowMs: windowMs.value / speed,
        silentMs: live.topicSilentMs('map'),
      });
    }),
  };
}
