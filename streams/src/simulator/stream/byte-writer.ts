import { num } from '../at.ts';

const { floor, max } = Math;

const ZERO = 48;
const LOW_SPAN = 10_000_000;

/** ASCII text and numbers into one growing block of bytes, without strings in between. */
export class ByteWriter {
  #bytes: Uint8Array;
  #at = 0;

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
  }

  /** Makes room for at least `count` further bytes; the writing methods do not check. */
  reserve(count: number): void {
    if (this.#at + count <= this.#bytes.length) return;
    const larger = new Uint8Array(max(this.#bytes.length * 2, this.#at + count));
    larger.set(this.#bytes.subarray(0, this.#at));
    this.#bytes = larger;
  }

  byte(value: number): void {
    this.#bytes[this.#at++] = value;
  }

  raw(bytes: Uint8Array): void {
    // A loop beats `set` for the short ids that this is called with.
    for (let i = 0; i < bytes.length; i++) this.#bytes[this.#at++] = num(bytes, i);
  }

  /** A whole number ≥ 0 below 2^53 in decimal digits. */
  digits(value: number): void {
    if (value < 4294967296) return this.#small(value);
    const high = floor(value / LOW_SPAN);
    this.#small(high);
    this.#fixed(value - high * LOW_SPAN, 7);
  }

  #small(value: number): void {
    let count = 1;
    for (let limit = 10; limit <= value; limit *= 10) count++;
    this.#fixed(value, count);
  }

  #fixed(value: number, count: number): void {
    let rest = value;
    for (let i = this.#at + count - 1; i >= this.#at; i--) {
      const next = floor(rest / 10);
      this.#bytes[i] = ZERO + rest - next * 10;
      rest = next;
    }
    this.#at += count;
  }

  get length(): number {
    return this.#at;
  }

  /** What has been written so far, as a copy of its own. */
  take(): Uint8Array {
    return this.#bytes.slice(0, this.#at);
  }
}

const encoder: { encode(text: string): Uint8Array } = new TextEncoder();

export function ascii(text: string): Uint8Array {
  return encoder.encode(text);
}
