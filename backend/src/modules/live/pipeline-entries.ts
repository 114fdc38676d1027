import type { FeedNow, LiveCounters, PipelineEntry, ShardNow, SourceStatus } from '@tidewall/streams';
import type { PipelineStatus } from '../pipeline/pipeline.types.ts';

/** The `pipeline` topic: feeds, shards, store and a back-fill under way, by key. */
export function pipelineEntries(status: PipelineStatus, nowMs: number): ReadonlyMap<string, PipelineEntry> {
  const entries = new Map<string, PipelineEntry>();
  for (const source of status.counters?.sources ?? [])
    entries.set(`feed/${source.source}`, feedNow(source, status, nowMs));
  for (const shard of status.counters?.shards ?? []) entries.set(`shard/${shard.shard}`, shardNow(shard));
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

function shardNow(shard: LiveCounters['shards'][number]): ShardNow {
  const { subscribers, stateBytes, buffered } = shard;
  return { shard: shard.shard, subscribers, stateBytes, buffered };
}
