/** Steps of a series in milliseconds. */
export const STEP_MS = { '1m': 60_000, '15m': 900_000, '1h': 3_600_000, '1d': 86_400_000 } as const;
export type Step = keyof typeof STEP_MS;

/** Times in epoch milliseconds, `fromMs` included, `toMs` not. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** [start of the window in epoch milliseconds, value], oldest first. */
export type Points = readonly (readonly [number, number])[];

export type ActivityMetric = 'subscribers' | 'signalling' | 'usage' | 'events';
export type HotspotMetric =
  | 'subscribers'
  | 'students'
  | 'rivals'
  | 'ownNewcomers'
  | 'signalling'
  | 'usage'
  | 'calls'
  | 'sms'
  | 'bytes'
  | 'voiceSeconds';

/** A window of a hotspot. */
export type HotspotRow = Readonly<Record<HotspotMetric, number>> & { readonly startMs: number };

/** New customers of an area on a day, as the newest figures say. */
export interface ShareOfDay {
  readonly areaId: string;
  readonly day: string;
  readonly ownNew: number;
  /** By operatorId. */
  readonly rivalNew: Readonly<Record<string, number>>;
  readonly share: number | null;
  /** Wilson 95 % interval. */
  readonly interval: readonly [number, number] | null;
  /** The day has closed. */
  readonly final: boolean;
}

/** Active numbers of an area on a day that is over, against one rival or all. */
export interface ActiveShareOfDay {
  readonly areaId: string;
  readonly day: string;
  /** Null for all rivals. */
  readonly operatorId: string | null;
  readonly ownActive: number;
  readonly rivalSeen: number;
  readonly seenOnce: number;
  readonly seenTwice: number;
  readonly communications: number;
  /** Chao1 estimate of the rival numbers, seen or not, with its 95 % interval. */
  readonly rivalEstimated: number;
  readonly rivalInterval: readonly [number, number];
  /** As if no rival number were unseen. */
  readonly plainShare: number;
  /** With the estimate of the unseen, and with the ends of its interval. */
  readonly chao1Share: number;
  readonly chao1Interval: readonly [number, number];
  /** A source was out: the figures are too low. */
  readonly outage: boolean;
}

/** The usual range of a quarter-hour of the day: 10th, 50th and 90th percentile of distinct subscribers. */
export interface UsualQuarter {
  readonly minuteOfDay: number;
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** Activity of a window, as far as it is kept for curves. */
export interface ActivityPoint {
  readonly start: number;
  readonly subscribers: number;
  readonly signalling: number;
  readonly usage: number;
}
