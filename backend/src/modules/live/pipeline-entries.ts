import type {
  FeedNow,
  LiveCounters,
  PipelineEntry,
  ShardNow,
  SourceStatus,
  StateNow,
} from '@tidewall/streams';
import type { PipelineStatus } from '../pipeline/pipeline.types.ts';

/** The `pipeline` topic: feeds, shards, state, store and a back-fill under way, by key. */
export function pipelineEntries(status: PipelineStatus, nowMs: number): ReadonlyMap<string, PipelineEntry> {
  const entries = new Map<string, PipelineEntry>();
  for (const source of status.counters?.sources ?? [])
    entries.set(`feed/${source.source}`, feedNow(source, status, nowMs));
  for (const shard of status.counters?.shards ?? []) entries.set(`shard/${shard.shard}`, shardNow(shard));
  if (status.counters !== null) entries.set('state', stateNow(status.counters));
  const { kind, rowsWritten, rowsPending, insertP99Ms, failing } = status.store;
  entries.set('store', { kind, rowsWritten, rowsPending, insertP99Ms, failing });
  if (status.backfill !== null) entries.set('backfill', { ...status.backfill });
  return entries;
}

/** How one source is doing. */
export function feedNow(source: SourceStatus, status: PipelineStatus, nowMs: number): FeedNow {
  const { accepted, stored, duplicate, late, rejected } = source;
  return {
    source: source.source,
    feed: source.feed,
    state: source.state,
    watermark: source.watermark,
    lagSeconds: source.watermark === null ? null : Math.max(0, Math.round((nowMs - source.watermark) / 1000)),
    eventsPerSecond: Math.round(status.rates[source.source] ?? 0),
    accepted,
    stored,
    duplicate,
    late,
    rejected,
    rejectedByCode: { ...source.rejectedByCode },
  };
}

/** The watermark of everything: the least of the active sources, else the newest of those set aside. */
export function combinedWatermark(sources: readonly SourceStatus[]): number | null {
  const active = sources.filter((source) => source.state === 'active').map((source) => source.watermark);
  if (active.length > 0) return active.includes(null) ? null : Math.min(...(active as number[]));
  const known = sources.map((source) => source.watermark).filter((watermark) => watermark !== null);
  return known.length > 0 ? Math.max(...known) : null;
}

/** Bytes by kind, of all shards and of what they share. */
function stateNow({ shards, network }: LiveCounters): StateNow {
  const kinds: Record<string, number> = { ...network.state };
  for (const { state } of shards) {
    for (const [kind, bytes] of Object.entries(state)) kinds[kind] = (kinds[kind] ?? 0) + bytes;
  }
  return { kinds };
}

function shardNow(shard: LiveCounters['shards'][number]): ShardNow {
  const { subscribers, stateBytes, buffered } = shard;
  return { shard: shard.shard, subscribers, stateBytes, buffered };
}
