const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const MIX = 0x9e3779b1;

/**
 * Strings to small integers, looked up by their UTF-8 bytes inside a larger buffer without making a string.
 * Indexes are given in order of `add` and never change, so state may hold them.
 */
export class ByteDictionary {
  readonly #ids: string[] = [];
  readonly #index = new Map<string, number>();
  readonly #bytes: Uint8Array[] = [];
  #table = new Int32Array(16).fill(-1);
  /** The bytes of all ids one after the other, and where each begins: one more entry than ids. */
  #pool = new Uint8Array(256);
  #starts = new Int32Array(16);

  constructor(ids: readonly string[] = []) {
    for (const id of ids) this.add(id);
  }

  get size(): number {
    return this.#ids.length;
  }

  get ids(): readonly string[] {
    return this.#ids;
  }

  /** Index of the id, added when new. */
  add(id: string): number {
    const known = this.#index.get(id);
    if (known !== undefined) return known;
    const index = this.#ids.length;
    this.#index.set(id, index);
    this.#ids.push(id);
    this.#keep(new TextEncoder().encode(id));
    if (this.#ids.length * 2 > this.#table.length) this.#grow();
    else this.#place(index);
    return index;
  }

  /** Index of the id, −1 when unknown. */
  indexOf(id: string): number {
    return this.#index.get(id) ?? -1;
  }

  /** The id behind an index; empty for negative ones. */
  idOf(index: number): string {
    return this.#ids[index] ?? '';
  }

  bytesOf(index: number): Uint8Array | undefined {
    return this.#bytes[index];
  }

  /** Index of the bytes `[start, end)`, −1 when unknown. */
  find(bytes: Uint8Array, start: number, end: number): number {
    const mask = this.#table.length - 1;
    for (let at = hashOf(bytes, start, end) & mask; ; at = (at + 1) & mask) {
      const index = this.#table[at]!;
      if (index < 0) return -1;
      if (this.#equals(index, bytes, start, end)) return index;
    }
  }

  #equals(index: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.#starts[index]!;
    if (this.#starts[index + 1]! - from !== end - start) return false;
    const pool = this.#pool;
    const shift = start - from;
    for (let i = from; i < end - shift; i++) if (pool[i] !== bytes[i + shift]) return false;
    return true;
  }

  #keep(bytes: Uint8Array): void {
    const index = this.#bytes.length;
    this.#bytes.push(bytes);
    const from = this.#starts[index]!;
    const end = from + bytes.length;
    if (index + 1 === this.#starts.length)
      this.#starts = resized(this.#starts, new Int32Array(index * 2 + 2));
    if (end > this.#pool.length) this.#pool = resized(this.#pool, new Uint8Array(end * 2));
    this.#pool.set(bytes, from);
    this.#starts[index + 1] = end;
  }

  #place(index: number): void {
    const bytes = this.#bytes[index]!;
    const mask = this.#table.length - 1;
    let at = hashOf(bytes, 0, bytes.length) & mask;
    while (this.#table[at]! >= 0) at = (at + 1) & mask;
    this.#table[at] = index;
  }

  #grow(): void {
    this.#table = new Int32Array(this.#table.length * 2).fill(-1);
    for (let index = 0; index < this.#ids.length; index++) this.#place(index);
  }
}

/** FNV-1a of the bytes at even places and of those at odd ones: two chains of products run side by side. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let even = FNV_OFFSET;
  let odd = end - start;
  let i = start;
  for (; i + 1 < end; i += 2) {
    even = Math.imul(even ^ bytes[i]!, FNV_PRIME);
    odd = Math.imul(odd ^ bytes[i + 1]!, FNV_PRIME);
  }
  if (i < end) even = Math.imul(even ^ bytes[i]!, FNV_PRIME);
  const hash = even ^ Math.imul(odd, MIX);
  return hash ^ (hash >>> 15);
}

function resized<T extends Int32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
