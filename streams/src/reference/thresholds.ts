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

interface RuleBook {
  readonly defaults: ThresholdsInForce<RuleName>;
  readonly rows: readonly ThresholdRow[];
  /** Moments at which something changes, ascending, the first −Infinity. */
  readonly changes: readonly number[];
  /** By index of the change, then area + 1. */
  readonly resolved: (ThresholdsInForce<RuleName> | undefined)[][];
}

/**
 * Thresholds of all rules by area and event time. Of the rows in force, the one of the nearest area counts; of one area's,
 * the latest; of equally late ones, the highest version.
 */
export class ThresholdBook {
  readonly #areas: AreaTree;
  readonly #rules: ReadonlyMap<RuleName, RuleBook>;

  constructor(areas: AreaTree, rows: readonly ThresholdRow[] = []) {
    this.#areas = areas;
    this.#rules = new Map((Object.keys(RULES) as RuleName[]).map((rule) => [rule, bookOf(rule, rows)]));
  }

  /** In force at an area (−1: everywhere) and an event time, epoch ms. */
  at<R extends RuleName>(rule: R, area: number, time: number): ThresholdsInForce<R> {
    const book = this.#rules.get(rule)!;
    if (book.rows.length === 0) return book.defaults as ThresholdsInForce<R>;
    let change = book.changes.length - 1;
    while (book.changes[change]! > time) change--;
    const byArea = (book.resolved[change] ??= []);
    return (byArea[area + 1] ??= this.#resolve(rule, book, area, time)) as ThresholdsInForce<R>;
  }

  /** The parameters of a rule that are the same in every area and at all times. */
  everywhere<R extends RuleName>(rule: R): Thresholds<R> {
    return this.at(rule, -1, Number.POSITIVE_INFINITY).values;
  }

  #resolve(rule: RuleName, book: RuleBook, area: number, time: number): ThresholdsInForce<RuleName> {
    const chain = [...this.#areas.chain(area), -1];
    const values: Record<string, number> = { ...book.defaults.values };
    let version = 0;
    for (const parameter of Object.keys(RULES[rule])) {
      const rows = book.rows.filter((row) => row.parameter === parameter && row.from <= time);
      const area = chain.find((candidate) => rows.some((row) => row.area === candidate));
      const best = rows.filter((row) => row.area === area).sort(laterFirst)[0];
      if (!best) continue;
      values[parameter] = best.value;
      version = Math.max(version, best.version);
    }
    return { values, version: version === 0 ? 'defaults' : String(version) };
  }
}

function bookOf(rule: RuleName, all: readonly ThresholdRow[]): RuleBook {
  const rows = all.filter((row) => row.rule === rule);
  const moments = new Set([Number.NEGATIVE_INFINITY, ...rows.map(({ from }) => from)]);
  return {
    defaults: { values: defaultsOf(rule), version: 'defaults' },
    rows,
    changes: [...moments].sort((a, b) => a - b),
    resolved: [],
  };
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
