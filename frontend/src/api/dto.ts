import type { Detection, ShownCount } from '@tidewall/streams/events';

/** GET /hotspots/{id}/usual: `[start, p10, p50, p90]` of the day's quarter-hours. */
export interface UsualDto {
  readonly quarters: readonly (readonly [number, number, number, number])[];
}

type ShownPoints = readonly (readonly [number, ShownCount])[];

/** GET /areas/{id}/homecomings, in whole steps of k. */
export interface HomecomingDaysDto {
  /** `[end of the hour, count of the day so far]`. */
  readonly today: ShownPoints;
  readonly yesterday: ShownPoints;
  /** Of the day so far: hours since midnight, 10th, 50th and 90th percentile; 0 stands for fewer than k. */
  readonly usual: readonly (readonly [number, number, number, number])[];
  /** Whole days before today: `[start, count]`. */
  readonly days: ShownPoints;
}

/** New customers of one area on one day. */
export interface ShareDayDto {
  readonly areaId: string;
  /** Local day, YYYY-MM-DD. */
  readonly day: string;
  readonly ownNew: number;
  readonly rivalNew: Readonly<Record<string, number>>;
  readonly share: number | null;
}

/** GET /areas/{id}/shares: the area and its children. */
export interface SharesDto {
  readonly items: readonly ShareDayDto[];
}

/** Active numbers of one area on one day that is over, against one rival or all. */
export interface ActiveShareDto {
  readonly areaId: string;
  /** Local day, YYYY-MM-DD. */
  readonly day: string;
  /** Null for all rivals. */
  readonly operatorId: string | null;
  readonly ownActive: number;
  readonly rivalSeen: number;
  readonly rivalEstimated: number;
  readonly plainShare: number;
  readonly chao1Share: number;
  readonly chao1Interval: readonly [number, number];
  readonly outage: boolean;
}

/** GET /areas/{id}/active-shares: the area and its children. */
export type ActiveSharesDto = ItemsDto<ActiveShareDto>;

export interface ItemsDto<T> {
  readonly items: readonly T[];
}

export interface DetectionPageDto extends ItemsDto<Detection> {
  readonly nextCursor: string | null;
}
