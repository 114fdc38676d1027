import type { TimeZone } from './zone.ts';

const DAY_MS = 86_400_000;

/** First moment of the local calendar month that holds a time, epoch ms. */
export function monthStart(time: number, zone: TimeZone): number {
  const local = new Date(zone.dayOf(time) * DAY_MS);
  return zone.dayStart(Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), 1) / DAY_MS);
}

/** First moment of the next local calendar month, epoch ms. */
export function monthClose(time: number, zone: TimeZone): number {
  const local = new Date(zone.dayOf(time) * DAY_MS);
  return zone.dayStart(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1, 1) / DAY_MS);
}

/** YYYY-MM of the local calendar month that holds a time. */
export function monthText(time: number, zone: TimeZone): string {
  return zone.dayText(zone.dayOf(time)).slice(0, 7);
}
