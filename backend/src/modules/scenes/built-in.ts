import type { SceneDefinition, TileDefinition, WallPlan } from './scenes.types.ts';

function tile(kind: string, column: number, row: number, columns: number, rows: number): TileDefinition {
  return { id: kind, kind, column, row, columns, rows, options: {} };
}

/** The scenes that are there from the start, in the order of their rotation. They are version 0 of their ids. */
export const BUILT_IN_SCENES: Readonly<Record<string, SceneDefinition>> = {
  tide: {
    title: { zh: '返乡潮', en: 'Tide' },
    tiles: [
      tile('homecoming-headline', 0, 0, 3, 7),
      tile('presence', 0, 7, 3, 6),
      tile('homecoming-cities', 0, 13, 3, 11),
      tile('homecoming-map', 3, 0, 6, 16),
      tile('homecoming-curve', 3, 16, 6, 8),
      tile('homecoming-latest', 9, 0, 3, 24),
    ],
  },
  campuses: {
    title: { zh: '校园', en: 'Campuses' },
    tiles: [
      tile('campus-headline', 0, 0, 4, 6),
      tile('campus-newcomers', 4, 0, 3, 6),
      tile('campus-ranking', 0, 6, 7, 18),
      tile('campus-curves', 7, 0, 5, 16),
      tile('campus-latest', 7, 16, 5, 8),
    ],
  },
  share: {
    title: { zh: '份额', en: 'Share' },
    tiles: [
      tile('share-headline', 0, 0, 4, 7),
      tile('share-worst', 0, 7, 4, 11),
      tile('share-active', 0, 18, 4, 6),
      tile('share-map', 4, 0, 5, 18),
      tile('share-trends', 9, 0, 3, 18),
      tile('share-latest', 4, 18, 8, 6),
    ],
  },
  loop: {
    title: { zh: '闭环', en: 'Loop' },
    tiles: [
      tile('loop-headline', 0, 0, 3, 7),
      tile('loop-states', 0, 7, 3, 9),
      tile('loop-people', 0, 16, 3, 8),
      tile('loop-alerts', 3, 0, 5, 24),
      tile('loop-campaigns', 8, 0, 4, 24),
    ],
  },
  pulse: {
    title: { zh: '脉搏', en: 'Pulse' },
    tiles: [
      tile('pulse-headline', 0, 0, 3, 10),
      tile('pulse-history', 0, 10, 3, 3),
      tile('pulse-ledger', 3, 0, 9, 5),
      tile('pulse-feeds', 3, 5, 9, 8),
      tile('pulse-volume', 0, 13, 6, 11),
      tile('pulse-state', 6, 13, 3, 11),
      tile('pulse-store', 9, 13, 3, 6),
      tile('pulse-shards', 9, 19, 3, 5),
    ],
  },
};

/** All built-in scenes, 20 s each, around the clock, dark; what is critical comes first. */
export const BUILT_IN_PLAN: WallPlan = {
  playlists: [
    {
      id: 'all',
      name: { zh: '全部场景', en: 'All scenes' },
      items: Object.keys(BUILT_IN_SCENES).map((sceneId) => ({ sceneId, seconds: 20 })),
    },
  ],
  shifts: [],
  alarms: {
    severity: 'critical',
    alertScene: 'loop',
    shareDropScene: 'share',
    dwellSeconds: 30,
    restSeconds: 120,
  },
  theme: { mode: 'night', dayFrom: '07:00', dayTo: '19:00' },
  sound: { severities: ['critical'], quiet: { from: '22:00', to: '07:00' } },
};
