/**
 * Operators and homes of numbers by prefix and by list: the longest prefix counts, for the operator and for the home;
 * an empty home means unknown, never the next shorter prefix. A number in the list of ported numbers has that operator.
 */
export class NumberPlan {
  readonly #operators: ReadonlyMap<string, number>;
  readonly #homes: ReadonlyMap<string, number>;
  readonly #lengths: readonly number[];
  readonly #ported: ReadonlyMap<string, number>;

  /** Prefix → operator index and home area index (−1 unknown); number → operator index. */
  constructor(
    prefixes: readonly { prefix: string; operator: number; home: number }[],
    ported: ReadonlyMap<string, number>,
  ) {
    this.#operators = new Map(prefixes.map((row) => [row.prefix, row.operator]));
    this.#homes = new Map(prefixes.map((row) => [row.prefix, row.home]));
    this.#lengths = [...new Set(prefixes.map((row) => row.prefix.length))].sort((a, b) => b - a);
    this.#ported = ported;
  }

  /** Index of the number's operator, −1 when unknown. */
  operatorOf(digits: string): number {
    const ported = this.#ported.get(digits);
    if (ported !== undefined) return ported;
    const prefix = this.#longest(digits);
    return prefix === null ? -1 : (this.#operators.get(prefix) ?? -1);
  }

  /** Index of the number's home area, −1 when unknown. */
  homeOf(digits: string): number {
    const prefix = this.#longest(digits);
    return prefix === null ? -1 : (this.#homes.get(prefix) ?? -1);
  }

  #longest(digits: string): string | null {
    for (const length of this.#lengths) {
      const prefix = digits.slice(0, length);
      if (prefix.length === length && this.#operators.has(prefix)) return prefix;
    }
    return null;
  }
}
