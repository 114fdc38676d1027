import { FEEDS, type Feed } from '../events/feeds.ts';
import type { SourceChunk, SourceFormat } from '../topology/types.ts';

/** A record as its source would write it. */
export type RawEvent = Readonly<Record<string, string | number>> & { readonly eventTime: string | number };

/** An event and the feed it belongs to. */
export interface FeedEvent {
  readonly feed: Feed;
  readonly event: RawEvent;
}

type Fields = Readonly<Record<string, string | number>>;

/** A signalling event at a cell. */
export function seen(
  eventTime: string | number,
  msisdn: string,
  cellId: string,
  fields: Fields = {},
): FeedEvent {
  return { feed: 'signalling', event: { eventTime, eventType: 'registration', msisdn, cellId, ...fields } };
}

/** A signalling event outside our coverage, at a serving area. */
export function seenAt(eventTime: string | number, msisdn: string, servingAreaId: string): FeedEvent {
  return { feed: 'signalling', event: { eventTime, eventType: 'area-update', msisdn, servingAreaId } };
}

/** A call of a minute with a peer. */
export function call(
  eventTime: string | number,
  msisdn: string,
  peerMsisdn: string,
  cellId: string,
  fields: Fields = {},
): FeedEvent {
  const event = {
    eventTime,
    service: 'voice',
    msisdn,
    direction: 'originating',
    peerMsisdn,
    durationSeconds: 60,
  };
  return { feed: 'usage', event: { ...event, cellId, ...fields } };
}

/** A message with a peer. */
export function message(
  eventTime: string | number,
  msisdn: string,
  peerMsisdn: string,
  cellId: string,
  fields: Fields = {},
): FeedEvent {
  const event = { eventTime, service: 'sms', msisdn, direction: 'terminating', peerMsisdn, cellId };
  return { feed: 'usage', event: { ...event, ...fields } };
}

/** A data record. */
export function surf(
  eventTime: string | number,
  msisdn: string,
  cellId: string,
  fields: Fields = {},
): FeedEvent {
  const event = { eventTime, service: 'data', msisdn, uplinkBytes: 100, downlinkBytes: 900, cellId };
  return { feed: 'usage', event: { ...event, ...fields } };
}

/** A lifecycle event. */
export function lifecycle(
  eventTime: string | number,
  eventType: string,
  msisdn: string,
  fields: Fields = {},
): FeedEvent {
  return { feed: 'lifecycle', event: { eventTime, eventType, msisdn, ...fields } };
}

/** Records as NDJSON bytes. */
export function ndjson(events: readonly RawEvent[]): Uint8Array {
  return new TextEncoder().encode(events.map((event) => JSON.stringify(event) + '\n').join(''));
}

/** Records as CSV bytes with a header of all their fields (values are quoted where they need it). */
export function csv(events: readonly RawEvent[]): Uint8Array {
  const names = [...new Set(events.flatMap((event) => Object.keys(event)))];
  const quote = (value: string): string =>
    /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  const rows = events.map((event) => names.map((name) => quote(String(event[name] ?? ''))).join(','));
  return new TextEncoder().encode([names.join(','), ...rows].map((row) => row + '\n').join(''));
}

/** A replay chunk of a feed's one source, unless told otherwise. */
export function chunk(feed: Feed, bytes: Uint8Array, fields: Partial<SourceChunk> = {}): SourceChunk {
  const format: SourceFormat = { kind: 'ndjson' };
  return { source: `test:${feed}`, feed, format, bytes, firstLine: 1, now: null, ...fields };
}

/**
 * Events as chunks of at most `size` events of one feed, in the order given, which is the order of arrival: a chunk
 * ends where the feed changes. Line numbers go on in each feed.
 */
export function chunks(events: readonly FeedEvent[], size = Number.POSITIVE_INFINITY): SourceChunk[] {
  const lines = new Map<Feed, number>(FEEDS.map((feed) => [feed, 1]));
  const made: SourceChunk[] = [];
  for (let start = 0; start < events.length;) {
    const { feed } = events[start]!;
    let end = start;
    while (end < events.length && end - start < size && events[end]!.feed === feed) end++;
    const records = events.slice(start, end).map(({ event }) => event);
    made.push(chunk(feed, ndjson(records), { firstLine: lines.get(feed)! }));
    lines.set(feed, lines.get(feed)! + records.length);
    start = end;
  }
  return made;
}
