const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;

/** Sorts rows by keys below 2³², rows of equal keys in the order given; its arrays are used again for each sort. */
export class RadixOrder {
  keys = new Uint32Array(0);
  rows = new Uint32Array(0);
  #nextKeys = new Uint32Array(0);
  #nextRows = new Uint32Array(0);
  readonly #counts = new Uint32Array(DIGITS);

  /** Makes room for so many keys and rows, to be written from the beginning. */
  reserve(count: number): void {
    if (count <= this.keys.length) return;
    this.keys = new Uint32Array(count);
    this.rows = new Uint32Array(count);
    this.#nextKeys = new Uint32Array(count);
    this.#nextRows = new Uint32Array(count);
  }

  /** Sorts the first `count` of `keys` and `rows`; no key is above `largest`. */
  sort(count: number, largest: number): void {
    for (let shift = 0; shift < 32 && largest >>> shift !== 0; shift += DIGIT_BITS) this.#pass(count, shift);
  }

  /** Distributes by one digit. */
  #pass(count: number, shift: number): void {
    const { keys, rows } = this;
    const [nextKeys, nextRows, counts] = [this.#nextKeys, this.#nextRows, this.#counts];
    counts.fill(0);
    for (let i = 0; i < count; i++) counts[(keys[i]! >>> shift) & (DIGITS - 1)]!++;
    for (let digit = 0, first = 0; digit < DIGITS; digit++) {
      const next = first + counts[digit]!;
      counts[digit] = first;
      first = next;
    }
    for (let i = 0; i < count; i++) {
      const key = keys[i]!;
      const at = counts[(key >>> shift) & (DIGITS - 1)]!++;
      nextKeys[at] = key;
      nextRows[at] = rows[i]!;
    }
    [this.keys, this.#nextKeys] = [nextKeys, keys];
    [this.rows, this.#nextRows] = [nextRows, rows];
  }
}
