import type { ShardNow, StateNow, StoreNow } from '@tidewall/streams/events';

/** What the pipeline topic says of the store; null before it is known. */
export function storeOf(entries: ReadonlyMap<string, unknown>): StoreNow | null {
  return (entries.get('store') as StoreNow | undefined) ?? null;
}

/** Bytes of state by kind, most first; null before they are known. */
export function stateOf(
  entries: ReadonlyMap<string, unknown>,
): readonly (readonly [string, number])[] | null {
  const state = entries.get('state') as StateNow | undefined;
  if (state === undefined) return null;
  return Object.entries(state.kinds).toSorted(([a, m], [b, n]) => n - m || a.localeCompare(b));
}

/** Shards by number. */
export function shardsOf(entries: ReadonlyMap<string, unknown>): readonly ShardNow[] {
  return [...entries]
    .filter(([key]) => key.startsWith('shard/'))
    .map(([, value]) => value as ShardNow)
    .toSorted((a, b) => a.shard - b.shard);
}
