/** Live topics that each kind of tile shows, beside the clock, which all need. What it asks over HTTP it tells itself. */
export const TILE_TOPICS = {
  'homecoming-headline': ['overview'],
  presence: ['overview', 'pipeline'],
  'homecoming-cities': ['overview'],
  'homecoming-map': ['overview'],
  'homecoming-curve': ['overview'],
  'homecoming-latest': ['detections'],
  'campus-headline': ['overview', 'detections'],
  'campus-newcomers': ['overview'],
  'campus-ranking': ['overview', 'detections'],
  'campus-curves': ['overview'],
  'campus-latest': ['detections'],
  'share-active': [],
  'share-headline': ['overview'],
  'share-worst': ['overview'],
  'share-map': ['overview'],
  'share-trends': ['overview'],
  'share-latest': ['detections'],
  'loop-headline': ['alerts'],
  'loop-states': ['alerts'],
  'loop-people': ['alerts'],
  'loop-alerts': ['alerts'],
  'loop-campaigns': ['campaigns'],
  'pulse-headline': ['pipeline'],
  'pulse-ledger': ['pipeline'],
  'pulse-store': ['pipeline'],
  'pulse-feeds': ['pipeline', 'detections'],
  'pulse-volume': [],
  'pulse-shards': ['pipeline'],
  'pulse-state': ['pipeline'],
  'pulse-history': ['pipeline'],
} as const satisfies Record<string, readonly string[]>;

export type TileKind = keyof typeof TILE_TOPICS;

/** None for a kind that this version does not know. */
export function topicsOf(kind: string): readonly string[] {
  return kind in TILE_TOPICS ? TILE_TOPICS[kind as TileKind] : [];
}
