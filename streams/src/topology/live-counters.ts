import type { Reference } from '../reference/reference.ts';
import type { TimeZone } from '../time/zone.ts';
import type { WindowPart } from '../windows/partials.ts';
import { sumParts } from '../windows/window-merger.ts';
import type { NetworkStage } from './network-stage.ts';
import type { ShardStatus } from './shard.ts';
import type { LiveCounters, SourceStatus } from './types.ts';

/** Running counters of all shards together, for the eye. */
export function liveCounters(
  shards: readonly ShardStatus[],
  reference: Reference,
  stage: NetworkStage,
  sources: SourceStatus[],
  zone: TimeZone,
): LiveCounters {
  return {
    areas: areas(newestOf(shards.map((shard) => shard.newest.areas)), reference),
    hotspots: hotspots(newestOf(shards.map((shard) => shard.newest.campuses)), reference),
    shares: shares(stage, reference, zone),
    sources,
    shards: shards.map(({ subscribers, state, buffered }, shard) => ({
      shard,
      subscribers,
      stateBytes: Object.values(state).reduce((sum, bytes) => sum + bytes, 0),
      state,
      buffered,
    })),
    network: { state: stage.stateBytes() },
  };
}

/** The parts that belong to the newest window any shard has. */
function newestOf(parts: readonly (WindowPart | null)[]): WindowPart[] {
  const present = parts.filter((part) => part !== null);
  const start = Math.max(...present.map((part) => part.start));
  return present.filter((part) => part.start === start);
}

function areas(parts: WindowPart[], reference: Reference): LiveCounters['areas'] {
  if (parts.length === 0) return [];
  const minute = parts[0]!.start;
  const sum = sumParts(parts);
  if (sum.kind !== 'area') return [];
  return sum.rows.map(({ area, ...figures }) => ({
    areaId: reference.ids.areas.idOf(area),
    minute,
    ...figures,
  }));
}

function hotspots(parts: WindowPart[], reference: Reference): LiveCounters['hotspots'] {
  if (parts.length === 0) return [];
  const quarter = parts[0]!.start;
  const sum = sumParts(parts);
  if (sum.kind !== 'campus') return [];
  return sum.rows.map(({ hotspot, rivals, ownNewcomers: _, ...figures }) => ({
    hotspotId: reference.ids.hotspots.idOf(hotspot),
    quarter,
    ...figures,
    rivals: rivals.length,
  }));
}

function shares({ shareDrop }: NetworkStage, reference: Reference, zone: TimeZone): LiveCounters['shares'] {
  const counts = shareDrop.shares.newestDay();
  if (!counts) return [];
  const day = zone.dayText(counts.day);
  return [...counts.areas].map(([area, share]) => ({
    areaId: reference.ids.areas.idOf(area),
    day,
    ownNew: share.own,
    rivalNew: Object.fromEntries(
      [...share.rivals].map(([operator, count]) => [reference.ids.operators.idOf(operator), count]),
    ),
    threshold: shareDrop.thresholdOf(area, zone.dayStart(counts.day + 1) - 1),
    below: shareDrop.isBelow(counts.day, area),
  }));
}
