import type {
  AreaNow,
  CampusesNow,
  Detection,
  FeedNow,
  FlowNow,
  HotspotNow,
  OriginNow,
  PrivacyNow,
} from '@tidewall/streams/events';
import { defineStore } from 'pinia';
import { computed, markRaw, shallowRef, watch } from 'vue';
import { appended } from '../../charts/sparkline.ts';
import { useAreaStore } from '../areas/area-store.ts';
import { newestDetections } from './detections.ts';
import { useLiveStore } from './live-store.ts';
import { entriesOf, type Overview } from './overview.ts';

/** Two minutes of rates at one a second. */
export const RATES_KEPT = 120;

/** What the tiles read of the live topics. */
export const useOverviewStore = defineStore('overview', () => {
  const live = useLiveStore();
  const areaStore = useAreaStore();
  live.follow('overview');

  /** Each kind is read again only when one of its own entries has changed. */
  const kind = <T>(name: string) =>
    computed(() => entriesOf<T>(live.topicOf('overview', name)?.entries ?? new Map<string, unknown>(), name));
  const areas = kind<AreaNow>('area');
  const hotspots = kind<HotspotNow>('hotspot');
  const flowEntries = kind<FlowNow>('flow');
  const flows = computed(() => [...flowEntries.value.values()]);
  const originEntries = kind<OriginNow>('origin');
  const origins = computed(() => [...originEntries.value.values()]);
  /** Counts of people below k are not shown; before it is known, nothing is, either. */
  const privacy = computed(
    () => live.topicOf('overview', 'privacy')?.entries.get('privacy') as PrivacyNow | undefined,
  );
  const k = computed(() => privacy.value?.k ?? 1);
  /** Of all campuses together; null for those who do not see everything. */
  const campuses = computed(
    () => (live.topicOf('overview', 'campuses')?.entries.get('campuses') as CampusesNow | undefined) ?? null,
  );
  const overview: Overview = markRaw({
    get areas() {
      return areas.value;
    },
    get hotspots() {
      return hotspots.value;
    },
    get flows() {
      return flows.value;
    },
    get origins() {
      return origins.value;
    },
  });
  const loaded = computed(() => live.topic('overview') !== null);
  const province = computed<AreaNow | null>(() => {
    const root = areaStore.tree.root;
    return root === null ? null : (areas.value.get(root.areaId) ?? null);
  });

  const detections = computed<readonly Detection[]>(() => {
    const state = live.topic('detections');
    return state === null ? [] : newestDetections(state.entries);
  });
  const feeds = computed<readonly FeedNow[]>(() => {
    const entries = live.topicOf('pipeline', 'feed')?.entries ?? new Map<string, unknown>();
    return [...entriesOf<FeedNow>(entries, 'feed').values()].toSorted(
      (a, b) => feedRank(a) - feedRank(b) || a.source.localeCompare(b.source),
    );
  });
  const eventsPerSecond = computed(() => feeds.value.reduce((sum, feed) => sum + feed.eventsPerSecond, 0));

  /** The last two minutes of rates by source. */
  const rates = shallowRef<ReadonlyMap<string, readonly number[]>>(new Map());
  watch(
    () => live.tick,
    () => {
      if (live.topic('pipeline') === null || live.tick.silentMs > 5_000) return;
      const next = new Map<string, readonly number[]>();
      for (const { source, eventsPerSecond: rate } of feeds.value) {
        next.set(source, appended(rates.value.get(source) ?? [], rate, RATES_KEPT));
      }
      rates.value = next;
    },
  );

  return {
    overview,
    loaded,
    province,
    k,
    campuses,
    detections,
    feeds,
    eventsPerSecond,
    rates,
  };
});

/** Signalling, usage, lifecycle, then whatever else there is. */
function feedRank(feed: FeedNow): number {
  const rank = ['signalling', 'usage', 'lifecycle'].indexOf(feed.feed);
  return rank === -1 ? 3 : rank;
}
