import type { Detection } from '@tidewall/streams/events';

/** GET /hotspots/{id}/usual: `[start, p10, p50, p90]` of the day's quarter-hours. */
export interface UsualDto {
  readonly quarters: readonly (readonly [number, number, number, number])[];
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

export interface ItemsDto<T> {
  readonly items: readonly T[];
}

export interface DetectionPageDto extends ItemsDto<Detection> {
  readonly nextCursor: string | null;
}
