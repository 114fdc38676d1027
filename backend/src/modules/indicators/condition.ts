import type { IndicatorDefinition } from './definition.dto.ts';

export type Condition = NonNullable<IndicatorDefinition['condition']>;

/** What a window is judged by. */
export interface Judged {
  /** Null: nothing is known of it. */
  readonly value: number | null;
  /** Of the same time yesterday or last week; null: not known. Needed for `change`. */
  readonly then?: number | null;
  /** Of the same time on comparable days. Needed for `robust-z`. */
  readonly comparable?: readonly number[];
  /** A share between 0 and 1, not a count. */
  readonly ratio?: boolean;
}

/** Whether a window is abnormal, and against what it was judged. Unknown values are not abnormal. */
export interface Verdict {
  readonly abnormal: boolean;
  readonly value: number | null;
  /** Threshold, value then, or median; null: there was nothing to judge against. */
  readonly reference: number | null;
}

/** Scales the median of distances to the standard deviation of a normal distribution. */
const MAD_SCALE = 1.4826;
/** Least scale of a share: one percentage point. */
const RATIO_FLOOR = 0.01;

/** Judges one window. */
export function judge(condition: Condition, judged: Judged): Verdict {
  const { value } = judged;
  if (value === null) return { abnormal: false, value, reference: null };
  switch (condition.kind) {
    case 'below':
      return { abnormal: value < condition.threshold, value, reference: condition.threshold };
    case 'above':
      return { abnormal: value > condition.threshold, value, reference: condition.threshold };
    case 'change':
      return change(condition, value, judged.then ?? null);
    case 'robust-z':
      return robustZ(condition, value, judged);
  }
}

/** How many windows in a row must be abnormal. */
export function windowsNeeded(forMinutes: number, stepMs: number): number {
  return Math.max(1, Math.ceil((forMinutes * 60_000) / stepMs));
}

/** At which windows the condition holds: the last `needed` were abnormal, without a gap. Verdicts are those of windows in order. */
export function holds(verdicts: readonly boolean[], needed: number): boolean[] {
  let run = 0;
  return verdicts.map((abnormal) => {
    run = abnormal ? run + 1 : 0;
    return run >= needed;
  });
}

function change(
  { direction, ratio, minBase }: Extract<Condition, { kind: 'change' }>,
  value: number,
  then: number | null,
): Verdict {
  if (then === null || then < minBase || then <= 0) return { abnormal: false, value, reference: null };
  const relative = (value - then) / then;
  return { abnormal: (direction === 'drop' ? -relative : relative) >= ratio, value, reference: then };
}

function robustZ(
  { direction, score, minPoints, minDistance }: Extract<Condition, { kind: 'robust-z' }>,
  value: number,
  { comparable = [], ratio = false }: Judged,
): Verdict {
  if (comparable.length < minPoints) return { abnormal: false, value, reference: null };
  const middle = median(comparable);
  const distances = comparable.map((other) => Math.abs(other - middle));
  // The floor keeps quiet series, whose values hardly differ, from being abnormal at once: that of a Poisson count.
  const floor = ratio ? RATIO_FLOOR : Math.sqrt(Math.max(Math.abs(middle), 1));
  const scale = Math.max(MAD_SCALE * median(distances), floor);
  const distance = direction === 'drop' ? middle - value : value - middle;
  return {
    abnormal: distance / scale >= score && distance >= minDistance,
    value,
    reference: middle,
  };
}

/** The value in the middle, or half-way between the two; 0 of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? 0)) / 2;
}
