import type { AreaDto, HotspotDto } from '@tidewall/streams/events';
import { defineStore } from 'pinia';
import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import type { ItemsDto } from '../../api/dto.ts';
import { getJson } from '../../api/rest.ts';
import { i18n } from '../../i18n/i18n.ts';
import { useLiveStore } from '../live/live-store.ts';
import { cartogramOf } from '../map/cartogram.ts';
import { geometryOfTopology, isBoundaries, type MapGeometry } from '../map/geometry.ts';
import { ancestorAt, buildAreaTree, descendantsAt } from './area-tree.ts';
import { fetchBoundaries, fetchMapPack } from './boundaries.ts';

const RETRY_MS = 3_000;
/** Most operators without boundaries stay without; a server that starts has its map a little later than its page. */
const NO_MAP_RETRY_MS = 10_000;
/** A map pack that was imported meanwhile is on the wall within this. */
const MAP_CHECK_MS = 60_000;
const CHECK_MS = 10_000;

/** The operator's areas, hotspots and map: loaded once, again after the server came back with another epoch. */
export const useAreaStore = defineStore('areas', () => {
  const live = useLiveStore();
  const { locale } = i18n.global;
  const areas = shallowRef<readonly AreaDto[]>([]);
  const hotspots = shallowRef<readonly HotspotDto[]>([]);
  const boundaries = shallowRef<MapGeometry | null>(null);
  /** Whether the server has said what it has, be it nothing. */
  const answered = shallowRef(false);
  const mapAnswered = shallowRef(false);
  const timers = { places: 0, map: 0 };
  /** Pages without a map do without its boundaries, which are large. */
  const mapWanted = shallowRef(false);
  /** What the map that is shown was made of: the same answer is not fetched and laid out twice. */
  let shownMap = '';

  async function load(): Promise<void> {
    await Promise.all([loadPlaces(), loadMap()]);
  }

  /** From now on with the map. */
  function wantMap(): void {
    mapWanted.value = true;
  }

  async function loadPlaces(): Promise<void> {
    clearTimeout(timers.places);
    const again = (): void => void (timers.places = window.setTimeout(() => void loadPlaces(), RETRY_MS));
    try {
      const [areaAnswer, hotspotAnswer] = await Promise.all([
        getJson<ItemsDto<AreaDto>>('/areas'),
        getJson<ItemsDto<HotspotDto>>('/hotspots'),
      ]);
      answered.value = true;
      // A server that is still recovering knows nothing yet: what is known here stays on the wall.
      if (areaAnswer.items.length > 0) {
        areas.value = areaAnswer.items;
        hotspots.value = hotspotAnswer.items;
        loadFonts([...areaAnswer.items, ...hotspotAnswer.items]);
      }
      if (areaAnswer.items.length === 0 || tree.value.root === null) again();
    } catch {
      again();
    }
  }

  async function loadMap(): Promise<void> {
    clearTimeout(timers.map);
    const areaId = tree.value.root?.areaId;
    if (!mapWanted.value || areaId === undefined) return;
    const again = (ms: number): void => void (timers.map = window.setTimeout(() => void loadMap(), ms));
    try {
      const pack = await fetchMapPack();
      const wanted = `${areaId} ${JSON.stringify(pack)}`;
      if (pack !== null && wanted !== shownMap) {
        const map = await fetchBoundaries(areaId, 2);
        const parents = new Set(pack.parents.map((parent) => parent.areaId));
        boundaries.value = isBoundaries(map) ? geometryOfTopology(map, parents) : boundaries.value;
        shownMap = wanted;
      }
      mapAnswered.value = true;
      again(pack === null ? NO_MAP_RETRY_MS : MAP_CHECK_MS);
    } catch {
      again(RETRY_MS);
    }
  }

  /** The server has answered, and there is no province of ours. */
  const missing = computed(() => answered.value && tree.value.root === null);
  const tree = computed(() => buildAreaTree(areas.value));
  const hotspotById = computed(() => new Map(hotspots.value.map((hotspot) => [hotspot.hotspotId, hotspot])));
  const campuses = computed(() => hotspots.value.filter((hotspot) => hotspot.type === 'campus'));
  const geometry = computed<MapGeometry | null>(() => {
    if (!mapAnswered.value || tree.value.root === null) return null;
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
    () => live.topic('clock')?.epoch,
    () => void load(),
    { immediate: true },
  );

  watch([mapWanted, () => tree.value.root?.areaId], () => void loadMap());

  // Areas and hotspots that are not known here: the reference data has been replaced.
  const isOutdated = (): boolean =>
    [...(live.topic('overview')?.entries.keys() ?? [])].some((key) => {
      const [kind, id] = key.split('/', 2);
      if (id === undefined || kind === 'flow') return false;
      return kind === 'area' ? !tree.value.byId.has(id) : !hotspotById.value.has(id);
    });
  const check = setInterval(() => {
    if (answered.value && isOutdated()) void load();
  }, CHECK_MS);
  onScopeDispose(() => {
    clearInterval(check);
    clearTimeout(timers.places);
    clearTimeout(timers.map);
  });

  return {
    answered,
    hotspots,
    missing,
    tree,
    campuses,
    cities,
    geometry,
    nameOf,
    hotspotName,
    countyOf,
    cityOf,
    townshipOf,
    load,
    wantMap,
  };
});

/**
 * Fetches the parts of the Chinese font that the names need while the server can be reached: a part that could not be
 * fetched when its first name appears is not asked for again by the browser.
 */
function loadFonts(places: readonly { readonly name: string }[]): void {
  const characters = [...new Set(places.flatMap(({ name }) => [...name]))].join('');
  for (const weight of [400, 500]) {
    void document.fonts.load(`${String(weight)} 1rem 'Noto Sans SC'`, characters);
  }
}
