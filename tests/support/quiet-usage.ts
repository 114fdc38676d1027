import { message, NUMBERS } from '@tidewall/streams/testing';
import type { Api } from './api.ts';

const QUARTER = 900_000;
const DAY = 96 * QUARTER;
/** More than the fewest events and days that a volume is compared with. */
const EVENTS = 120;
const DAYS = 14;

/** Days on which everything is a workday, so that each may be compared with each: first/last, as in the configuration. */
export function workdaysUntil(now: number): string {
  const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
  return `${day(now - 30 * DAY)}/${day(now + DAY)}`;
}

/**
 * Two weeks in which usage came from one county at this time of the day. Today it has not: the source is out as soon as
 * event time has come to now.
 */
export async function usageFellSilent(api: Api, now = Date.now()): Promise<void> {
  const quarter = Math.floor(now / QUARTER) * QUARTER - QUARTER;
  const [a, b] = NUMBERS.home;
  // The quarter that is over, and the one that may be over before the test is.
  const days = Array.from({ length: DAYS }, (_, index) => quarter - (DAYS - index) * DAY);
  const history = days.flatMap((start) =>
    Array.from(
      { length: 2 * EVENTS },
      (_, index) => message(start + (index * QUARTER) / EVENTS, a, b, index % 2 === 0 ? 'a1' : 'b1').event,
    ),
  );
  await api.ingest('usage', history);
}
