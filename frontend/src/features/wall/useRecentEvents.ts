import { computed, type ComputedRef } from 'vue';
import { pathOf } from '../../api/rest.ts';
import { useSeries } from '../../composables/useSeries.ts';
import { useAreaStore } from '../areas/area-store.ts';
import { useLiveStore } from '../live/live-store.ts';
import { drawnAt } from '../live/shown.ts';

const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;

/** Slots of the line: two hours and the quarter-hour that runs. */
export const RECENT_MINUTES = 135;

/** Events of our province over the last two hours, one value a whole minute, oldest first. */
export function useRecentEvents(): ComputedRef<readonly number[]> {
  const live = useLiveStore();
  const areas = useAreaStore();
  // Moved on each quarter-hour, so that the address stays the same in between.
  const from = computed(() =>
    live.systemNow === null ? null : (Math.floor(live.systemNow / QUARTER_MS) - 8) * QUARTER_MS,
  );
  const series = useSeries(() => {
    const root = areas.tree.root;
    if (root === null || from.value === null) return null;
    const to = from.value + 9 * QUARTER_MS;
    const query = { metric: 'events', size: '1m', from: from.value, to, counts: 'shown' };
    return pathOf(`/areas/${encodeURIComponent(root.areaId)}/windows`, query);
  }, QUARTER_MS);
  // The last point may be of a minute that still runs.
  return computed(() =>
    (series.value?.data?.points ?? []).slice(0, -1).map(([, value]) => drawnAt(value, 0)),
  );
}
