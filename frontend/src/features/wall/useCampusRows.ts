import type { SeriesDto } from '@tidewall/streams/events';
import { useIntervalFn } from '@vueuse/core';
import { computed, watch, type ComputedRef } from 'vue';
import type { UsualDto } from '../../api/dto.ts';
import { useResourceStore } from '../../api/resource-store.ts';
import { seriesEveryMs } from '../../composables/useSeries.ts';
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

/** The last whole quarter of each campus from the store. */
function useStoredQuarters(): ComputedRef<ReadonlyMap<string, StoredQuarter>> {
  const live = useLiveStore();
  const areas = useAreaStore();
  const resources = useResourceStore();

  const quarter = computed(() =>
    live.systemNow === null ? null : Math.floor(live.systemNow / QUARTER_MS) * QUARTER_MS,
  );
  const wanted = computed(() => {
    const now = quarter.value;
    if (now === null) return [];
    const today = startOfDay(now, live.timeZone);
    return areas.campuses.map(({ hotspotId }) => ({
      hotspotId,
      ...campusPaths(hotspotId, today, live.timeZone),
    }));
  });
  const refresh = (): void => {
    for (const { series, usual } of wanted.value) {
      void resources.refresh(series, seriesEveryMs(QUARTER_MS, live.speed));
      void resources.refresh(usual, USUAL_EVERY_MS);
    }
  };
  watch(() => wanted.value.map(({ series }) => series).join(), refresh, { immediate: true });
  useIntervalFn(refresh, CHECK_EVERY_MS);

  return computed(() => {
    const found = new Map<string, StoredQuarter>();
    for (const { hotspotId, series, usual } of wanted.value) {
      const day = resources.peek<SeriesDto>(series);
      if (day === null || day.completeTo === null) continue;
      const last = lastWholeQuarter(day.data, resources.peek<UsualDto>(usual)?.data ?? null, day.completeTo);
      if (last !== null) found.set(hotspotId, last);
    }
    return found;
  });
}
