import type { AlertThen } from '../alerts/alert-then.ts';
import type { ShownCount, UsualBand } from '../headcounts/index.ts';

export interface ShareFigures {
  /** Local day, YYYY-MM-DD. */
  readonly day: string;
  readonly ownNew: number;
  readonly rivalNew: number;
  readonly share: number | null;
  /** Wilson 95 % interval. */
  readonly interval: readonly [number, number] | null;
  readonly threshold: number;
  readonly below: boolean;
}

/** What a map shows of an area. */
export interface AreaFigures {
  readonly areaId: string;
  /** Start of the minute that `present` is about; null: no minute is known. */
  readonly minute: number | null;
  /** Distinct subscribers of that minute; null: not known. */
  readonly present: ShownCount | null;
  readonly usual: UsualBand | null;
  /** Of the day so far, in whole steps of k; null: not known. */
  readonly homecomings: ShownCount | null;
  /** To the same time of day. */
  readonly yesterday: ShownCount | null;
  readonly lastWeek: ShownCount | null;
  readonly share: ShareFigures | null;
  /** What was known of the minute then has been replaced since. */
  readonly revised: boolean;
}

/** What a map shows of a campus. */
export interface CampusFigures {
  readonly hotspotId: string;
  /** Start of the quarter of an hour; null: no quarter is known. */
  readonly quarter: number | null;
  readonly subscribers: ShownCount | null;
  readonly usual: UsualBand | null;
}

/** A map at a moment, as it was known then. */
export interface MapState {
  readonly at: number;
  /** `store`: what was stored by then; `event-time`: what could have been known by then (see docs/map.md). */
  readonly basis: 'store' | 'event-time';
  readonly areas: readonly AreaFigures[];
  readonly campuses: readonly CampusFigures[];
  readonly alerts: readonly AlertThen[];
}

/** `[cell, longitude, latitude, distinct subscribers]`; positions are null where the reference data has none. */
export type CellFigure = readonly [string, number | null, number | null, ShownCount];

/** A curve behind a figure. Times in epoch milliseconds, oldest first. */
export interface MapSeries {
  readonly points: readonly (readonly [number, ShownCount])[];
  readonly band: readonly (readonly [number, UsualBand])[];
  /** The same of the day before, at the same times of day. */
  readonly before: readonly (readonly [number, ShownCount])[];
}
