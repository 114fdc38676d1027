import { computed, type ComputedRef } from 'vue';
import { useAreaStore } from '../areas/area-store.ts';
import { useOverviewStore } from '../live/overview-store.ts';
import { shareRows, type ShareRow } from './share-rows.ts';

export function useShareRows(): ComputedRef<readonly ShareRow[]> {
  const store = useOverviewStore();
  const areas = useAreaStore();
  return computed(() => shareRows(store.overview.areas, areas.tree));
}
