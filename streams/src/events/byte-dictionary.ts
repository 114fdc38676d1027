const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * Strings to small integers, looked up by their UTF-8 bytes inside a larger buffer without making a string.
 * Indexes are given in order of `add` and never change, so state may hold them.
 */
export class ByteDictionary {
  readonly #ids: string[] = [];
  readonly #index = new Map<string, number>();
  readonly #bytes: Uint8Array[] = [];
  #table = new Int32Array(16).fill(-1);

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
    this.#bytes.push(new TextEncoder().encode(id));
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
    let hash = FNV_OFFSET;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, FNV_PRIME);
    const mask = this.#table.length - 1;
    for (let at = (hash ^ (hash >>> 15)) & mask; ; at = (at + 1) & mask) {
      const index = this.#table[at]!;
      if (index < 0) return -1;
      const candidate = this.#bytes[index]!;
      if (candidate.length === end - start && equals(candidate, bytes, start)) return index;
    }
  }

  #place(index: number): void {
    const bytes = this.#bytes[index]!;
    let hash = FNV_OFFSET;
    for (const byte of bytes) hash = Math.imul(hash ^ byte, FNV_PRIME);
    const mask = this.#table.length - 1;
    let at = (hash ^ (hash >>> 15)) & mask;
    while (this.#table[at]! >= 0) at = (at + 1) & mask;
    this.#table[at] = index;
  }

  #grow(): void {
    this.#table = new Int32Array(this.#table.length * 2).fill(-1);
    for (let index = 0; index < this.#ids.length; index++) this.#place(index);
  }
}

function equals(candidate: Uint8Array, bytes: Uint8Array, start: number): boolean {
  for (let i = 0; i < candidate.length; i++) if (candidate[i] !== bytes[start + i]) return false;
  return true;
}
