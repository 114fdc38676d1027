import {
  computed,
  onScopeDispose,
  shallowRef,
  toValue,
  watch,
  type ComputedRef,
  type MaybeRefOrGetter,
  type ShallowRef,
} from 'vue';
import { pathOf } from '../../../api/rest.ts';
import { useAreaStore } from '../../areas/area-store.ts';
import { useLoaded } from '../../desk/useLoaded.ts';
import { loadShapes, type AreaShapes } from './area-shapes.ts';
import type { PlacesDto } from './map-dto.ts';

interface AreaMap {
  /** Null: there is no map of the area, or it is on its way. */
  readonly shapes: Readonly<ShallowRef<AreaShapes | null>>;
  /** Where children lie: areaId, longitude, latitude. */
  readonly places: ComputedRef<readonly (readonly [string, number, number])[]>;
  /** The least count of people that is shown. */
  readonly k: ComputedRef<number>;
  /** One may not see this area. */
  readonly refused: ComputedRef<boolean>;
  /** Both have been answered. */
  readonly ready: ComputedRef<boolean>;
}

const DEFAULT_K = 10;
const RETRY_MS = 3_000;
/** A map pack may be imported, or made by a server that starts, after the page has come. */
const NO_MAP_RETRY_MS = 10_000;

/** What is needed to draw an area, loaded when another one is looked at. */
export function useAreaMap(areaId: MaybeRefOrGetter<string | null>): AreaMap {
  const areas = useAreaStore();
  const shapes = shallowRef<AreaShapes | null>(null);
  const answered = shallowRef<string | null>(null);
  const { data, error } = useLoaded<PlacesDto>(() => {
    const id = toValue(areaId);
    return id === null ? null : pathOf('/map/places', { areaId: id });
  });

  async function load(id: string): Promise<void> {
    try {
      const found = await loadShapes(id, areas.tree.byId.get(id)?.parentId ?? null);
      if (toValue(areaId) !== id) return;
      shapes.value = found;
      answered.value = id;
      if (found === null) again(id, NO_MAP_RETRY_MS);
    } catch {
      again(id, RETRY_MS);
    }
  }
  let ended = false;
  onScopeDispose(() => (ended = true));
  function again(id: string, ms: number): void {
    setTimeout(() => {
      if (!ended && toValue(areaId) === id) void load(id);
    }, ms);
  }
  watch(
    () => toValue(areaId),
    (id) => {
      if (id !== null) void load(id);
    },
    { immediate: true },
  );

  return {
    shapes,
    places: computed(
      () =>
        data.value?.items.map(({ areaId: id, longitude, latitude }) => [id, longitude, latitude] as const) ??
        [],
    ),
    refused: computed(() => error.value?.status === 403),
    k: computed(() => data.value?.k ?? DEFAULT_K),
    ready: computed(
      () => answered.value === toValue(areaId) && (data.value !== null || error.value !== null),
    ),
  };
}
