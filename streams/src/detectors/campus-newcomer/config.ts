/** Thresholds of campus-newcomer/own, in force for the area of the campus. */
export interface CampusNewcomerConfig {
  /** Most days of 24 h between activation and first traffic on the campus [30]. */
  readonly newDays: number;
}

export const CAMPUS_NEWCOMER_DEFAULTS: CampusNewcomerConfig = { newDays: 30 };
