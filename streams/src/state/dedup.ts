import type { SnapshotReader, SnapshotWriter } from './snapshot.ts';

/** An entry: two words of identity, two of time (the upper one plus one, so that 0 marks an empty slot). */
const WORDS = 4;
const TWO_32 = 2 ** 32;
const FIRST_SLOTS = 4096;
/** Past the year 1, the earliest that is read. */
const SHIFT_MS = 2 ** 46;

/**
 * Remembers identities for `horizonMs` of event time. An event is a duplicate when its identity is remembered with an
 * event time no further than the horizon from its own. 16 bytes an entry side by side, so that a look-up touches one
 * place in memory, at a load of at most ⅔; entries behind the horizon are written over, and dropped when the table
 * fills, so memory follows the rate, not the length of the stream.
 */
export class IdentityMemory {
  readonly #horizonMs: number;
  #entries = new Uint32Array(FIRST_SLOTS * WORDS);
  #mask = FIRST_SLOTS - 1;
  #size = 0;
  /** What `prepare` has read, kept so that the reading is not left out. */
  readonly #touched = new Uint32Array(1);

  constructor(horizonMs: number) {
    this.#horizonMs = horizonMs;
  }

  get bytes(): number {
    return this.#entries.byteLength;
  }

  /**
   * Reads the places of the identities of rows that `seen` is asked about next. Nothing comes of it but speed: here the
   * processor waits for many places in memory at a time, and there for one after the other.
   */
  prepare(hi: Uint32Array, lo: Uint32Array, from: number, to: number): void {
    const entries = this.#entries;
    const mask = this.#mask;
    let touched = 0;
    for (let row = from; row < to; row++) touched ^= entries[slotOf(hi[row]!, lo[row]!, mask) * WORDS]!;
    this.#touched[0] = touched;
  }

  /** Whether the identity is known; remembers it when not. `oldest`: nothing earlier than this can come any more. */
  seen(hi: number, lo: number, time: number, oldest: number): boolean {
    const entries = this.#entries;
    const expired = oldest - this.#horizonMs;
    let at = slotOf(hi, lo, this.#mask) * WORDS;
    let free = -1;
    while (entries[at + 3] !== 0) {
      if (entries[at] === lo && entries[at + 1] === hi) {
        if (Math.abs(timeAt(entries, at) - time) <= this.#horizonMs) return true;
        putTime(entries, at, time);
        return false;
      }
      if (free < 0 && timeAt(entries, at) < expired) free = at;
      at = (at + WORDS) & (entries.length - 1);
    }
    // An entry behind the horizon on the way gives its place: no chain is broken, and nothing grows.
    if (free >= 0) at = free;
    entries[at] = lo;
    entries[at + 1] = hi;
    putTime(entries, at, time);
    if (free < 0 && ++this.#size * 3 > this.#mask * 2) this.#rebuild(expired);
    return false;
  }

  snapshot(writer: SnapshotWriter): void {
    const entries = new Uint32Array(this.#size * WORDS);
    let count = 0;
    for (let at = 0; at < this.#entries.length; at += WORDS) {
      if (this.#entries[at + 3] === 0) continue;
      entries.set(this.#entries.subarray(at, at + WORDS), WORDS * count++);
    }
    writer.array('entries', entries);
  }

  restore(reader: SnapshotReader): void {
    this.#entries = new Uint32Array(reader.u32('entries'));
    this.#rebuild(Number.NEGATIVE_INFINITY);
  }

  /** Into a table four times as large as what is no older than `oldest`. */
  #rebuild(oldest: number): void {
    const old = this.#entries;
    let live = 0;
    for (let at = 0; at < old.length; at += WORDS) if (isLive(old, at, oldest)) live++;
    let slots = FIRST_SLOTS;
    while (slots < live * 4) slots *= 2;
    const entries = new Uint32Array(slots * WORDS);
    const mask = slots - 1;
    for (let from = 0; from < old.length; from += WORDS) {
      if (!isLive(old, from, oldest)) continue;
      let at = slotOf(old[from + 1]!, old[from]!, mask) * WORDS;
      while (entries[at + 3] !== 0) at = (at + WORDS) & (entries.length - 1);
      for (let word = 0; word < WORDS; word++) entries[at + word] = old[from + word]!;
    }
    this.#entries = entries;
    this.#mask = mask;
    this.#size = live;
  }
}

function slotOf(hi: number, lo: number, mask: number): number {
  return (lo ^ Math.imul(hi, 0x9e3779b1)) & mask;
}

/** Times are whole milliseconds; shifted, so that those before 1970 are positive too. */
function putTime(entries: Uint32Array, at: number, time: number): void {
  const shifted = time + SHIFT_MS;
  // What is stored is the rest by 2³².
  entries[at + 2] = shifted;
  entries[at + 3] = Math.floor(shifted / TWO_32) + 1;
}

function timeAt(entries: Uint32Array, at: number): number {
  return (entries[at + 3]! - 1) * TWO_32 + entries[at + 2]! - SHIFT_MS;
}

function isLive(entries: Uint32Array, at: number, oldest: number): boolean {
  return entries[at + 3] !== 0 && timeAt(entries, at) >= oldest;
}
