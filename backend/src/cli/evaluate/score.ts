import { typeName, type Match, type Matching } from './match.ts';

/** Middle, 95th percentile and largest. */
export interface Delays {
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

/** How well one type was found. Null where there is nothing to divide by. */
export interface TypeScore {
  readonly type: string;
  readonly truths: number;
  readonly detections: number;
  readonly matched: number;
  readonly missed: number;
  readonly extra: number;
  readonly precision: number | null;
  readonly recall: number | null;
  /** Matches with exactly the planted time. */
  readonly exact: number;
  readonly delaySeconds: Delays | null;
}

/** How well one planted case was found. */
export interface CaseScore {
  readonly case: string;
  readonly type: string;
  readonly truths: number;
  readonly matched: number;
  readonly recall: number;
  readonly delaySeconds: Delays | null;
}

export function scoreTypes({ matches, missed, extra }: Matching): readonly TypeScore[] {
  const types = new Set([...matches.map(({ truth }) => truth), ...missed, ...extra].map(typeName));
  return [...types].sort().map((type) => {
    const found = matches.filter(({ truth }) => typeName(truth) === type);
    const misses = missed.filter((truth) => typeName(truth) === type).length;
    const extras = extra.filter((detection) => typeName(detection) === type).length;
    const truths = found.length + misses;
    const detections = found.length + extras;
    return {
      type,
      truths,
      detections,
      matched: found.length,
      missed: misses,
      extra: extras,
      precision: detections === 0 ? null : found.length / detections,
      recall: truths === 0 ? null : found.length / truths,
      exact: found.filter(({ delayMs }) => delayMs === 0).length,
      delaySeconds: delaysOf(found),
    };
  });
}

export function scoreCases({ matches, missed }: Matching): readonly CaseScore[] {
  const keyOf = (truth: { case: string; type: string; subtype: string | null }): string =>
    `${typeName(truth)}\n${truth.case}`;
  const found = Map.groupBy(matches, ({ truth }) => keyOf(truth));
  const misses = Map.groupBy(missed, keyOf);
  return [...new Set([...found.keys(), ...misses.keys()])].sort().map((key) => {
    const matched = found.get(key) ?? [];
    const truths = matched.length + (misses.get(key)?.length ?? 0);
    const [type = '', name = ''] = key.split('\n');
    return {
      case: name,
      type,
      truths,
      matched: matched.length,
      recall: matched.length / truths,
      delaySeconds: delaysOf(matched),
    };
  });
}

function delaysOf(matches: readonly Match[]): Delays | null {
  return quantiles(matches.map(({ delayMs }) => delayMs));
}

/** Of delays in milliseconds, in seconds; null of none. */
export function quantiles(delaysMs: readonly number[]): Delays | null {
  if (delaysMs.length === 0) return null;
  const delays = delaysMs.map((delay) => delay / 1000).sort((a, b) => a - b);
  const at = (q: number): number => delays[Math.min(delays.length - 1, Math.floor(q * delays.length))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), max: delays.at(-1) ?? 0 };
}
