import { TEXT_FIELDS, type Feed } from '../feeds.ts';

/** Known fields of a feed, in the order in which faults are reported. */
export const FIELDS = {
  signalling: [
    'eventTime',
    'eventType',
    'msisdn',
    'cellId',
    'servingAreaId',
    'eventId',
    'imsi',
    'imei',
    'rat',
    'homePlmn',
    'servingPlmn',
  ],
  usage: [
    'eventTime',
    'service',
    'msisdn',
    'direction',
    'peerMsisdn',
    'peerOperator',
    'durationSeconds',
    'uplinkBytes',
    'downlinkBytes',
    'cellId',
    'servingAreaId',
    'eventId',
  ],
  lifecycle: ['eventTime', 'eventType', 'msisdn', 'channelId', 'areaId', 'productId', 'eventId'],
} as const satisfies Record<Feed, readonly string[]>;

export const MAX_FIELDS = 12;

/** How a value stood in the record. */
export const VALUE_ABSENT = 0;
export const VALUE_TEXT = 1;
export const VALUE_NUMBER = 2;
/** true, false, an object or an array: never right for a field of ours. */
export const VALUE_OTHER = 3;

/**
 * One record between scanner and validation: where each known field's value lies. Reused for every record.
 * In CSV every value is text and numbers are read from it.
 */
export class RecordSpans {
  /** What the spans point into. */
  bytes: Uint8Array = new Uint8Array(0);
  readonly start = new Uint32Array(MAX_FIELDS);
  readonly end = new Uint32Array(MAX_FIELDS);
  readonly kind = new Uint8Array(MAX_FIELDS);
  /** Fields that we do not know: left out and counted. */
  unknownFields = 0;
  /** Values come from delimited text: text may be read as a number. */
  textual = false;

  clear(): void {
    for (let field = 0; field < MAX_FIELDS; field++) this.kind[field] = VALUE_ABSENT;
  }

  set(field: number, kind: number, start: number, end: number): void {
    this.kind[field] = start === end && kind === VALUE_TEXT ? VALUE_ABSENT : kind;
    this.start[field] = start;
    this.end[field] = end;
  }
}

/** Positions of the text fields among the feed's fields. */
export function textFieldPositions(feed: Feed): readonly number[] {
  const names: readonly string[] = FIELDS[feed];
  return TEXT_FIELDS[feed].map((name) => names.indexOf(name));
}

/** Where a feed has its fields, −1 where it has none. */
export interface FieldPositions {
  readonly cell: number;
  readonly area: number;
  readonly direction: number;
  readonly peer: number;
  readonly operator: number;
  readonly duration: number;
  readonly uplink: number;
  readonly downlink: number;
  readonly eventId: number;
}

export function positionsOf(feed: Feed): FieldPositions {
  const names: readonly string[] = FIELDS[feed];
  return {
    cell: names.indexOf('cellId'),
    area: names.indexOf('servingAreaId'),
    direction: names.indexOf('direction'),
    peer: names.indexOf('peerMsisdn'),
    operator: names.indexOf('peerOperator'),
    duration: names.indexOf('durationSeconds'),
    uplink: names.indexOf('uplinkBytes'),
    downlink: names.indexOf('downlinkBytes'),
    eventId: names.indexOf('eventId'),
  };
}
