import type { QueryRow } from '@tidewall/clickhouse';

const HOUR_MS = 3_600_000;

/** A part of the span that is read in one go. */
export interface Slice {
  readonly fromMs: number;
  readonly toMs: number;
  /** Events in it, about. */
  readonly events: number;
}

/**
 * Cuts [fromMs, toMs) into slices of about `maxEvents`, without a gap: hours that hold little are read together, an hour
 * that holds much in equal parts.
 */
export function planSlices(
  hours: readonly Pick<QueryRow<'event-volumes'>, 'startMs' | 'events'>[],
  fromMs: number,
  toMs: number,
  maxEvents: number,
): Slice[] {
  const slices: Slice[] = [];
  let start = fromMs;
  let events = 0;
  const cutAt = (end: number): void => {
    if (end > start) slices.push({ fromMs: start, toMs: end, events });
    start = Math.max(start, end);
    events = 0;
  };
  for (const hour of hours) {
    const begin = Math.max(hour.startMs, fromMs);
    const end = Math.min(hour.startMs + HOUR_MS, toMs);
    if (events > 0 && events + hour.events > maxEvents) cutAt(begin);
    const parts = Math.max(1, Math.min(Math.ceil(hour.events / maxEvents), end - begin));
    if (parts > 1) cutAt(begin);
    for (let part = 1; part < parts; part++) {
      events = hour.events / parts;
      cutAt(Math.floor(begin + ((end - begin) * part) / parts));
    }
    events += hour.events / parts;
  }
  cutAt(toMs);
  return slices;
}
