import { hashKey } from './key-index.ts';
import type { SnapshotReader, SnapshotWriter } from './snapshot.ts';

/** Counts go up to this and no further. */
const MOST = 255;
const FEWEST = 1_024;
/** Buckets in use at most, and growth. */
const FULL = 0.8;
const GROWTH = 1.4;
/** Number keys have at most 51 bits: 32 and 24 hold them, beside a count of 8. */
const HIGH = 2 ** 32;

/**
 * How often owners communicated with numbers in a month, up to 255 times: open addressing at a load of at most four fifths,
 * 12 bytes a bucket. Owners that are told to be dead lose their pairs when the table is full.
 */
export class MonthPairs {
  readonly #isDead: (owner: number) => boolean;
  /** Owner + 1; 0 an empty bucket. */
  #owners = new Uint32Array(FEWEST);
  /** The number's low bits; its high bits × 256 + count. */
  #low = new Uint32Array(FEWEST);
  #high = new Uint32Array(FEWEST);
  #size = 0;

  constructor(isDead: (owner: number) => boolean) {
    this.#isDead = isDead;
  }

  get bytes(): number {
    return this.#owners.length * 12;
  }

  /** Counts a communication of an owner (below 2³² − 1) with a number (a positive key). */
  add(owner: number, number: number): void {
    const high = Math.floor(number / HIGH);
    const low = number % HIGH;
    const at = this.#find(owner + 1, low, high);
    if (this.#owners[at] === 0) {
      this.#put(at, owner + 1, low, high * 256 + 1);
      if (this.#size > this.#owners.length * FULL) this.#rebuild();
    } else if ((this.#high[at]! & MOST) < MOST) this.#high[at]!++;
  }

  *pairs(): Iterable<readonly [owner: number, number: number, count: number]> {
    for (let at = 0; at < this.#owners.length; at++) {
      if (this.#owners[at] === 0) continue;
      const high = this.#high[at]!;
      yield [this.#owners[at]! - 1, (high >>> 8) * HIGH + this.#low[at]!, high & MOST];
    }
  }

  clear(): void {
    this.#owners.fill(0);
    this.#size = 0;
  }

  snapshot(writer: SnapshotWriter): void {
    const columns = [this.#owners, this.#low, this.#high].map(() => new Uint32Array(this.#size));
    let to = 0;
    for (let at = 0; at < this.#owners.length; at++) {
      if (this.#owners[at] === 0) continue;
      columns[0]![to] = this.#owners[at]!;
      columns[1]![to] = this.#low[at]!;
      columns[2]![to++] = this.#high[at]!;
    }
    ['owners', 'low', 'high'].forEach((name, i) => writer.array(name, columns[i]!));
  }

  restore(reader: SnapshotReader): void {
    const owners = reader.u32('owners');
    this.#fill(owners, reader.u32('low'), reader.u32('high'), Math.ceil((owners.length / FULL) * GROWTH));
  }

  /** The bucket of a pair, or the empty one where it belongs. */
  #find(owner: number, low: number, high: number): number {
    const buckets = this.#owners.length;
    const hash = (hashKey(high * HIGH + low) ^ Math.imul(owner, 0x9e3779b1)) >>> 0;
    let at = Math.floor((hash / HIGH) * buckets);
    while (
      this.#owners[at] !== 0 &&
      (this.#owners[at] !== owner || this.#low[at] !== low || this.#high[at]! >>> 8 !== high)
    )
      if (++at === buckets) at = 0;
    return at;
  }

  #put(at: number, owner: number, low: number, high: number): void {
    this.#owners[at] = owner;
    this.#low[at] = low;
    this.#high[at] = high;
    this.#size++;
  }

  /** Drops what is dead; with more room when that is not much. */
  #rebuild(): void {
    const owners = this.#owners;
    let alive = 0;
    for (let at = 0; at < owners.length; at++) {
      if (owners[at] !== 0 && this.#isDead(owners[at]! - 1)) owners[at] = 0;
      if (owners[at] !== 0) alive++;
    }
    const isFull = alive * GROWTH > owners.length * FULL;
    const buckets = isFull ? Math.ceil(owners.length * GROWTH) : owners.length;
    this.#fill(owners, this.#low, this.#high, buckets);
  }

  #fill(owners: Uint32Array, low: Uint32Array, high: Uint32Array, buckets: number): void {
    this.#owners = new Uint32Array(Math.max(FEWEST, buckets));
    this.#low = new Uint32Array(this.#owners.length);
    this.#high = new Uint32Array(this.#owners.length);
    this.#size = 0;
    for (let i = 0; i < owners.length; i++) {
      if (owners[i] === 0) continue;
      this.#put(this.#find(owners[i]!, low[i]!, high[i]! >>> 8), owners[i]!, low[i]!, high[i]!);
    }
  }
}
