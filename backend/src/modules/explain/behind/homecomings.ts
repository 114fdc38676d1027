import type { EventFilter } from '../explain.repository.ts';
import { DAY_MS, MAX_EVENTS, type Counts, type FindBehind } from './behind.types.ts';

const FIRST = 20;
const MAX_PLACES = 20;
const MAX_SUBSCRIBERS = 10;

/** The trip, and the return up to its confirmation. */
export const behindOwnHomecoming: FindBehind<'homecoming/own'> = async ({ events, names }, found) => {
  const { detection, eventMs } = found;
  const from = found.time('awaySince');
  const back = found.time('returnedAt');
  const seen: Omit<EventFilter, 'fromMs' | 'toMs'> = { subscriberId: detection.subject.id, placed: true };
  const trip = { ...seen, fromMs: from, toMs: back };
  const [away, home, places] = await Promise.all([
    events.events(trip, FIRST, 80),
    events.events({ ...seen, fromMs: back, toMs: eventMs + 1 }, FIRST, 80),
    events.counts(trip, 'area', MAX_PLACES),
  ]);
  const named: Counts = {
    name: 'places',
    items: places.map(({ key, count }) => ({ key, name: names.area(key), count })),
  };
  return {
    from,
    parts: [
      { part: 'away', ...away },
      { part: 'return', ...home },
    ],
    counts: [named],
  };
};

/** The stay, and who communicated with the visitor. */
export const behindInboundHomecoming: FindBehind<'homecoming/inbound'> = async ({ events }, found) => {
  const { detection, eventMs, values } = found;
  const { id } = detection.subject;
  const since = found.time('dwellingSince');
  const from = eventMs - values.contactDays * DAY_MS + 1;
  const span = { fromMs: from, toMs: eventMs + 1 };
  const called: EventFilter = { ...span, feeds: ['usage'], kinds: ['voice', 'sms'], peerId: id };
  const [stay, contacts, callers] = await Promise.all([
    events.events({ subscriberId: id, placed: true, fromMs: since, toMs: eventMs + 1 }, FIRST, FIRST),
    events.events(called, 0, MAX_EVENTS - 2 * FIRST),
    events.counts(called, 'subscriber', MAX_SUBSCRIBERS),
  ]);
  return {
    from: Math.min(from, since),
    parts: [
      { part: 'contacts', ...contacts },
      { part: 'stay', ...stay },
    ],
    counts: [{ name: 'contacts-by-subscriber', items: unnamed(callers) }],
  };
};

/** Counts of what has no name but its id. */
export function unnamed(rows: readonly { readonly key: string; readonly count: number }[]): Counts['items'] {
  return rows.map(({ key, count }) => ({ key, name: null, count }));
}
