import { Column, float64, uint32 } from './column.ts';
import type { SnapshotReader, SnapshotWriter } from './snapshot.ts';

const CHUNK_BITS = 6;
const CHUNK = 2 ** CHUNK_BITS;
const PAGE_BITS = 16;
const PAGE = 2 ** PAGE_BITS;
const NOWHERE = 0xffff_ffff;
const EMPTY = Number.POSITIVE_INFINITY;
/** A gap is written in so many bytes; which of them, in the two lowest bits of the first. */
const LENGTHS = [2, 3, 4, 6] as const;
const LONG = 3;

/**
 * Records of many owners, each with a time and a set of campuses: by owner in order of time, taken out in the same
 * order. The time is kept as the gap to the owner's record before: mostly 3 or 4 bytes a record, in chunks of 64 that
 * are used again; and 32 an owner. The oldest record of each is at hand without a look at the chunks.
 */
export class RecordTrails {
  /** By owner: the next byte to read and to write, the times of the oldest and newest record, and their sets. */
  readonly #head = new Column(uint32, NOWHERE);
  readonly #tail = new Column(uint32, NOWHERE);
  readonly #oldest = new Column(float64, EMPTY);
  readonly #newest = new Column(float64);
  readonly #oldestSet = new Column(uint32);
  readonly #newestSet = new Column(uint32);
  readonly #pages: Uint8Array[] = [];
  /** By chunk: the one after it of the same owner, or the next free one. */
  readonly #next = new Column(uint32, NOWHERE);
  #used = 0;
  #free = NOWHERE;

  get bytes(): number {
    const columns = this.#columns().reduce((bytes, [, column]) => bytes + column.bytes, 0);
    return columns + this.#oldest.bytes + this.#newest.bytes + this.#next.bytes + this.#pages.length * PAGE;
  }

