import type { ShardNow, StoreNow } from '@tidewall/streams/events';

/** What the pipeline topic says of the store; null before it is known. */
export function storeOf(entries: ReadonlyMap<string, unknown>): StoreNow | null {
  return (entries.get('store') as StoreNow | undefined) ?? null;
}

/** Shards by number. */
export function shardsOf(entries: ReadonlyMap<string, unknown>): readonly ShardNow[] {
  return [...entries]
    .filter(([key]) => key.startsWith('shard/'))
    .map(([, value]) => value as ShardNow)
    .toSorted((a, b) => a.shard - b.shard);
}
