/** Thresholds of share-drop, in force for the area. */
export interface ShareDropConfig {
  /** Fewest new numbers (own and rival together) that say anything [30]. */
  readonly minNew: number;
  /** Share of new customers below which an area is reported [0.70]. */
  readonly threshold: number;
  /** A rival number is new again after so many days of silence [90]. */
  readonly seenDays: number;
}

export const SHARE_DROP_DEFAULTS: ShareDropConfig = { minNew: 30, threshold: 0.7, seenDays: 90 };
