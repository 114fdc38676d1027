import type { SeriesDto } from '@tidewall/streams/events';
import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { EChartsCoreOption } from 'echarts/core';
import type { Resource } from '../../api/resource-store.ts';
import { pathOf } from '../../api/rest.ts';
import { dayCurveOption } from '../../charts/day-curve.ts';
import { dayProfile, type DayProfile } from '../../charts/day-profile.ts';
import { useSeries } from '../../composables/useSeries.ts';
import { useUnit } from '../../composables/useUnit.ts';
import { useLiveStore } from '../live/live-store.ts';
import { DAY_MS, daysBefore, startOfDay, timeOfDay } from '../live/local-day.ts';
import { drawnAt } from '../live/shown.ts';
import { useTileArea } from './tile-context.ts';
import type { TileState } from './tile-state.ts';

/** Today, yesterday's day before it lost its first hours, and three weeks for the usual range. */
const DAYS = 22;
const MINUTE_MS = 60_000;

export interface DayCurveQuery {
  readonly metric: 'events';
  readonly size: '15m';
  readonly windowMs: number;
}

export interface DayCurve {
  readonly option: ComputedRef<EChartsCoreOption | null>;
  readonly state: ComputedRef<TileState>;
}

interface DaySeries {
  readonly series: ComputedRef<Resource<SeriesDto> | null>;
}

export interface DayFolded {
  /** Of the system's time, the start of the one that runs. */
  readonly minute: ComputedRef<number | null>;
  readonly profile: ComputedRef<DayProfile | null>;
  readonly failed: ComputedRef<boolean>;
}

/** A measure of the tile's area over the last three weeks and today; asked for once, however many tiles show it. */
function useDaySeries({ metric, size, windowMs }: DayCurveQuery): DaySeries {
  const live = useLiveStore();
  const areaId = useTileArea();
  const today = computed(() => (live.systemNow === null ? null : startOfDay(live.systemNow, live.timeZone)));
  const series = useSeries(() => {
    if (areaId.value === null || today.value === null) return null;
    const from = daysBefore(today.value, DAYS, live.timeZone);
    const query = { metric, size, from, to: today.value + DAY_MS, counts: 'shown' };
    return pathOf(`/areas/${encodeURIComponent(areaId.value)}/windows`, query);
  }, windowMs);
  return { series };
}

/** The same, folded onto one day; null until it is there. */
export function useDayProfile(query: DayCurveQuery): DayFolded {
  const live = useLiveStore();
  const { series } = useDaySeries(query);
  /** The minute is enough for such a curve: the chart is not merged again each second. */
  const minute = computed(() =>
    live.systemNow === null ? null : Math.floor(live.systemNow / MINUTE_MS) * MINUTE_MS,
  );
  const profile = computed(() => {
    const points = series.value?.data?.points;
    if (points === undefined || minute.value === null) return null;
    return dayProfile({
      // Where so few people are that their events are hidden, there are next to none.
      points: points.map(([start, count]) => [start, drawnAt(count, 0)] as const),
      now: minute.value,
      completeTo: series.value?.completeTo ?? minute.value,
      windowMs: query.windowMs,
      timeZone: live.timeZone,
    });
  });
  return { minute, profile, failed: computed(() => series.value?.failed === true) };
}

/** A measure of the tile's area today against yesterday and the usual range. */
export function useDayCurve(query: DayCurveQuery): DayCurve {
  const { t } = useI18n();
  const live = useLiveStore();
  const unit = useUnit();
  const { minute, profile, failed } = useDayProfile(query);
  const option = computed(() => {
    if (profile.value === null || minute.value === null) return null;
    return dayCurveOption({
      profile: profile.value,
      windowMs: query.windowMs,
      now: timeOfDay(minute.value, live.timeZone),
      unit: unit.value,
      labels: { today: t('curve.today'), yesterday: t('curve.yesterday'), usual: t('curve.usual') },
      small: false,
      abnormal: false,
    });
  });
  const state = computed<TileState>(() => {
    if (option.value !== null) return 'ready';
    return failed.value ? 'failed' : 'loading';
  });
  return { option, state };
}
