import { TEXT_FIELDS, type Feed } from './feeds.ts';

/** A reference id (cell, area, channel, operator) that the record names but the reference data does not know. */
export const UNKNOWN = -1;
/** A field that the record does not have. */
export const ABSENT = -2;

/**
 * Events of one feed and one source as columns (struct of arrays): no object per event.
 *
 * Rows `0 … length-1` are valid. Columns of other feeds are empty arrays. Arrays may be longer than `length`.
 */
export interface EventBatch {
  readonly feed: Feed;
  /** Source partition, for example `http:usage` or `file:usage.csv`. */
  source: string;
  length: number;
  /** What text slices point into. */
  bytes: Uint8Array;
  /** Line of the record in its source, from 1. */
  line: Uint32Array;
  /** Event time, epoch milliseconds. */
  time: Float64Array;
  /**
   * Place in processing order, epoch ms: the event time, or for an event that came behind the watermark of its own
   * source that watermark. It depends on nothing but the order of arrival in the source.
   */
  order: Float64Array;
  /** Code of the event type or service, see `KINDS`. */
  kind: Uint8Array;
  /** Number key of the subscriber, see `number-key.ts`. */
  msisdn: Float64Array;
  /** Identity for de-duplication and for the order of equal times: 64-bit hash, high and low word. */
  identityHi: Uint32Array;
  identityLo: Uint32Array;
  /** Signalling, usage: index of the cell, `UNKNOWN` or `ABSENT`. */
  cell: Int32Array;
  /** Signalling, usage: servingAreaId; lifecycle: areaId. Index of the area, `UNKNOWN` or `ABSENT`. */
  area: Int32Array;
  /** Usage: 0 absent, 1 originating, 2 terminating. */
  direction: Uint8Array;
  /** Usage: number key of the other party, 0 when absent. */
  peer: Float64Array;
  /** Usage: index of the operator named by the record, `UNKNOWN` or `ABSENT`. */
  peerOperator: Int32Array;
  /** Usage: seconds, NaN when absent. */
  durationSeconds: Float64Array;
  /** Usage: bytes, NaN when absent. */
  uplinkBytes: Float64Array;
  downlinkBytes: Float64Array;
  /** Lifecycle: index of the channel, `UNKNOWN` or `ABSENT`. */
  channel: Int32Array;
  /**
   * Byte slices of the text fields: row `r`, field `f` of `TEXT_FIELDS[feed]` is
   * `bytes[text[(r*F+f)*2] … text[(r*F+f)*2+1])`, F the number of text fields; start = end when absent.
   */
  text: Uint32Array;
}

/** A batch with room for `capacity` rows. */
export function createEventBatch(
  feed: Feed,
  source: string,
  capacity: number,
  bytes: Uint8Array,
): EventBatch {
  const placed = feed === 'lifecycle' ? 0 : capacity;
  const usage = feed === 'usage' ? capacity : 0;
  return {
    feed,
    source,
    length: 0,
    bytes,
    line: new Uint32Array(capacity),
    time: new Float64Array(capacity),
    order: new Float64Array(capacity),
    kind: new Uint8Array(capacity),
    msisdn: new Float64Array(capacity),
    identityHi: new Uint32Array(capacity),
    identityLo: new Uint32Array(capacity),
    cell: new Int32Array(placed),
    area: new Int32Array(capacity),
    direction: new Uint8Array(usage),
    peer: new Float64Array(usage),
    peerOperator: new Int32Array(usage),
    durationSeconds: new Float64Array(usage),
    uplinkBytes: new Float64Array(usage),
    downlinkBytes: new Float64Array(usage),
    channel: new Int32Array(feed === 'lifecycle' ? capacity : 0),
    text: new Uint32Array(capacity * TEXT_FIELDS[feed].length * 2),
  };
}

/**
 * A batch without rows and with room for `capacity` of them: in the memory of one that nobody reads any more, where it is
 * large enough. What its columns hold stays until it is written over.
 */
export function reuseEventBatch(
  used: EventBatch | null,
  feed: Feed,
  source: string,
  capacity: number,
  bytes: Uint8Array,
): EventBatch {
  if (used?.feed !== feed || used.line.length < capacity)
    return createEventBatch(feed, source, capacity, bytes);
  used.source = source;
  used.length = 0;
  used.bytes = bytes;
  return used;
}
