import type { SnapshotReader, SnapshotWriter } from './snapshot.ts';

/**
 * A set of pairs of small whole numbers that is emptied again and again without being cleared: a bucket counts only with
 * the mark of the present filling. Open addressing at a load of at most 0.5; 12 bytes a bucket.
 */
export class PairSet {
  #first = new Int32Array(2048);
  #second = new Int32Array(2048);
  #marks = new Uint32Array(2048);
  #mark = 1;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get bytes(): number {
    return this.#marks.length * 12;
  }

  /** Adds a pair; false when it was there. */
  add(first: number, second: number): boolean {
    const mask = this.#marks.length - 1;
    let at = hash(first, second) & mask;
    for (; this.#marks[at] === this.#mark; at = (at + 1) & mask)
      if (this.#first[at] === first && this.#second[at] === second) return false;
    this.#put(at, first, second);
    if (++this.#size * 2 > this.#marks.length) this.#grow();
    return true;
  }

  clear(): void {
    this.#size = 0;
    this.#mark++;
    if (this.#mark <= 0xffff_ffff) return;
    this.#marks.fill(0);
    this.#mark = 1;
  }

  snapshot(writer: SnapshotWriter): void {
    const firsts = new Int32Array(this.#size);
    const seconds = new Int32Array(this.#size);
    let count = 0;
    for (let at = 0; at < this.#marks.length; at++) {
      if (this.#marks[at] !== this.#mark) continue;
      firsts[count] = this.#first[at]!;
      seconds[count++] = this.#second[at]!;
    }
    writer.array('first', firsts);
    writer.array('second', seconds);
  }

  /** The pairs of a snapshot one by one. */
  static read(reader: SnapshotReader, each: (first: number, second: number) => void): void {
    const firsts = reader.i32('first');
    const seconds = reader.i32('second');
    for (let i = 0; i < firsts.length; i++) each(firsts[i]!, seconds[i]!);
  }

  #put(at: number, first: number, second: number): void {
    this.#first[at] = first;
    this.#second[at] = second;
    this.#marks[at] = this.#mark;
  }

  #grow(): void {
    const [firsts, seconds, marks] = [this.#first, this.#second, this.#marks];
    const length = marks.length * 2;
    const mask = length - 1;
    this.#first = new Int32Array(length);
    this.#second = new Int32Array(length);
    this.#marks = new Uint32Array(length);
    for (let from = 0; from < marks.length; from++) {
      if (marks[from] !== this.#mark) continue;
      let at = hash(firsts[from]!, seconds[from]!) & mask;
      while (this.#marks[at] === this.#mark) at = (at + 1) & mask;
      this.#put(at, firsts[from]!, seconds[from]!);
    }
  }
}

function hash(first: number, second: number): number {
  const h = Math.imul(first, 0x9e3779b1) ^ Math.imul(second + 1, 0x846ca68b);
  return (h ^ (h >>> 15)) >>> 0;
}
