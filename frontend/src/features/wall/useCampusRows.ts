import type { SeriesDto } from '@tidewall/streams/events';
import { useIntervalFn } from '@vueuse/core';
import { computed, watch, type ComputedRef } from 'vue';
import type { UsualDto } from '../../api/dto.ts';
import { useResourceStore } from '../../api/resource-store.ts';
import { useAreaStore } from '../areas/area-store.ts';
import { useLiveStore } from '../live/live-store.ts';
import { startOfDay } from '../live/local-day.ts';
import { useOverviewStore } from '../live/overview-store.ts';
import {
  campusPaths,
  lastWholeQuarter,
  QUARTER_MS,
  USUAL_EVERY_MS,
  type StoredQuarter,
} from './campus-history.ts';
import { campusRows, type CampusRow } from './campus-rows.ts';
import type { TileState } from './tile-state.ts';

export interface CampusView {
  readonly rows: ComputedRef<readonly CampusRow[]>;
  readonly state: ComputedRef<TileState>;
}

const CHECK_EVERY_MS = 5_000;

export function useCampusRows(): CampusView {
  const store = useOverviewStore();
  const areas = useAreaStore();
  const stored = useStoredQuarters();
  const rows = computed(() =>
    campusRows(
      areas.campuses.map(({ hotspotId }) => hotspotId),
      store.hotspotQuarters,
      stored.value,
    ),
  );
  const state = computed<TileState>(() => {
    if (rows.value.length > 0) return 'ready';
    const known = store.loaded && areas.tree.root !== null;
    return known && areas.campuses.length === 0 ? 'empty' : 'loading';
  });
  return { rows, state };
}

/** The last whole quarter from the store of each campus of which none has yet been seen to end. */
function useStoredQuarters(): ComputedRef<ReadonlyMap<string, StoredQuarter>> {
  const live = useLiveStore();
  const areas = useAreaStore();
  const store = useOverviewStore();
  const resources = useResourceStore();

  const quarter = computed(() =>
    live.systemNow === null ? null : Math.floor(live.systemNow / QUARTER_MS) * QUARTER_MS,
  );
  const wanted = computed(() => {
    const now = quarter.value;
    if (now === null) return [];
    const today = startOfDay(now, live.timeZone);
    return areas.campuses
      .filter(({ hotspotId }) => store.hotspotQuarters.get(hotspotId)?.whole == null)
      .map(({ hotspotId }) => ({ hotspotId, now, ...campusPaths(hotspotId, today, live.timeZone) }));
  });
  const refresh = (): void => {
    for (const { series, usual } of wanted.value) {
      void resources.refresh(series, CHECK_EVERY_MS * 2);
      void resources.refresh(usual, USUAL_EVERY_MS);
    }
  };
  watch(() => wanted.value.map(({ series }) => series).join(), refresh, { immediate: true });
  useIntervalFn(refresh, CHECK_EVERY_MS);

  return computed(() => {
    const found = new Map<string, StoredQuarter>();
    for (const { hotspotId, now, series, usual } of wanted.value) {
      const day = resources.peek<SeriesDto>(series)?.data ?? null;
      const last = lastWholeQuarter(day, resources.peek<UsualDto>(usual)?.data ?? null, now);
      if (last !== null) found.set(hotspotId, last);
    }
    return found;
  });
}
