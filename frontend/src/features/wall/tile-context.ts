import { computed, inject, provide, type ComputedRef, type InjectionKey } from 'vue';
import type { AreaNow } from '@tidewall/streams/events';
import { useAreaStore } from '../areas/area-store.ts';
import { useOverviewStore } from '../live/overview-store.ts';
import type { PlacedTile } from './pages.ts';

const KEY: InjectionKey<() => PlacedTile> = Symbol('tile');

/** In the frame around a tile: what the scene says of it. */
export function provideTile(tile: () => PlacedTile): void {
  provide(KEY, tile);
}

/** In a tile: what its scene says of it; null outside any scene. */
export function useTile(): ComputedRef<PlacedTile | null> {
  const tile = inject(KEY, null);
  return computed(() => tile?.() ?? null);
}

/** The area whose figures the tile shows: its own, else the whole province. */
export function useTileArea(): ComputedRef<string | null> {
  const areas = useAreaStore();
  const tile = useTile();
  return computed(() => tile.value?.options.areaId ?? areas.tree.root?.areaId ?? null);
}

/** The figures of that area now; null while there are none. */
export function useTileAreaNow(): ComputedRef<AreaNow | null> {
  const store = useOverviewStore();
  const areaId = useTileArea();
  return computed(() => (areaId.value === null ? null : (store.overview.areas.get(areaId.value) ?? null)));
}
