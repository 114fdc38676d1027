import { defaultsOf, RULES, type Parameter, type RuleName, type Thresholds } from '../detectors/rules.ts';
import { AREA_LEVELS, type AreaTree } from './areas.ts';

/** One row of thresholds.csv: a value of a parameter for an area and everything below it, from a moment on. */
export interface ThresholdRow {
  readonly version: number;
  /** Epoch ms; −Infinity when it has always been so. */
  readonly from: number;
  /** Area index; −1 everywhere. */
  readonly area: number;
  readonly rule: RuleName;
  readonly parameter: string;
  readonly value: number;
}

/** The thresholds of a rule at a place and a time, and which version of the set says so. */
export interface ThresholdsInForce<R extends RuleName> {
  readonly values: Thresholds<R>;
  /** The highest version with a part in them; "defaults" when there is none. */
  readonly version: string;
}

/** The thresholds of one rule. */
export class RuleThresholds<R extends RuleName> {
  readonly #rule: R;
  readonly #areas: AreaTree;
  readonly #rows: readonly ThresholdRow[];
  readonly #defaults: ThresholdsInForce<R>;
  /** Moments at which something changes, ascending, the first −Infinity. */
  readonly #changes: readonly number[];
  /** By index of the change, then area + 1. */
  readonly #resolved: (ThresholdsInForce<R> | undefined)[][] = [];

  constructor(rule: R, areas: AreaTree, rows: readonly ThresholdRow[]) {
    this.#rule = rule;
    this.#areas = areas;
    this.#rows = rows.filter((row) => row.rule === rule);
    this.#defaults = { values: defaultsOf(rule), version: 'defaults' };
    const moments = new Set([Number.NEGATIVE_INFINITY, ...this.#rows.map(({ from }) => from)]);
    this.#changes = [...moments].sort((a, b) => a - b);
  }

  /** In force at an area (−1: everywhere) and an event time, epoch ms. */
  at(area: number, time: number): ThresholdsInForce<R> {
    if (this.#rows.length === 0) return this.#defaults;
    let change = this.#changes.length - 1;
    while (this.#changes[change]! > time) change--;
    const byArea = (this.#resolved[change] ??= []);
    return (byArea[area + 1] ??= this.#resolve(area, time));
  }

  /** By parameter: the row that says its value at an area and an event time. Those at their default have none. */
  rowsAt(area: number, time: number): ReadonlyMap<string, ThresholdRow> {
    const chain = [...this.#areas.chain(area), -1];
    const found = new Map<string, ThresholdRow>();
    for (const parameter of Object.keys(RULES[this.#rule])) {
      const rows = this.#rows.filter((row) => row.parameter === parameter && row.from <= time);
      const nearest = chain.find((candidate) => rows.some((row) => row.area === candidate));
      const best = rows.filter((row) => row.area === nearest).sort(laterFirst)[0];
      if (best) found.set(parameter, best);
    }
    return found;
  }

  #resolve(area: number, time: number): ThresholdsInForce<R> {
    const values: Record<string, number> = { ...this.#defaults.values };
    let version = 0;
    for (const [parameter, row] of this.rowsAt(area, time)) {
      values[parameter] = row.value;
      version = Math.max(version, row.version);
    }
    return { values: values as Thresholds<R>, version: version === 0 ? 'defaults' : String(version) };
  }
}

/**
 * Thresholds of all rules by area and event time. Of the rows in force, the one of the nearest area counts; of one area's,
 * the latest; of equally late ones, the highest version.
 */
export class ThresholdBook {
  readonly #rules: { readonly [R in RuleName]: RuleThresholds<R> };

  constructor(areas: AreaTree, rows: readonly ThresholdRow[] = []) {
    const rules = Object.keys(RULES).map((rule) => [rule, new RuleThresholds(rule as RuleName, areas, rows)]);
    this.#rules = Object.fromEntries(rules) as { readonly [R in RuleName]: RuleThresholds<R> };
  }

  /** The thresholds of one rule, for whoever asks often. */
  of<R extends RuleName>(rule: R): RuleThresholds<R> {
    return this.#rules[rule];
  }

  /** In force at an area (−1: everywhere) and an event time, epoch ms. */
  at<R extends RuleName>(rule: R, area: number, time: number): ThresholdsInForce<R> {
    return this.of(rule).at(area, time);
  }

  /** The parameters of a rule that are the same in every area and at all times. */
  everywhere<R extends RuleName>(rule: R): Thresholds<R> {
    return this.at(rule, -1, Number.POSITIVE_INFINITY).values;
  }
}

function laterFirst(a: ThresholdRow, b: ThresholdRow): number {
  if (a.from !== b.from) return a.from < b.from ? 1 : -1;
  return b.version - a.version;
}

/** What is wrong with a value of a parameter, or null. `text` is as in thresholds.csv. */
export function thresholdFault(parameter: Parameter, text: string): string | null {
  const value = thresholdValue(parameter, text);
  if (Number.isNaN(value)) return parameter.unit === 'level' ? `is none of the levels` : 'is no number';
  if (value < parameter.min || value > parameter.max)
    return parameter.unit === 'level'
      ? `is not between ${AREA_LEVELS[parameter.min]} and ${AREA_LEVELS[parameter.max]}`
      : `is not between ${parameter.min} and ${parameter.max}`;
  return parameter.everywhere && parameter.unit !== 'share' && !Number.isInteger(value)
    ? 'is no whole number'
    : null;
}

/** A value as it is compared: levels become their index. NaN when it is none. */
export function thresholdValue(parameter: Parameter, text: string): number {
  if (parameter.unit !== 'level') return text.trim() === '' ? Number.NaN : Number(text);
  const level = (AREA_LEVELS as readonly string[]).indexOf(text);
  return level < 0 ? Number.NaN : level;
}
