/**
 * Operators and homes of numbers by prefix and by list: the longest prefix counts, for the operator and for the home;
 * an empty home means unknown, never the next shorter prefix. A number in the list of ported numbers has that operator.
 */
export class NumberPlan {
  readonly #operators: ReadonlyMap<string, number>;
  readonly #homes: ReadonlyMap<string, number>;
  readonly #lengths: readonly number[];
  /** Number → operator index: the list of ported numbers. */
  readonly ported: ReadonlyMap<string, number>;

  /** Prefix → operator index and home area index (−1 unknown); number → operator index. */
  constructor(
    prefixes: readonly { prefix: string; operator: number; home: number }[],
    ported: ReadonlyMap<string, number>,
  ) {
    this.#operators = new Map(prefixes.map((row) => [row.prefix, row.operator]));
    this.#homes = new Map(prefixes.map((row) => [row.prefix, row.home]));
    this.#lengths = [...new Set(prefixes.map((row) => row.prefix.length))].sort((a, b) => b - a);
    this.ported = ported;
  }

  /** Index of the number's operator, −1 when unknown. */
  operatorOf(digits: string): number {
    const ported = this.ported.get(digits);
    return ported ?? this.prefixOperatorOf(digits);
  }

  /** Index of the operator of the number's prefix, whatever the list of ported numbers says; −1 when unknown. */
  prefixOperatorOf(digits: string): number {
    const prefix = this.#longest(digits);
    return prefix === null ? -1 : (this.#operators.get(prefix) ?? -1);
  }

  /** Index of the number's home area, −1 when unknown. */
  homeOf(digits: string): number {
    const prefix = this.#longest(digits);
    return prefix === null ? -1 : (this.#homes.get(prefix) ?? -1);
  }

  /** Whether both plans say the same of every number, the lists of ported numbers left aside. */
  samePrefixes(other: NumberPlan): boolean {
    if (this.#operators.size !== other.#operators.size) return false;
    return [...this.#operators].every(
      ([prefix, operator]) =>
        other.#operators.get(prefix) === operator && other.#homes.get(prefix) === this.#homes.get(prefix),
    );
  }

  #longest(digits: string): string | null {
    for (const length of this.#lengths) {
      const prefix = digits.slice(0, length);
      if (prefix.length === length && this.#operators.has(prefix)) return prefix;
    }
    return null;
  }
}
