type TypedArray = Float64Array | Int32Array | Uint32Array | Uint8Array;

/** A typed array that grows by doubling: one column of keyed state, addressed by dense index. */
export class Column<T extends TypedArray> {
  readonly #make: (length: number) => T;
  readonly #fill: number;
  values: T;

  /** `fill` is the value of an index that was never written. */
  constructor(make: (length: number) => T, fill = 0) {
    this.#make = make;
    this.#fill = fill;
    this.values = make(1024);
    if (fill !== 0) this.values.fill(fill);
  }

  get bytes(): number {
    return this.values.byteLength;
  }

  /** Makes sure that `index` can be read and written. */
  reserve(index: number): void {
    if (index < this.values.length) return;
    let length = this.values.length;
    while (length <= index) length *= 2;
    const grown = this.#make(length);
    grown.set(this.values);
    if (this.#fill !== 0) grown.fill(this.#fill, this.values.length);
    this.values = grown;
  }

  /** Makes room for `index` and gives it the value of one that was never written. */
  clear(index: number): void {
    this.reserve(index);
    this.values[index] = this.#fill;
  }

  restore(values: T): void {
    this.reserve(values.length - 1);
    this.values.set(values);
    this.values.fill(this.#fill, values.length);
  }
}

export const float64 = (length: number): Float64Array => new Float64Array(length);
export const int32 = (length: number): Int32Array => new Int32Array(length);
export const uint8 = (length: number): Uint8Array => new Uint8Array(length);
export const uint32 = (length: number): Uint32Array => new Uint32Array(length);
