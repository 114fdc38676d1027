import { computed, type ComputedRef } from 'vue';
import type { AreaDto } from '@tidewall/streams/events';
import { pathOf } from '../../../api/rest.ts';
import { useLoaded } from '../../desk/useLoaded.ts';
import { useLiveStore } from '../../live/live-store.ts';
import { cellLayerOf, type CellLayer } from './cell-layer.ts';
import type { LayerId } from './layers.ts';
import type { CellsDto } from './map-dto.ts';
import { useLastGood } from './useLastGood.ts';

const QUARTER_MS = 900_000;
/** Events are in the store a minute after their quarter of an hour. */
const STORED_MS = 60_000;
/** Below these, areas are small enough for their cells. */
const WITH_CELLS: ReadonlySet<AreaDto['level']> = new Set(['county', 'township', 'grid']);

/** Cells of an area that is small enough, of the last quarter of an hour that is over. Null: there are none to show. */
export function useCells(
  area: ComputedRef<AreaDto | null>,
  layer: ComputedRef<LayerId>,
  at: ComputedRef<number | null>,
): ComputedRef<CellLayer | null> {
  const live = useLiveStore();
  const wanted = computed(() => {
    if (area.value === null || !WITH_CELLS.has(area.value.level) || layer.value !== 'present') return null;
    const now = at.value ?? live.systemNow;
    if (now === null) return null;
    const quarter = Math.floor((now - STORED_MS) / QUARTER_MS) * QUARTER_MS;
    return { areaId: area.value.areaId, at: quarter + STORED_MS };
  });
  const path = computed(() => (wanted.value === null ? null : pathOf('/map/cells', wanted.value)));
  const { data } = useLoaded<CellsDto>(path);
  const kept = useLastGood(data, () => wanted.value?.areaId ?? null);
  return computed(() =>
    wanted.value === null || kept.value === null ? null : cellLayerOf(wanted.value.areaId, kept.value),
  );
}
