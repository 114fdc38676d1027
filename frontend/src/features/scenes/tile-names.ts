/** Paths of the texts by which tiles are known: those they have on the wall. */
const NAMES: Readonly<Record<string, string>> = {
  'homecoming-headline': 'tide.headline',
  presence: 'tide.present',
  'homecoming-cities': 'tide.cities',
  'homecoming-map': 'tide.map',
  'homecoming-curve': 'tide.curve',
  'homecoming-latest': 'tide.latest',
  'campus-headline': 'campus.headline',
  'campus-newcomers': 'campus.newcomers',
  'campus-ranking': 'campus.ranking',
  'campus-curves': 'campus.curves',
  'campus-latest': 'campus.latest',
  'share-headline': 'share.headline',
  'share-worst': 'share.worst',
  'share-map': 'share.map',
  'share-trends': 'share.trend',
  'share-active': 'share.active.title',
  'share-latest': 'share.latest',
  'loop-headline': 'loop.headline',
  'loop-states': 'loop.states',
  'loop-people': 'loop.people',
  'loop-alerts': 'loop.alerts',
  'loop-campaigns': 'loop.campaigns',
  'pulse-headline': 'pulse.headline',
  'pulse-ledger': 'pulse.ledger',
  'pulse-store': 'pulse.store',
  'pulse-feeds': 'pulse.feeds',
  'pulse-volume': 'pulse.volume',
  'pulse-state': 'pulse.stateByKind',
  'pulse-shards': 'pulse.shards',
  'pulse-history': 'pulse.backfill',
};

/** Null: a kind that this version does not know. */
export function tileNamePath(kind: string): string | null {
  return NAMES[kind] ?? null;
}
