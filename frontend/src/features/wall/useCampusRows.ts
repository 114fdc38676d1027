import { computed, type ComputedRef } from 'vue';
import { useAreaStore } from '../areas/area-store.ts';
import { useOverviewStore } from '../live/overview-store.ts';
import { campusRows, type CampusRow } from './campus-rows.ts';
import type { TileState } from './tile-state.ts';

export interface CampusView {
  readonly rows: ComputedRef<readonly CampusRow[]>;
  readonly state: ComputedRef<TileState>;
}

export function useCampusRows(): CampusView {
  const store = useOverviewStore();
  const areas = useAreaStore();
  const rows = computed(() =>
    campusRows(
      areas.campuses.map(({ hotspotId }) => hotspotId),
      store.hotspotQuarters,
    ),
  );
  const state = computed<TileState>(() => {
    if (rows.value.length > 0) return 'ready';
    const known = store.loaded && areas.tree.root !== null;
    return known && areas.campuses.length === 0 ? 'empty' : 'loading';
  });
  return { rows, state };
}
