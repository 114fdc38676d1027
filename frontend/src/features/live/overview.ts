import type { AreaNow, FlowNow, HotspotNow, OriginNow } from '@tidewall/streams/events';

/** The entries of topic `overview` by what they are. */
export interface Overview {
  readonly areas: ReadonlyMap<string, AreaNow>;
  readonly hotspots: ReadonlyMap<string, HotspotNow>;
  readonly flows: readonly FlowNow[];
  readonly origins: readonly OriginNow[];
}

/** Entries of one kind (`area/…`) by what follows it in their key. */
export function entriesOf<T>(entries: ReadonlyMap<string, unknown>, kind: string): ReadonlyMap<string, T> {
  const prefix = `${kind}/`;
  const found = new Map<string, T>();
  for (const [key, value] of entries) {
    if (key.startsWith(prefix)) found.set(key.slice(prefix.length), value as T);
  }
  return found;
}
