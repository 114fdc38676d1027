import { addDays, type Calendar, type LocalTime } from '../calendar/index.ts';
import { holds, judge, windowsNeeded, type Condition, type Verdict } from './condition.ts';
import { STEP_LENGTH_MS, type MetricStep } from './metric-catalog.ts';

export interface JudgedWindow extends Verdict {
  /** Of the window, epoch milliseconds. */
  readonly start: number;
  /** The condition holds at its end: it was abnormal for as long as it has to be. */
  readonly holds: boolean;
}

/** What the rule of an indicator needs to know of time. */
export interface WindowRule {
  readonly condition: Condition;
  readonly forMinutes: number;
  readonly step: MetricStep;
  /** The figure is a share. */
  readonly ratio: boolean;
  readonly calendar: Calendar;
  readonly local: LocalTime;
}

/** How many windows before one are needed to know whether the condition holds at it and held before it. */
export function windowsBefore({ forMinutes, step }: Pick<WindowRule, 'forMinutes' | 'step'>): number {
  return windowsNeeded(forMinutes, STEP_LENGTH_MS[step]);
}

/** The windows that these are judged by: themselves, the same time of other days. */
export function startsToRead(starts: readonly number[], rule: WindowRule): number[] {
  const all = new Set(starts);
  for (const start of starts) for (const other of comparedStarts(start, rule)) all.add(other);
  return [...all].sort((a, b) => a - b);
}

/** Judges the windows of one place in order. `excused` windows are not abnormal: a source was out. */
export function judgeWindows(
  starts: readonly number[],
  values: ReadonlyMap<number, number>,
  rule: WindowRule,
  excused: (start: number) => boolean = () => false,
): JudgedWindow[] {
  const verdicts = starts.map((start) => verdictAt(start, values, rule));
  const abnormal = verdicts.map((verdict, index) => verdict.abnormal && !excused(starts[index] ?? 0));
  const held = holds(abnormal, windowsBefore(rule));
  return verdicts.map((verdict, index) => ({
    ...verdict,
    start: starts[index] ?? 0,
    holds: held[index] ?? false,
  }));
}

function verdictAt(start: number, values: ReadonlyMap<number, number>, rule: WindowRule): Verdict {
  const others = comparedStarts(start, rule).flatMap((other) => values.get(other) ?? []);
  return judge(rule.condition, {
    value: values.get(start) ?? null,
    then: others[0] ?? null,
    comparable: others,
    ratio: rule.ratio,
  });
}

function comparedStarts(start: number, { condition, step, calendar, local }: WindowRule): number[] {
  const day = local.day(start);
  const at = (other: string): number =>
    step === '1d' ? local.startOfDay(other) : local.at(other, local.minuteOfDay(start));
  switch (condition.kind) {
    case 'change':
      return [at(addDays(day, condition.against === 'yesterday' ? -1 : -7))];
    case 'robust-z':
      return calendar.comparableDays(day, condition.weeks * 7).map(at);
    default:
      return [];
  }
}
