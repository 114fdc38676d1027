import { at, num } from '../at.ts';
import type { DayKind } from '../calendar.ts';
import type { Rng } from '../rng.ts';
import { FARMER, NIGHT_WORKER, STUDENT } from './population.ts';

const { abs, max, min } = Math;

/** Activity at each full hour, 0 … 23; between hours it runs straight. */
const GENERAL = [
  12, 7, 5, 4, 4, 8, 22, 48, 82, 96, 100, 97, 88, 74, 80, 88, 92, 97, 100, 104, 108, 92, 58, 28,
];
const FREE = [18, 10, 6, 5, 4, 6, 14, 30, 55, 78, 92, 96, 92, 84, 86, 90, 92, 94, 100, 108, 112, 98, 68, 38];
const STUDENTS = [
  22, 8, 4, 3, 3, 4, 9, 62, 84, 72, 78, 96, 128, 88, 70, 74, 82, 104, 126, 108, 112, 128, 138, 84,
];
const STUDENTS_FREE = [
  40, 18, 8, 4, 4, 4, 6, 14, 38, 66, 84, 96, 108, 98, 92, 94, 96, 100, 108, 112, 118, 126, 132, 98,
];
const FARMERS = [3, 2, 2, 2, 5, 22, 62, 88, 80, 70, 76, 96, 92, 52, 56, 66, 74, 88, 104, 110, 84, 44, 16, 6];
const NIGHT = [
  88, 82, 70, 62, 58, 66, 74, 50, 22, 12, 10, 14, 24, 40, 60, 72, 80, 86, 92, 96, 98, 100, 98, 92,
];

function normal(curve: readonly number[]): Float64Array {
  const mean = curve.reduce((sum, value) => sum + value, 0) / curve.length;
  return Float64Array.from(curve, (value) => value / mean);
}

const CURVES = { GENERAL, FREE, STUDENTS, STUDENTS_FREE, FARMERS, NIGHT };
const NORMAL = Object.fromEntries(
  Object.entries(CURVES).map(([name, curve]) => [name, normal(curve)]),
) as Readonly<Record<keyof typeof CURVES, Float64Array>>;

/** The day's curve of a kind of person, mean 1. */
export function activityCurve(kind: number, day: DayKind): Float64Array {
  const free = day !== 'workday';
  if (kind === STUDENT) return free ? NORMAL.STUDENTS_FREE : NORMAL.STUDENTS;
  if (kind === FARMER) return NORMAL.FARMERS;
  if (kind === NIGHT_WORKER) return free ? NORMAL.FREE : NORMAL.NIGHT;
  return free ? NORMAL.FREE : NORMAL.GENERAL;
}

/** Mean activity in an hour. */
export function hourMean(curve: Float64Array, hour: number): number {
  return (num(curve, hour) + num(curve, (hour + 1) % 24)) / 2;
}

/** A moment within an hour, 0 … 1, so that the curve has no steps at full hours. */
export function momentWithin(curve: Float64Array, hour: number, rng: Rng): number {
  const a = num(curve, hour);
  const b = num(curve, (hour + 1) % 24);
  const slope = (b - a) / (a + b);
  const first = rng.next();
  if (rng.next() >= abs(slope)) return first;
  const second = rng.next();
  return slope > 0 ? max(first, second) : min(first, second);
}

/**
 * What somebody does when active; the index is the act: session, service request, paging, handover, call, a rival's
 * call, message, a rival's message, notice of a service, data.
 */
const MIX_GENERAL = [10, 13, 6, 7, 14, 6, 3, 1.5, 4.5, 35];
const MIX_STUDENT = [9, 11, 4, 5, 5, 2.5, 11, 2.5, 3, 47];
const MIX_FARMER = [8, 16, 10, 5, 24, 9, 2, 1, 8, 17];

function cumulative(mix: readonly number[]): Float64Array {
  const total = mix.reduce((sum, value) => sum + value, 0);
  let sum = 0;
  return Float64Array.from(mix, (value) => (sum += value) / total);
}

const MIXES = [MIX_GENERAL, MIX_STUDENT, MIX_FARMER].map(cumulative);

/** Draws an act for a kind of person. */
export function drawAct(kind: number, draw: number): number {
  const mix = at(MIXES, kind === STUDENT ? 1 : kind === FARMER ? 2 : 0);
  let act = 0;
  while (act < mix.length - 1 && num(mix, act) <= draw) act++;
  return act;
}

/** Acts a day by kind of person (the index is the kind), without periodic updates and moves. */
export const ACTS_PER_DAY = Float64Array.of(19, 15, 9, 15, 42, 18, 15, 3);
