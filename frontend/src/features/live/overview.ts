import type { AreaNow, FlowNow, HotspotNow } from '@tidewall/streams/events';

/** The entries of topic `overview` by what they are. */
export interface Overview {
  readonly areas: ReadonlyMap<string, AreaNow>;
  readonly hotspots: ReadonlyMap<string, HotspotNow>;
  readonly flows: readonly FlowNow[];
}

export const EMPTY_OVERVIEW: Overview = { areas: new Map(), hotspots: new Map(), flows: [] };

/** Sorts entries by the first part of their key; kinds of later versions are left out. */
export function readOverview(entries: ReadonlyMap<string, unknown>): Overview {
  const areas = new Map<string, AreaNow>();
  const hotspots = new Map<string, HotspotNow>();
  const flows: FlowNow[] = [];
  for (const [key, value] of entries) {
    if (key.startsWith('area/')) areas.set(key.slice('area/'.length), value as AreaNow);
    else if (key.startsWith('hotspot/')) hotspots.set(key.slice('hotspot/'.length), value as HotspotNow);
    else if (key.startsWith('flow/')) flows.push(value as FlowNow);
  }
  return { areas, hotspots, flows };
}
