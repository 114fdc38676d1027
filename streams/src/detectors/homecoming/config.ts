import type { AreaLevel } from '../../reference/areas.ts';

/** Thresholds of homecoming/own, in force for the home area of the subscriber. */
export interface HomecomingConfig {
  /** Level of the area that counts as home [city]. */
  readonly homeLevel: AreaLevel;
  /** Shortest trip that counts, from first observation away to first at home, days of 24 h [7]. */
  readonly minAwayDays: number;
  /** How long after the first observation at home another one confirms the return, minutes [30]. */
  readonly minDwellMinutes: number;
  /** Observations on the other side between two on this side are ignored when these are so close, seconds [120]. */
  readonly pingPongSeconds: number;
  /** How near a festival a return must be to be called festive, days [10]. */
  readonly festivalWindowDays: number;
}

export const HOMECOMING_DEFAULTS: HomecomingConfig = {
  homeLevel: 'city',
  minAwayDays: 7,
  minDwellMinutes: 30,
  pingPongSeconds: 120,
  festivalWindowDays: 10,
};
