import type { ShownCount } from '@tidewall/streams/events';
import { computed, type ComputedRef } from 'vue';
import { pathOf } from '../../api/rest.ts';
import { useResource } from '../../composables/useResource.ts';
import { seriesEveryMs } from '../../composables/useSeries.ts';
import { useAreaStore } from '../areas/area-store.ts';
import { useLiveStore } from '../live/live-store.ts';
import { useOverviewStore } from '../live/overview-store.ts';

const QUARTER_MS = 900_000;

/** Slots of the line: a day of quarter-hours. */
export const DAY_QUARTERS = 96;

interface PresenceDto {
  readonly points: readonly (readonly [number, ShownCount])[];
}

export interface Presence {
  /** Of the newest minute that is over; null: none is known. */
  readonly now: ComputedRef<ShownCount | null>;
  /** First minutes of the last day's quarter-hours, oldest first: the same that the live map shows. */
  readonly trend: ComputedRef<readonly ShownCount[]>;
}

/** People present in our province. */
export function usePresence(): Presence {
  const live = useLiveStore();
  const areas = useAreaStore();
  const store = useOverviewStore();
  const series = useResource<PresenceDto>(
    () =>
      areas.tree.root === null
        ? null
        : pathOf('/map/series', { areaId: areas.tree.root.areaId, metric: 'present' }),
    () => seriesEveryMs(QUARTER_MS, live.speed),
  );
  const trend = computed(() => (series.value?.data?.points ?? []).map(([, count]) => count));
  const now = computed(() => {
    const area = store.province;
    // What still runs has not been counted to its end.
    return area === null || area.running ? (trend.value.at(-1) ?? null) : area.subscribers;
  });
  return { now, trend };
}
