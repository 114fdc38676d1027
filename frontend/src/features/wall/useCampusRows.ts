import type { SeriesDto } from '@tidewall/streams/events';
import { useIntervalFn } from '@vueuse/core';
import { computed, shallowRef, watch, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
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
import { tileStateOf, type HistoryState } from './campus-state.ts';
import type { TileState } from './tile-state.ts';

export interface CampusView {
  readonly rows: ComputedRef<readonly CampusRow[]>;
  readonly state: ComputedRef<TileState>;
  readonly emptyText: ComputedRef<string>;
  /** Of which quarter-hour the figures are. */
  readonly note: ComputedRef<string>;
}

const CHECK_EVERY_MS = 5_000;

export function useCampusRows(): CampusView {
  const { t } = useI18n();
  const store = useOverviewStore();
  const areas = useAreaStore();
  const { stored, history } = useStoredQuarters();
  const rows = computed(() =>
    campusRows(
      areas.campuses.map(({ hotspotId }) => hotspotId),
      store.overview.hotspots,
      stored.value,
      store.k,
    ),
  );
  const state = computed<TileState>(() =>
    tileStateOf({
      known: store.loaded && areas.tree.root !== null,
      campuses: areas.campuses.length,
      rows: rows.value.length,
      history: history.value,
    }),
  );
  const emptyText = computed(() => t(areas.campuses.length === 0 ? 'campus.empty' : 'campus.quiet'));
  const note = computed(() =>
    t(rows.value.some((row) => row.running) ? 'campus.noteRunning' : 'campus.note'),
  );
  return { rows, state, emptyText, note };
}

interface StoredQuarters {
  readonly stored: ComputedRef<ReadonlyMap<string, StoredQuarter>>;
  readonly history: ComputedRef<HistoryState>;
}

/** The last whole quarter of each campus from the store, and whether the store has answered. */
function useStoredQuarters(): StoredQuarters {
  const live = useLiveStore();
  const store = useOverviewStore();
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

  /** Stays once it is so: midnight asks for another day, which is no reason to take the rows away. */
  const answered = shallowRef(false);
  watch(
    () =>
      wanted.value.length > 0 &&
      wanted.value.every(
        ({ series, usual }) => resources.peek(series) !== null && resources.peek(usual) !== null,
      ),
    (now) => {
      answered.value ||= now;
    },
    { immediate: true, flush: 'sync' },
  );
  const history = computed<HistoryState>(() => (answered.value ? 'answered' : 'pending'));

  const stored = computed(() => {
    const found = new Map<string, StoredQuarter>();
    for (const { hotspotId, series, usual } of wanted.value) {
      const day = resources.peek<SeriesDto>(series);
      if (day === null || day.completeTo === null) continue;
      const ranges = resources.peek<UsualDto>(usual)?.data ?? null;
      const last = lastWholeQuarter(day.data, ranges, day.completeTo, store.k);
      if (last !== null) found.set(hotspotId, last);
    }
    return found;
  });
  return { stored, history };
}
