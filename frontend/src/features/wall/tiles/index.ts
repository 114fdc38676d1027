import type { Component } from 'vue';
import type { TileKind } from '../tile-topics.ts';
import CampusCurves from './CampusCurves.vue';
import CampusHeadline from './CampusHeadline.vue';
import CampusLatest from './CampusLatest.vue';
import CampusNewcomers from './CampusNewcomers.vue';
import CampusRanking from './CampusRanking.vue';
import HomecomingCities from './HomecomingCities.vue';
import HomecomingCurve from './HomecomingCurve.vue';
import HomecomingHeadline from './HomecomingHeadline.vue';
import HomecomingLatest from './HomecomingLatest.vue';
import HomecomingMap from './HomecomingMap.vue';
import LoopAlerts from './LoopAlerts.vue';
import LoopCampaigns from './LoopCampaigns.vue';
import LoopHeadline from './LoopHeadline.vue';
import LoopPeople from './LoopPeople.vue';
import LoopStates from './LoopStates.vue';
import PresenceTile from './PresenceTile.vue';
import PulseFeeds from './PulseFeeds.vue';
import PulseHeadline from './PulseHeadline.vue';
import PulseHistory from './PulseHistory.vue';
import PulseLedger from './PulseLedger.vue';
import PulseShards from './PulseShards.vue';
import PulseState from './PulseState.vue';
import PulseVolume from './PulseVolume.vue';
import PulseStore from './PulseStore.vue';
import ShareActive from './ShareActive.vue';
import ShareHeadline from './ShareHeadline.vue';
import ShareLatest from './ShareLatest.vue';
import ShareMap from './ShareMap.vue';
import ShareTrends from './ShareTrends.vue';
import ShareWorst from './ShareWorst.vue';

/** By kind, as scenes name them. */
const TILES: Readonly<Record<TileKind, Component>> = {
  'homecoming-headline': HomecomingHeadline,
  presence: PresenceTile,
  'homecoming-cities': HomecomingCities,
  'homecoming-map': HomecomingMap,
  'homecoming-curve': HomecomingCurve,
  'homecoming-latest': HomecomingLatest,
  'campus-headline': CampusHeadline,
  'campus-newcomers': CampusNewcomers,
  'campus-ranking': CampusRanking,
  'campus-curves': CampusCurves,
  'campus-latest': CampusLatest,
  'share-active': ShareActive,
  'share-headline': ShareHeadline,
  'share-worst': ShareWorst,
  'share-map': ShareMap,
  'share-trends': ShareTrends,
  'share-latest': ShareLatest,
  'loop-headline': LoopHeadline,
  'loop-states': LoopStates,
  'loop-people': LoopPeople,
  'loop-alerts': LoopAlerts,
  'loop-campaigns': LoopCampaigns,
  'pulse-headline': PulseHeadline,
  'pulse-ledger': PulseLedger,
  'pulse-store': PulseStore,
  'pulse-feeds': PulseFeeds,
  'pulse-volume': PulseVolume,
  'pulse-shards': PulseShards,
  'pulse-state': PulseState,
  'pulse-history': PulseHistory,
};

/** Undefined for a kind that this version does not know. */
export function tileOf(kind: string): Component | undefined {
  return kind in TILES ? TILES[kind as TileKind] : undefined;
}
