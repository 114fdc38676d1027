export const DAY_MS = 86_400_000;
export const MINUTE_MS = 60_000;

/** Moments in ascending order, counted by span. */
export class Moments {
  readonly #times: number[] = [];

  add(time: number): void {
    this.#times.push(time);
  }

  get last(): number | null {
    return this.#times.at(-1) ?? null;
  }

  /** How many lie in `(after, upTo]`. */
  count(after: number, upTo: number): number {
    return this.#firstAfter(upTo) - this.#firstAfter(after);
  }

  /** How many lie in `[from, upTo]`; times are whole milliseconds. */
  countFrom(from: number, upTo: number): number {
    return this.count(from - 1, upTo);
  }

  #firstAfter(time: number): number {
    let low = 0;
    let high = this.#times.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#times[middle]! <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The value of a key, made when there is none. */
export function valueOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
