import { at, num } from '../at.ts';
import { DIRECTIONS, KINDS, type Feed } from '../../events/index.ts';
import { SERVICE_NUMBERS, OPERATORS } from '../people/numbers.ts';
import { NOWHERE, UNKNOWN_CELL, isCell, placeArea } from '../people/place.ts';
import type { Geography } from '../province.ts';
import { ByteWriter, ascii } from './byte-writer.ts';
import type { FeedEvents } from './feed-buffer.ts';

/** Field names of each feed in the order of the CSV columns. */
export const CSV_FIELDS = {
  signalling: ['eventTime', 'eventType', 'msisdn', 'cellId', 'servingAreaId', 'rat', 'eventId'],
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
  lifecycle: ['eventTime', 'eventType', 'msisdn', 'channelId', 'eventId'],
} as const satisfies Record<Feed, readonly string[]>;

const ROW_MAX = 480;
const NDJSON_ROW_MAX = 640;
const COMMA = 44;
const NEWLINE = 10;
const UNKNOWN_CELL_ID = ascii('46099-99999-9');
const NOTHING = new Uint8Array(0);
const VOICE = 0;
const DATA = 2;

/** Writes the events of an hour as bytes of CSV or NDJSON with the field names of the contract. */
export class Encoder {
  readonly #cells: readonly Uint8Array[];
  readonly #rats: readonly Uint8Array[];
  readonly #areas: readonly Uint8Array[];
  readonly #channels: readonly Uint8Array[];
  readonly #kinds: Readonly<Record<Feed, readonly Uint8Array[]>>;
  readonly #directions = ['', ...DIRECTIONS].map(ascii);
  readonly #operators = OPERATORS.map(({ operatorId }) => ascii(operatorId));
  readonly #services = SERVICE_NUMBERS.map(ascii);

