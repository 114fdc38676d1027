import type { IndicatorDefinition } from './definition.dto.ts';

/** A version of an indicator that is in force. */
export interface IndicatorInForce {
  readonly id: string;
  readonly version: number;
  readonly definition: IndicatorDefinition;
  /** Epoch milliseconds of event time up to which a metric has been judged; null: not yet. */
  readonly evaluatedAt: number | null;
}

/** An indicator as lists show it. Times in epoch milliseconds of the system. */
export interface Indicator extends Omit<IndicatorInForce, 'evaluatedAt'> {
  readonly key: string | null;
  readonly enabled: boolean;
  readonly authorId: string;
  readonly createdAt: number;
  readonly changedAt: number;
  readonly openAlerts: number;
  readonly evaluatedTo: number | null;
}

export interface IndicatorVersion {
  readonly version: number;
  readonly definition: IndicatorDefinition;
  readonly authorId: string;
  readonly at: number;
}

/** Where an indicator is judged: an area, or a hotspot with its area. */
export interface Place {
  readonly areaId: string;
  readonly hotspotId: string | null;
}

/** Values of places by `placeKey`, each by the start of its window in epoch milliseconds. */
export type PlaceSeries = ReadonlyMap<string, ReadonlyMap<number, number>>;

/** An indicator has one open alert for each. */
export function placeKey({ areaId, hotspotId }: Place): string {
  return hotspotId ?? areaId;
}
