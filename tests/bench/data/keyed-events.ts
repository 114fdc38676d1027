/** Signalling events as CSV for a given number of subscribers, made chunk by chunk. */

/** Numbers of one prefix, which gives them their home: 7 digits follow. */
const PREFIX = '861391';
const DIGITS = 7;
const HEADER_FIELDS = ['eventTime', 'eventType', 'msisdn', 'cellId'];
export const KEYED_FORMAT = { kind: 'csv', columns: HEADER_FIELDS } as const;

/** Most keys that the prefix has. */
export const MAX_KEYS = 10 ** DIGITS;

const encoder = new TextEncoder();
const AFTER_TIME = encoder.encode(`,registration,${PREFIX}`);

/** Which subscriber an event is of, and where. */
export interface KeyedEvent {
  readonly subscriber: number;
  readonly cell: Uint8Array;
}

/** `count` lines beginning with event `first` of a stream with `perSecond` events a second since `startMs`. */
export function keyedChunk(
  first: number,
  count: number,
  startMs: number,
  perSecond: number,
  eventOf: (index: number) => KeyedEvent,
): Uint8Array {
  const lines = new LineWriter(count * 48);
  for (let index = first; index < first + count; index++) {
    const { subscriber, cell } = eventOf(index);
    lines.decimal(startMs + Math.floor((index * 1000) / perSecond), 13);
    lines.bytes(AFTER_TIME);
    lines.decimal(subscriber, DIGITS);
    lines.bytes(cell);
  }
  return lines.take();
}

/** The rest of a line: the cell and the line end. */
export function cellEnd(cellId: string): Uint8Array {
  return encoder.encode(`,${cellId}\n`);
}

class LineWriter {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
  }

  decimal(value: number, digits: number): void {
    let rest = value;
    for (let at = this.#at + digits - 1; at >= this.#at; at--) {
      this.#bytes[at] = 48 + (rest % 10);
      rest = Math.floor(rest / 10);
    }
    this.#at += digits;
  }

  bytes(bytes: Uint8Array): void {
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  take(): Uint8Array {
    return this.#bytes.subarray(0, this.#at);
  }
}
