/** Hash of a number key (a double) to 32 bits. */
const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);
export function hashKey(key: number): number {
  float[0] = key;
  let h = Math.imul(words[0]! ^ (words[0]! >>> 16), 0x7feb352d) ^ Math.imul(words[1]!, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * Number keys to dense indexes 0, 1, 2, … in order of arrival, which never change: state lives in typed arrays beside.
 * Open addressing at a load of at most 0.5; 16 to 24 bytes a key.
 */
export class KeyIndex {
  #buckets: Int32Array;
  #keys: Float64Array;
  #size = 0;

  constructor(capacity = 1024) {
    let buckets = 2048;
    while (buckets < capacity * 2) buckets *= 2;
    this.#buckets = new Int32Array(buckets).fill(-1);
    this.#keys = new Float64Array(buckets / 2);
  }

  get size(): number {
    return this.#size;
  }

  get bytes(): number {
    return this.#buckets.byteLength + this.#keys.byteLength;
  }

  keyAt(index: number): number {
    return this.#keys[index]!;
  }

  /** Index of the key, −1 when unknown. */
  find(key: number): number {
    const mask = this.#buckets.length - 1;
    for (let at = hashKey(key) & mask; ; at = (at + 1) & mask) {
      const index = this.#buckets[at]!;
      if (index < 0 || this.#keys[index] === key) return index;
    }
  }

  /** Index of the key, a new one (= the size before) when it was unknown. */
  add(key: number): number {
    const mask = this.#buckets.length - 1;
    let at = hashKey(key) & mask;
    for (; ; at = (at + 1) & mask) {
      const index = this.#buckets[at]!;
      if (index < 0) break;
      if (this.#keys[index] === key) return index;
    }
    const index = this.#size++;
    this.#buckets[at] = index;
    this.#keys[index] = key;
    if (this.#size === this.#keys.length) this.#grow();
    return index;
  }

  /** The keys in index order. */
  keys(): Float64Array {
    return this.#keys.subarray(0, this.#size);
  }

  restore(keys: Float64Array): void {
    let buckets = 2048;
    while (buckets <= keys.length * 2) buckets *= 2;
    this.#keys = new Float64Array(buckets / 2);
    this.#keys.set(keys);
    this.#size = keys.length;
    this.#rehash(buckets);
  }

  #grow(): void {
    const keys = new Float64Array(this.#keys.length * 2);
    keys.set(this.#keys);
    this.#keys = keys;
    this.#rehash(this.#buckets.length * 2);
  }

  #rehash(buckets: number): void {
    this.#buckets = new Int32Array(buckets).fill(-1);
    const mask = buckets - 1;
    for (let index = 0; index < this.#size; index++) {
      let at = hashKey(this.#keys[index]!) & mask;
      while (this.#buckets[at]! >= 0) at = (at + 1) & mask;
      this.#buckets[at] = index;
    }
  }
}