  /** Begins the empty trail of an owner. */
  open(owner: number): void {
    for (const [, column] of this.#columns()) column.clear(owner);
    this.#oldest.clear(owner);
    this.#newest.clear(owner);
  }

  /** Time of the record that `take` gives, epoch ms; +Infinity when there is none. */
  oldest(owner: number): number {
    return this.#oldest.values[owner]!;
  }

  /** `time`: whole milliseconds, not before that of the owner's last one. */
  add(owner: number, set: number, time: number): void {
    if (this.#oldest.values[owner] === EMPTY) {
      this.#oldest.values[owner] = time;
      this.#oldestSet.values[owner] = set;
    } else this.#write(owner, time - this.#newest.values[owner]!, set);
    this.#newest.values[owner] = time;
    this.#newestSet.values[owner] = set;
  }

  /** Takes out the oldest record of an owner; there must be one. Its set. */
  take(owner: number): number {
    const set = this.#oldestSet.values[owner]!;
    if (this.#head.values[owner] === this.#tail.values[owner]) this.#finish(owner);
    else this.#read(owner);
    return set;
  }

  snapshot(writer: SnapshotWriter, owners: number): void {
    writer.json('chunks', { used: this.#used, free: this.#free });
    for (const [name, column] of this.#columns()) writer.array(name, column.values.subarray(0, owners));
    writer.array('oldest', this.#oldest.values.subarray(0, owners));
    writer.array('newest', this.#newest.values.subarray(0, owners));
    writer.array('next', this.#next.values.subarray(0, this.#used));
    this.#pages.forEach((page, index) => writer.array(`page/${index}`, page));
  }

  restore(reader: SnapshotReader): void {
    const { used, free } = reader.json<{ used: number; free: number }>('chunks');
    this.#used = used;
    this.#free = free;
    for (const [name, column] of this.#columns()) column.restore(reader.u32(name));
    this.#oldest.restore(reader.f64('oldest'));
    this.#newest.restore(reader.f64('newest'));
    this.#next.restore(reader.u32('next'));
    this.#pages.length = 0;
    for (let index = 0; index * PAGE < used * CHUNK; index++) this.#pages.push(reader.u8(`page/${index}`));
  }

  /** A gap, twice as large and one more when the set is another one, which follows then. */
  #write(owner: number, gap: number, set: number): void {
    if (this.#tail.values[owner] === NOWHERE)
      this.#head.values[owner] = this.#tail.values[owner] = this.#chunk() * CHUNK;
    const changes = set !== this.#newestSet.values[owner];
    this.#writeGap(owner, gap * 2 + (changes ? 1 : 0));
    if (!changes) return;
    let rest = set;
    for (; rest > 127; rest >>>= 7) this.#put(owner, (rest & 127) | 128);
    this.#put(owner, rest);
  }

  #writeGap(owner: number, gap: number): void {
    const kind = gap < 2 ** 14 ? 0 : gap < 2 ** 22 ? 1 : gap < 2 ** 30 ? 2 : LONG;
    let rest = gap * 4 + kind;
    for (let i = LENGTHS[kind]; i > 0; i--) {
      this.#put(owner, rest % 256);
      rest = Math.floor(rest / 256);
    }
  }

  /** Brings the next record to hand. */
  #read(owner: number): void {
    const first = this.#get(owner);
    const length = LENGTHS[(first & 3) as 0 | 1 | 2 | 3];
    let value = first >>> 2;
    for (let i = 1, scale = 64; i < length; i++, scale *= 256) value += this.#get(owner) * scale;
    this.#oldest.values[owner]! += Math.floor(value / 2);
    if (value % 2 === 0) return;
    let set = 0;
    for (let shift = 0, more = true; more; shift += 7) {
      const byte = this.#get(owner);
      set |= (byte & 127) << shift;
      more = byte > 127;
    }
    this.#oldestSet.values[owner] = set;
  }

  /** Nothing is left of an owner: its chunk is free. */
  #finish(owner: number): void {
    this.#oldest.values[owner] = EMPTY;
    if (this.#head.values[owner] === NOWHERE) return;
    this.#release(this.#head.values[owner]! >>> CHUNK_BITS);
    this.#head.values[owner] = this.#tail.values[owner] = NOWHERE;
  }

  /** Writes a byte; the chunk after a full one is there at once. */
  #put(owner: number, byte: number): void {
    const at = this.#tail.values[owner]!;
    this.#pages[at >>> PAGE_BITS]![at & (PAGE - 1)] = byte;
    if ((at & (CHUNK - 1)) !== CHUNK - 1) {
      this.#tail.values[owner] = at + 1;
      return;
    }
    const chunk = this.#chunk();
    this.#next.values[at >>> CHUNK_BITS] = chunk;
    this.#tail.values[owner] = chunk * CHUNK;
  }

  /** Reads a byte; a chunk that has been read is free. */
  #get(owner: number): number {
    const at = this.#head.values[owner]!;
    const byte = this.#pages[at >>> PAGE_BITS]![at & (PAGE - 1)]!;
    if ((at & (CHUNK - 1)) !== CHUNK - 1) this.#head.values[owner] = at + 1;
    else {
      const chunk = at >>> CHUNK_BITS;
      this.#head.values[owner] = this.#next.values[chunk]! * CHUNK;
      this.#release(chunk);
    }
    return byte;
  }

  #chunk(): number {
    const free = this.#free;
    if (free !== NOWHERE) {
      this.#free = this.#next.values[free]!;
      return free;
    }
    if (this.#used * CHUNK === this.#pages.length * PAGE) this.#pages.push(new Uint8Array(PAGE));
    this.#next.reserve(this.#used);
    return this.#used++;
  }

  #release(chunk: number): void {
    this.#next.values[chunk] = this.#free;
    this.#free = chunk;
  }

  #columns(): [string, Column<Uint32Array>][] {
    return [
      ['head', this.#head],
      ['tail', this.#tail],
      ['oldestSet', this.#oldestSet],
      ['newestSet', this.#newestSet],
    ];
  }
}
