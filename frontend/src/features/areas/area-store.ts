import type { AreaDto, HotspotDto } from '@tidewall/streams/events';
import { defineStore } from 'pinia';
import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import type { ItemsDto } from '../../api/dto.ts';
import { getJson, RestError } from '../../api/rest.ts';
import { i18n } from '../../i18n/i18n.ts';
import { useLiveStore } from '../live/live-store.ts';
import { cartogramOf } from '../map/cartogram.ts';
import { geometryOfTopology, isBoundaries, type MapGeometry } from '../map/geometry.ts';
import { ancestorAt, buildAreaTree, descendantsAt } from './area-tree.ts';

const RETRY_MS = 3_000;
/** A first start writes its reference data while the wall is already open. */
const EMPTY_RETRY_MS = 5_000;
const CHECK_MS = 10_000;

/** The operator's areas, hotspots and map: loaded once, again after the server came back with another epoch. */
export const useAreaStore = defineStore('areas', () => {
  const live = useLiveStore();
  const { locale } = i18n.global;
  const areas = shallowRef<readonly AreaDto[]>([]);
  const hotspots = shallowRef<readonly HotspotDto[]>([]);
  const boundaries = shallowRef<MapGeometry | null>(null);
  const boundariesAsked = shallowRef(false);
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function load(): Promise<void> {
    clearTimeout(timer);
    try {
      const [areaAnswer, hotspotAnswer, map] = await Promise.all([
        getJson<ItemsDto<AreaDto>>('/areas'),
        getJson<ItemsDto<HotspotDto>>('/hotspots'),
        loadBoundaries(),
      ]);
      areas.value = areaAnswer.items;
      hotspots.value = hotspotAnswer.items;
      boundaries.value = map;
      boundariesAsked.value = true;
      if (tree.value.root === null) timer = setTimeout(() => void load(), EMPTY_RETRY_MS);
    } catch {
      timer = setTimeout(() => void load(), RETRY_MS);
    }
  }

  /** The server has answered, and there is no province of ours. */
  const missing = computed(() => boundariesAsked.value && tree.value.root === null);
  const tree = computed(() => buildAreaTree(areas.value));
  const hotspotById = computed(() => new Map(hotspots.value.map((hotspot) => [hotspot.hotspotId, hotspot])));
  const campuses = computed(() => hotspots.value.filter((hotspot) => hotspot.type === 'campus'));
  const geometry = computed<MapGeometry | null>(() => {
    if (!boundariesAsked.value || tree.value.root === null) return null;
    return boundaries.value ?? cartogramOf(tree.value, tree.value.root.areaId);
  });

  function nameOf(areaId: string | null): string {
    const area = areaId === null ? undefined : tree.value.byId.get(areaId);
    if (area === undefined) return areaId ?? '—';
    return locale.value === 'en' && area.nameEn !== '' ? area.nameEn : area.name;
  }
  const hotspotName = (hotspotId: string): string => hotspotById.value.get(hotspotId)?.name ?? hotspotId;
  const countyOf = (areaId: string | null): AreaDto | null => ancestorAt(tree.value.byId, areaId, 'county');
  const townshipOf = (areaId: string | null): AreaDto | null =>
    ancestorAt(tree.value.byId, areaId, 'township');
  const cityOf = (areaId: string | null): AreaDto | null => ancestorAt(tree.value.byId, areaId, 'city');
  const cities = computed(() =>
    tree.value.root === null ? [] : descendantsAt(tree.value, tree.value.root.areaId, 'city'),
  );

  watch(
    () => live.topic('overview')?.epoch,
    () => void load(),
    { immediate: true },
  );

  // Areas and hotspots that are not known here: the reference data has been replaced.
  const isOutdated = (): boolean =>
    [...(live.topic('overview')?.entries.keys() ?? [])].some((key) => {
      const [kind, id] = key.split('/', 2);
      if (id === undefined || kind === 'flow') return false;
      return kind === 'area' ? !tree.value.byId.has(id) : !hotspotById.value.has(id);
    });
  const check = setInterval(() => {
    if (boundariesAsked.value && isOutdated()) void load();
  }, CHECK_MS);
  onScopeDispose(() => {
    clearInterval(check);
    clearTimeout(timer);
  });

  return { missing, tree, campuses, cities, geometry, nameOf, hotspotName, countyOf, cityOf, townshipOf };
});

async function loadBoundaries(): Promise<MapGeometry | null> {
  try {
    const answer = await getJson<unknown>('/boundaries');
    return isBoundaries(answer) ? geometryOfTopology(answer) : null;
  } catch (error) {
    if (error instanceof RestError && error.status === 404) return null;
    throw error;
  }
}
