import { hmacSha256 } from './hmac.ts';
import { numberDigits, type LongNumbers, type NumberKey } from '@tidewall/streams/events';

/** Slots at the start: a power of two. */
const INITIAL_SLOTS = 1 << 12;
const MAX_LOAD = 0.75;

export interface PseudonymOptions {
  /** Pseudonyms kept in memory; past it, old ones are computed again when needed. @default 50_331_648 (1 GiB) */
  readonly maxEntries?: number;
  /**
   * Told of each number whose pseudonym has to be computed: the first time, again once it is no longer kept in memory.
   */
  onComputed?(digits: string, hi: number, lo: number): void;
}

/**
 * Keyed pseudonyms of subscriber numbers: HMAC-SHA-256 of the digits, its first 64 bits.
 *
 * The same key and number give the same pseudonym for ever. Looking up a cached one costs no allocation: open
 * addressing over typed arrays, 16 bytes a slot, load at most 0.75.
 */
export interface Pseudonyms {
  /** 16 hex digits, as in detections. */
  idOf(digits: string): string;
  /** Puts the pseudonym of a number key into `hi` and `lo`. Key 0 (no number) has pseudonym 0. */
  resolve(key: NumberKey, long: LongNumbers): void;
  /** High and low word of what was resolved last. */
  readonly hi: number;
  readonly lo: number;
  /** Cached pseudonyms. */
  readonly size: number;
  /** Forgets what is kept in memory: every number is computed again when it is next seen. */
  forget(): void;
}

/** @param key secret of the installation, at least 16 bytes. Another key gives other pseudonyms. */
export function createPseudonyms(key: Uint8Array, options: PseudonymOptions = {}): Pseudonyms {
  if (key.length < 16) throw new RangeError(`the pseudonym key needs at least 16 bytes, got ${key.length}`);
  return new PseudonymTable(key, options);
}

class PseudonymTable implements Pseudonyms {
  hi = 0;
  lo = 0;
  size = 0;
  readonly #digest: (digits: string) => Buffer;
  readonly #maxEntries: number;
  #mask = INITIAL_SLOTS - 1;
  /** 0 marks an empty slot: no number has key 0. */
  #keys = new Float64Array(INITIAL_SLOTS);
  #words = new Uint32Array(INITIAL_SLOTS * 2);

  readonly #onComputed: PseudonymOptions['onComputed'];

  constructor(secret: Uint8Array, options: PseudonymOptions) {
    this.#digest = hmacSha256(secret);
    this.#maxEntries = options.maxEntries ?? 50_331_648;
    this.#onComputed = options.onComputed?.bind(options);
  }

  idOf(digits: string): string {
    return this.#digest(digits).toString('hex', 0, 8);
  }

  forget(): void {
    this.#resize(INITIAL_SLOTS, false);
  }

  resolve(key: NumberKey, long: LongNumbers): void {
    if (key === 0) {
      this.hi = 0;
      this.lo = 0;
      return;
    }
    const slot = this.#slotOf(key);
    if (this.#keys[slot] !== key) {
      this.#compute(key, long);
      this.#remember(key, slot);
      return;
    }
    this.hi = this.#words[slot * 2] ?? 0;
    this.lo = this.#words[slot * 2 + 1] ?? 0;
  }

  #compute(key: NumberKey, long: LongNumbers): void {
    const digits = numberDigits(key, long);
    const digest = this.#digest(digits);
    this.hi = digest.readUInt32BE(0);
    this.lo = digest.readUInt32BE(4);
    this.#onComputed?.(digits, this.hi, this.lo);
  }

  /** Slot of the key, or the empty one where it belongs. */
  #slotOf(key: NumberKey): number {
    let slot = hashOf(key) & this.#mask;
    for (let found = this.#keys[slot]; found !== 0 && found !== key; found = this.#keys[slot]) {
      slot = (slot + 1) & this.#mask;
    }
    return slot;
  }

  #remember(key: NumberKey, slot: number): void {
    if (this.size >= this.#maxEntries) {
      this.#resize(INITIAL_SLOTS, false);
      slot = this.#slotOf(key);
    } else if (this.size + 1 > (this.#mask + 1) * MAX_LOAD) {
      this.#resize((this.#mask + 1) * 2, true);
      slot = this.#slotOf(key);
    }
    this.#keys[slot] = key;
    this.#words[slot * 2] = this.hi;
    this.#words[slot * 2 + 1] = this.lo;
    this.size++;
  }

  #resize(slots: number, keep: boolean): void {
    const keys = this.#keys;
    const words = this.#words;
    this.#mask = slots - 1;
    this.#keys = new Float64Array(slots);
    this.#words = new Uint32Array(slots * 2);
    if (!keep) {
      this.size = 0;
      return;
    }
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] ?? 0;
      if (key === 0) continue;
      const slot = this.#slotOf(key);
      this.#keys[slot] = key;
      this.#words[slot * 2] = words[i * 2] ?? 0;
      this.#words[slot * 2 + 1] = words[i * 2 + 1] ?? 0;
    }
  }
}

/** Mixes both halves of a whole number below 2^53; numbers of one operator differ in the last digits only. */
function hashOf(key: NumberKey): number {
  const high = Math.floor(key / 4_294_967_296);
  let hash = Math.imul((key - high * 4_294_967_296) | 0, 0x9e3779b1) ^ Math.imul(high | 0, 0x85ebca6b);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
