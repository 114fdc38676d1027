import { wilsonInterval } from '@tidewall/streams';

export interface Arm {
  readonly subjects: number;
  readonly successes: number;
}

/**
 * 95 % interval of the difference of two independent proportions, treated less control: Newcombe's hybrid of two Wilson
 * score intervals (Newcombe, Statistics in Medicine 17 (1998) 873–890, method 10). Stays inside [−1, 1] and keeps its
 * coverage for small arms and for shares near 0, where the textbook interval fails; conversions are both.
 */
export function differenceInterval(treated: Arm, control: Arm): readonly [number, number] {
  const [p1, p2] = [share(treated), share(control)];
  const [low1, high1] = wilsonInterval(treated.successes, treated.subjects);
  const [low2, high2] = wilsonInterval(control.successes, control.subjects);
  const difference = p1 - p2;
  return [difference - Math.hypot(p1 - low1, high2 - p2), difference + Math.hypot(high1 - p1, p2 - low2)];
}

export function share({ subjects, successes }: Arm): number {
  return subjects === 0 ? 0 : successes / subjects;
}
