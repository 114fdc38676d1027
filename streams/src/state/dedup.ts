import type { SnapshotReader, SnapshotWriter } from './snapshot.ts';

const EMPTY = Number.NEGATIVE_INFINITY;

/**
 * Remembers identities for `horizonMs` of event time. An event is a duplicate when its identity is remembered with an
 * event time no further than the horizon from its own. 16 bytes an entry at a load of at most 0.5; entries behind the
 * horizon are dropped when the table fills, so memory follows the rate, not the length of the stream.
 */
export class IdentityMemory {
  readonly #horizonMs: number;
  #hi = new Uint32Array(4096);
  #lo = new Uint32Array(4096);
  #time = new Float64Array(4096).fill(EMPTY);
  #size = 0;

  constructor(horizonMs: number) {
    this.#horizonMs = horizonMs;
  }

  get bytes(): number {
    return this.#hi.byteLength + this.#lo.byteLength + this.#time.byteLength;
  }

  /** Whether the identity is known; remembers it when not. `oldest`: nothing earlier than this can come any more. */
  seen(hi: number, lo: number, time: number, oldest: number): boolean {
    const mask = this.#time.length - 1;
    let at = (lo ^ Math.imul(hi, 0x9e3779b1)) & mask;
    for (; this.#time[at] !== EMPTY; at = (at + 1) & mask) {
      if (this.#lo[at] !== lo || this.#hi[at] !== hi) continue;
      if (Math.abs(this.#time[at]! - time) <= this.#horizonMs) return true;
      this.#time[at] = time;
      return false;
    }
    this.#put(at, hi, lo, time);
    if (this.#size * 2 > this.#time.length) this.#rebuild(oldest - this.#horizonMs);
    return false;
  }

  snapshot(writer: SnapshotWriter): void {
    const hi = new Uint32Array(this.#size);
    const lo = new Uint32Array(this.#size);
    const time = new Float64Array(this.#size);
    let count = 0;
    for (let at = 0; at < this.#time.length; at++) {
      if (this.#time[at] === EMPTY) continue;
      hi[count] = this.#hi[at]!;
      lo[count] = this.#lo[at]!;
      time[count++] = this.#time[at]!;
    }
    writer.array('hi', hi);
    writer.array('lo', lo);
    writer.array('time', time);
  }

  restore(reader: SnapshotReader): void {
    this.#fill(reader.u32('hi'), reader.u32('lo'), reader.f64('time'), EMPTY);
  }

  #put(at: number, hi: number, lo: number, time: number): void {
    this.#hi[at] = hi;
    this.#lo[at] = lo;
    this.#time[at] = time;
    this.#size++;
  }

  #rebuild(oldest: number): void {
    this.#fill(this.#hi, this.#lo, this.#time, oldest);
  }

  #fill(hi: Uint32Array, lo: Uint32Array, time: Float64Array, oldest: number): void {
    let live = 0;
    for (const value of time) if (value !== EMPTY && value >= oldest) live++;
    let capacity = 4096;
    while (capacity < live * 4) capacity *= 2;
    this.#hi = new Uint32Array(capacity);
    this.#lo = new Uint32Array(capacity);
    this.#time = new Float64Array(capacity).fill(EMPTY);
    this.#size = 0;
    const mask = capacity - 1;
    for (let from = 0; from < time.length; from++) {
      if (time[from] === EMPTY || time[from]! < oldest) continue;
      let at = (lo[from]! ^ Math.imul(hi[from]!, 0x9e3779b1)) & mask;
      while (this.#time[at] !== EMPTY) at = (at + 1) & mask;
      this.#put(at, hi[from]!, lo[from]!, time[from]!);
    }
  }
}