  constructor(geography: Geography) {
    this.#cells = geography.cells.map((cell) => ascii(cell.cellId));
    this.#rats = geography.cells.map((cell) => ascii(cell.rat));
    this.#areas = geography.areas.map((area) => ascii(area.areaId));
    this.#channels = geography.channels.map((channel) => ascii(channel.channelId));
    this.#kinds = {
      lifecycle: KINDS.lifecycle.map(ascii),
      signalling: KINDS.signalling.map(ascii),
      usage: KINDS.usage.map(ascii),
    };
  }

  /** A header line and one line an event. `hour` names the events: with the serial it makes the eventId. */
  csv(events: FeedEvents, hour: number): Uint8Array {
    const out = new ByteWriter(4096 + events.length * 110);
    out.raw(ascii(`${CSV_FIELDS[events.feed].join(',')}\n`));
    const id = ascii(eventIdPrefix(events.feed, hour));
    for (let row = 0; row < events.length; row++) {
      out.reserve(ROW_MAX);
      out.digits(num(events.time, row));
      out.byte(COMMA);
      out.raw(at(this.#kinds[events.feed], num(events.kind, row)));
      out.byte(COMMA);
      out.digits(num(events.msisdn, row));
      out.byte(COMMA);
      if (events.feed === 'usage') this.#csvUsage(out, events, row);
      if (events.feed === 'lifecycle') out.raw(at(this.#channels, num(events.place, row)));
      else this.#csvPlace(out, num(events.place, row), events.feed === 'signalling');
      out.byte(COMMA);
      out.raw(id);
      out.digits(num(events.serial, row));
      out.byte(NEWLINE);
    }
    return out.take();
  }

  #csvUsage(out: ByteWriter, events: FeedEvents, row: number): void {
    out.raw(at(this.#directions, num(events.direction, row)));
    out.byte(COMMA);
    this.#peer(out, num(events.peer, row));
    out.byte(COMMA);
    const operator = num(events.operator, row);
    if (operator >= 0) out.raw(at(this.#operators, operator));
    out.byte(COMMA);
    const service = num(events.kind, row);
    if (service === VOICE) out.digits(num(events.amount, row));
    out.byte(COMMA);
    if (service === DATA) out.digits(num(events.amount, row));
    out.byte(COMMA);
    if (service === DATA) out.digits(num(events.downlink, row));
    out.byte(COMMA);
  }

  #csvPlace(out: ByteWriter, place: number, rat: boolean): void {
    out.raw(this.#cellId(place));
    out.byte(COMMA);
    out.raw(this.#areaId(place));
    if (!rat) return;
    out.byte(COMMA);
    if (isCell(place)) out.raw(at(this.#rats, place));
  }

  #cellId(place: number): Uint8Array {
    if (isCell(place)) return at(this.#cells, place);
    return place === UNKNOWN_CELL ? UNKNOWN_CELL_ID : NOTHING;
  }

  #areaId(place: number): Uint8Array {
    return isCell(place) || place === NOWHERE || place === UNKNOWN_CELL
      ? NOTHING
      : at(this.#areas, placeArea(place));
  }

  #peer(out: ByteWriter, peer: number): void {
    if (peer > 0) out.digits(peer);
    else if (peer < 0) out.raw(at(this.#services, -1 - peer));
  }

  /** One JSON object a line; absent fields are left out. */
  ndjson(events: FeedEvents, hour: number): Uint8Array {
    const out = new ByteWriter(4096 + events.length * 220);
    const id = ascii(eventIdPrefix(events.feed, hour));
    for (let row = 0; row < events.length; row++) {
      out.reserve(NDJSON_ROW_MAX);
      out.raw(KEYS.eventTime);
      out.digits(num(events.time, row));
      out.raw(events.feed === 'usage' ? KEYS.service : KEYS.eventType);
      out.raw(at(this.#kinds[events.feed], num(events.kind, row)));
      out.raw(KEYS.msisdn);
      out.digits(num(events.msisdn, row));
      if (events.feed === 'usage') this.#jsonUsage(out, events, row);
      else out.byte(QUOTE);
      if (events.feed === 'lifecycle') text(out, KEYS.channelId, at(this.#channels, num(events.place, row)));
      else this.#jsonPlace(out, num(events.place, row), events.feed === 'signalling');
      out.raw(KEYS.eventId);
      out.raw(id);
      out.digits(num(events.serial, row));
      out.raw(KEYS.end);
    }
    return out.take();
  }

  #jsonUsage(out: ByteWriter, events: FeedEvents, row: number): void {
    out.byte(QUOTE);
    const service = num(events.kind, row);
    const operator = num(events.operator, row);
    if (num(events.direction, row) > 0)
      text(out, KEYS.direction, at(this.#directions, num(events.direction, row)));
    if (num(events.peer, row) !== 0) {
      out.raw(KEYS.peerMsisdn);
      this.#peer(out, num(events.peer, row));
      out.byte(QUOTE);
    }
    if (operator >= 0) text(out, KEYS.peerOperator, at(this.#operators, operator));
    if (service === VOICE) figure(out, KEYS.durationSeconds, num(events.amount, row));
    if (service !== DATA) return;
    figure(out, KEYS.uplinkBytes, num(events.amount, row));
    figure(out, KEYS.downlinkBytes, num(events.downlink, row));
  }

  #jsonPlace(out: ByteWriter, place: number, rat: boolean): void {
    const cell = this.#cellId(place);
    const area = this.#areaId(place);
    if (cell.length > 0) text(out, KEYS.cellId, cell);
    if (area.length > 0) text(out, KEYS.servingAreaId, area);
    if (rat && isCell(place)) text(out, KEYS.rat, at(this.#rats, place));
  }
}

const QUOTE = 34;
const KEYS = {
  eventTime: ascii('{"eventTime":'),
  eventType: ascii(',"eventType":"'),
  service: ascii(',"service":"'),
  msisdn: ascii('","msisdn":"'),
  direction: ascii(',"direction":"'),
  peerMsisdn: ascii(',"peerMsisdn":"'),
  peerOperator: ascii(',"peerOperator":"'),
  durationSeconds: ascii(',"durationSeconds":'),
  uplinkBytes: ascii(',"uplinkBytes":'),
  downlinkBytes: ascii(',"downlinkBytes":'),
  cellId: ascii(',"cellId":"'),
  servingAreaId: ascii(',"servingAreaId":"'),
  rat: ascii(',"rat":"'),
  channelId: ascii(',"channelId":"'),
  eventId: ascii(',"eventId":"'),
  end: ascii('"}\n'),
};

function text(out: ByteWriter, key: Uint8Array, value: Uint8Array): void {
  out.raw(key);
  out.raw(value);
  out.byte(QUOTE);
}

function figure(out: ByteWriter, key: Uint8Array, value: number): void {
  out.raw(key);
  out.digits(value);
}

/** Unique over all feeds and hours: the hour since 1970 and the serial within it. */
function eventIdPrefix(feed: Feed, hour: number): string {
  return `${feed.charAt(0)}${hour.toString(36)}.`;
}
