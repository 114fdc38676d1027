import { hashKey } from './key-index.ts';
import type { SnapshotReader, SnapshotWriter } from './snapshot.ts';

/** Counts go up to this and no further. */
const MOST = 255;
const SMALLEST = 2_048;

/**
 * How often owners communicated with numbers in a month, up to 255 times: open addressing at a load of at most three
 * quarters, 13 bytes a bucket. Owners that are told to be dead lose their pairs when the table grows.
 */
export class MonthPairs {
  readonly #isDead: (owner: number) => boolean;
  /** Owner + 1; 0 an empty bucket. */
  #owners = new Uint32Array(SMALLEST);
  #numbers = new Float64Array(SMALLEST);
  #counts = new Uint8Array(SMALLEST);
  #size = 0;

  constructor(isDead: (owner: number) => boolean) {
    this.#isDead = isDead;
  }

  get bytes(): number {
    return this.#owners.length * 13;
  }

  /** Counts a communication of an owner (below 2³² − 1) with a number. */
  add(owner: number, number: number): void {
    const at = this.#find(owner + 1, number);
    if (this.#owners[at] === 0) this.#put(at, owner + 1, number, 1);
    else if (this.#counts[at]! < MOST) this.#counts[at]!++;
    if (this.#size * 4 > this.#owners.length * 3) this.#rebuild();
  }

  *pairs(): Iterable<readonly [owner: number, number: number, count: number]> {
    for (let at = 0; at < this.#owners.length; at++)
      if (this.#owners[at] !== 0) yield [this.#owners[at]! - 1, this.#numbers[at]!, this.#counts[at]!];
  }

  clear(): void {
    this.#owners.fill(0);
    this.#size = 0;
  }

  snapshot(writer: SnapshotWriter): void {
    const owners = new Uint32Array(this.#size);
    const numbers = new Float64Array(this.#size);
    const counts = new Uint8Array(this.#size);
    let to = 0;
    for (let at = 0; at < this.#owners.length; at++) {
      if (this.#owners[at] === 0) continue;
      owners[to] = this.#owners[at]!;
      numbers[to] = this.#numbers[at]!;
      counts[to++] = this.#counts[at]!;
    }
    writer.array('owners', owners);
    writer.array('numbers', numbers);
    writer.array('counts', counts);
  }

  restore(reader: SnapshotReader): void {
    const owners = reader.u32('owners');
    const numbers = reader.f64('numbers');
    const counts = reader.u8('counts');
    let buckets = SMALLEST;
    while (buckets * 3 < owners.length * 4) buckets *= 2;
    this.#resize(buckets);
    owners.forEach((owner, i) => {
      this.#put(this.#find(owner, numbers[i]!), owner, numbers[i]!, counts[i]!);
    });
  }

  /** The bucket of a pair, or the empty one where it belongs. */
  #find(owner: number, number: number): number {
    const mask = this.#owners.length - 1;
    let at = (hashKey(number) ^ Math.imul(owner, 0x9e3779b1)) & mask;
    while (this.#owners[at] !== 0 && (this.#owners[at] !== owner || this.#numbers[at] !== number))
      at = (at + 1) & mask;
    return at;
  }

  #put(at: number, owner: number, number: number, count: number): void {
    this.#owners[at] = owner;
    this.#numbers[at] = number;
    this.#counts[at] = count;
    this.#size++;
  }

  /** Drops what is dead; with twice the room when that is not much. */
  #rebuild(): void {
    const [owners, numbers, counts] = [this.#owners, this.#numbers, this.#counts];
    let alive = 0;
    for (let at = 0; at < owners.length; at++) {
      if (owners[at] !== 0 && this.#isDead(owners[at]! - 1)) owners[at] = 0;
      if (owners[at] !== 0) alive++;
    }
    this.#resize(alive * 2 > owners.length ? owners.length * 2 : owners.length);
    for (let at = 0; at < owners.length; at++) {
      if (owners[at] !== 0)
        this.#put(this.#find(owners[at]!, numbers[at]!), owners[at]!, numbers[at]!, counts[at]!);
    }
  }

  #resize(buckets: number): void {
    this.#owners = new Uint32Array(buckets);
    this.#numbers = new Float64Array(buckets);
    this.#counts = new Uint8Array(buckets);
    this.#size = 0;
  }
}
