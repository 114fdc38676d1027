import type { QueryRow } from '@tidewall/clickhouse';
import { DAY_MS } from './times.ts';
import type { World } from './world.ts';

/** What a store holds, from when to when. */
export type Extent = QueryRow<'verify-span'>;

/** The local days from the first to the last raw row. */
export function daysOf({ zone }: World, { firstMs, lastMs }: Extent): { fromMs: number; toMs: number }[] {
  const first = zone.dayOf(firstMs);
  return Array.from({ length: zone.dayOf(lastMs) - first + 1 }, (_, i) => ({
    fromMs: zone.dayStart(first + i),
    toMs: zone.dayStart(first + i + 1),
  }));
}

/** Whether whoever stored it closed what was open in the end, as `replay --close` does. */
export function isClosed({ zone }: World, { lastMs, finalDay }: Extent): boolean {
  return finalDay !== '' && zone.dayStart(Date.parse(finalDay) / DAY_MS + 1) > lastMs;
}

/** Where event time got to: closing ends the month of the last event. */
export function endOf(world: World, extent: Extent): number {
  const { zone } = world;
  if (!isClosed(world, extent)) return extent.lastMs;
  const last = new Date(zone.dayOf(extent.lastMs) * DAY_MS);
  return zone.dayStart(Date.UTC(last.getUTCFullYear(), last.getUTCMonth() + 1, 1) / DAY_MS);
}
