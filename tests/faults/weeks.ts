import type { Feed } from '@tidewall/streams';
import {
  call,
  lifecycle,
  message,
  NUMBERS,
  seen,
  seenAt,
  surf,
  type FeedEvent,
  type RawEvent,
} from '@tidewall/streams/testing';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Shanghai, all year. */
const OFFSET = 8 * HOUR;
const DAYS = 12;
const RETURN_DAY = 9;
const DROP_DAY = 6;

/** One body of one feed. Bodies follow each other in time without overlap, so that any order of idleness is the same. */
export interface Body {
  readonly feed: Feed;
  readonly lines: string;
  /** Events that are good and new. */
  readonly fresh: number;
}

/**
 * Nearly two weeks of the small world, ending a day ago: one subscriber leaves on the first day and comes home on the
 * tenth, a campus gets newcomers each day, and one day's share of new customers falls. Some lines are broken or repeated.
 */
export function weeks(now: number): readonly Body[] {
  const start = Math.floor((now + OFFSET) / DAY) * DAY - OFFSET - (DAYS + 1) * DAY;
  return Array.from({ length: DAYS }, (_, day) => dayOf(start + day * DAY, day)).flat();
}

function dayOf(midnight: number, day: number): readonly Body[] {
  return [
    body('signalling', rounds(midnight + 6 * HOUR, day), 3),
    body('usage', traffic(midnight + 9 * HOUR, day)),
    body('lifecycle', newcomers(midnight + 13 * HOUR, day)),
    body('signalling', rounds(midnight + 15 * HOUR, day)),
  ];
}

/** Everybody is seen every ten minutes for two hours: at home, but for the one who travels. */
function rounds(start: number, day: number): FeedEvent[] {
  const [traveller = '', ...others] = NUMBERS.home;
  return Array.from({ length: 12 }, (_, round) => start + round * 10 * MINUTE).flatMap((at) => [
    day < RETURN_DAY ? seenAt(at, traveller, 'C9') : seen(at, traveller, 'a2'),
    ...others.map((msisdn, index) => seen(at + (index + 1) * 1_000, msisdn, index % 2 === 0 ? 'a1' : 'b1')),
    seen(at + 9_000, NUMBERS.otherCity, 'd1', { eventId: `far-${at}` }),
  ]);
}

/** Calls, messages and data; on one day forty rival numbers that nobody has seen. */
function traffic(start: number, day: number): FeedEvent[] {
  const [, caller = '', sender = ''] = NUMBERS.home;
  const rivals = Array.from({ length: day === DROP_DAY ? 40 : 2 }, (_, index) => {
    return `86130${String(1_000_000 + day * 100 + index)}`.padEnd(13, '0');
  });
  return rivals.flatMap((rival, index) => {
    const at = start + index * 2 * MINUTE;
    return [
      call(at, caller, rival, 'a1', { direction: 'terminating' }),
      message(at + 1_000, sender, rival, 'both'),
      surf(at + 2_000, sender, 'b1', { eventId: `data-${at}` }),
    ];
  });
}

function newcomers(start: number, day: number): FeedEvent[] {
  return Array.from({ length: 4 }, (_, index) => {
    const msisdn = `861391${String(5_000_000 + day * 10 + index)}`;
    const channelId = index === 0 ? 'campusShop' : 'shop';
    return lifecycle(start + index * MINUTE, 'activated', msisdn, { channelId });
  });
}

/** A body with `repeated` of its events twice and, if so, a line that is no event. */
function body(feed: Feed, events: readonly FeedEvent[], repeated = 0): Body {
  const fresh: RawEvent[] = events.map(({ event }) => event);
  const again = fresh.slice(-repeated || fresh.length);
  const lines = [...fresh, ...again].map((event) => JSON.stringify(event));
  if (repeated > 0) lines.push('{"eventTime": broken');
  return { feed, lines: lines.join('\n') + '\n', fresh: fresh.length };
}
