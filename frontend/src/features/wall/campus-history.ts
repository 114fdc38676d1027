import type { SeriesDto, ShownCount } from '@tidewall/streams/events';
import type { UsualDto } from '../../api/dto.ts';
import { pathOf } from '../../api/rest.ts';
import { formatDay } from '../../i18n/format.ts';
import { DAY_MS } from '../live/local-day.ts';

export const QUARTER_MS = 900_000;
/** The usual range of a day changes only with the day. */
export const USUAL_EVERY_MS = 600_000;

/** Where a campus's day and its usual range are to be had. */
export interface CampusPaths {
  readonly series: string;
  readonly usual: string;
}

export function campusPaths(hotspotId: string, today: number, timeZone: string): CampusPaths {
  const base = `/hotspots/${encodeURIComponent(hotspotId)}`;
  const window = { metric: 'subscribers', size: '15m', from: today, to: today + DAY_MS, counts: 'shown' };
  return {
    series: pathOf(`${base}/windows`, window),
    usual: pathOf(`${base}/usual`, { day: formatDay(today, timeZone), counts: 'shown' }),
  };
}

/** People of the last whole quarter-hour, as the store knows it. */
export interface StoredQuarter {
  readonly start: number;
  readonly subscribers: ShownCount;
  readonly usual: readonly [number, number, number] | null;
}

/**
 * The newest quarter that ended by `completeTo`: without a point nobody was there. Null when the store has none of the hour
 * before.
 */
export function lastWholeQuarter(
  series: SeriesDto | null,
  usual: UsualDto | null,
  completeTo: number,
  k: number,
): StoredQuarter | null {
  const point = series?.points.findLast(([start]) => start + QUARTER_MS <= completeTo);
  if (point === undefined || completeTo - point[0] > 4 * QUARTER_MS) return null;
  const start = Math.floor(completeTo / QUARTER_MS) * QUARTER_MS - QUARTER_MS;
  const range = usual?.quarters.find((quarter) => quarter[0] === start);
  return {
    start,
    subscribers: point[0] === start ? point[1] : k > 1 ? 'few' : 0,
    usual: range === undefined ? null : [range[1], range[2], range[3]],
  };
}
