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
