import type { AlertNow } from '@tidewall/streams/events';
import { computed, shallowRef, toValue, watch, type ComputedRef, type MaybeRefOrGetter } from 'vue';
import { pathOf, type RestError } from '../../../api/rest.ts';
import { useLoaded } from '../../desk/useLoaded.ts';
import { useLiveStore } from '../../live/live-store.ts';
import type { AreaFigures, CampusFigures, MapAlert, MapStateDto } from './map-dto.ts';

const OVER: ReadonlySet<string> = new Set(['done', 'dismissed']);

export interface MapFigures {
  readonly area: (areaId: string) => AreaFigures | undefined;
  readonly campus: (hotspotId: string) => CampusFigures | undefined;
  /** That are not over. */
  readonly alerts: ComputedRef<readonly MapAlert[]>;
  readonly ready: ComputedRef<boolean>;
  /** A moment is being read. */
  readonly busy: ComputedRef<boolean>;
  /** What stood against reading the moment. */
  readonly error: ComputedRef<RestError | null>;
  /** How it is told what was known then; null: this is now. */
  readonly basis: ComputedRef<MapStateDto['basis'] | null>;
}

/**
 * Figures of an area and its children: those of now from the socket, or those of a moment as they were known then. While
 * the next moment is on its way, the last one stays.
 */
export function useMapFigures(
  areaId: MaybeRefOrGetter<string | null>,
  at: MaybeRefOrGetter<number | null>,
): MapFigures {
  const live = useLiveStore();
  live.follow('map');
  live.follow('alerts');
  const path = computed(() => {
    const [area, moment] = [toValue(areaId), toValue(at)];
    return area === null || moment === null ? null : pathOf('/map/state', { areaId: area, at: moment });
  });
  const { data, error } = useLoaded<MapStateDto>(path);
  const then = shallowRef<MapStateDto | null>(null);
  watch(data, (state) => {
    if (state !== null) then.value = state;
  });
  watch(path, (now, before) => {
    // The last moment stays, but neither over the present nor over another area.
    if (now === null || before === null) then.value = null;
  });
  watch(
    () => toValue(areaId),
    () => (then.value = null),
  );
  const replay = computed(() => toValue(at) !== null);
  const areasThen = computed(() => new Map(then.value?.areas.map((area) => [area.areaId, area])));
  const campusesThen = computed(() => new Map(then.value?.campuses.map((one) => [one.hotspotId, one])));
  const entryOf = (key: string): unknown => live.topic('map')?.entries.get(key);

  return {
    area: (id) =>
      replay.value ? areasThen.value.get(id) : (entryOf(`area/${id}`) as AreaFigures | undefined),
    campus: (id) =>
      replay.value ? campusesThen.value.get(id) : (entryOf(`hotspot/${id}`) as CampusFigures | undefined),
    alerts: computed(() => {
      if (replay.value) return then.value?.alerts ?? [];
      const entries = live.topic('alerts')?.entries ?? new Map<string, unknown>();
      return [...entries.values()].map((entry) => entry as AlertNow).filter(({ state }) => !OVER.has(state));
    }),
    ready: computed(() => (replay.value ? then.value !== null : live.topic('map') !== null)),
    busy: computed(() => replay.value && data.value === null && error.value === null),
    error: computed(() => (replay.value ? error.value : null)),
    basis: computed(() => then.value?.basis ?? null),
  };
}
