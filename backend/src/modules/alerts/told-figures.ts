import { countsPeople } from '../indicators/index.ts';
import type { AlertRow } from './alerts.repository.ts';

/** Figures of an alert as they leave the server. */
export interface ToldFigures {
  readonly value: number | null;
  readonly threshold: number | null;
  /** Figures below this are told as 0, which means fewer than this: k for numbers of people, else 1. */
  readonly fewBelow: number;
}

/** What may be told of the figures of an alert; of people, fewer than `k` are not told to the unit. */
export function toldFigures(
  { value, threshold, metric }: Pick<AlertRow, 'value' | 'threshold' | 'metric'>,
  k: number,
): ToldFigures {
  const fewBelow = metric !== null && countsPeople(metric.metric) ? k : 1;
  const told = (figure: number | null): number | null =>
    figure !== null && fewBelow > 1 && figure < fewBelow ? 0 : figure;
  return { value: told(value), threshold: told(threshold), fewBelow };
}
