import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { EChartsCoreOption } from 'echarts/core';
import type { HomecomingDaysDto } from '../../api/dto.ts';
import type { Resource } from '../../api/resource-store.ts';
import { pathOf } from '../../api/rest.ts';
import { dayCurveOption } from '../../charts/day-curve.ts';
import { useResource } from '../../composables/useResource.ts';
import { seriesEveryMs } from '../../composables/useSeries.ts';
import { useUnit } from '../../composables/useUnit.ts';
import { useLiveStore } from '../live/live-store.ts';
import { timeOfDay } from '../live/local-day.ts';
import { useOverviewStore } from '../live/overview-store.ts';
import { homecomingProfile } from './homecoming-profile.ts';
import { useTileArea, useTileAreaNow } from './tile-context.ts';
import type { TileState } from './tile-state.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Homecomings of the tile's area by hour and day; asked for once, however many tiles show them. */
export function useHomecomingDays(): ComputedRef<Resource<HomecomingDaysDto> | null> {
  const live = useLiveStore();
  const areaId = useTileArea();
  return useResource<HomecomingDaysDto>(
    () => (areaId.value === null ? null : pathOf(`/areas/${encodeURIComponent(areaId.value)}/homecomings`)),
    () => seriesEveryMs(HOUR_MS, live.speed),
  );
}

export interface HomecomingCurve {
  readonly option: ComputedRef<EChartsCoreOption | null>;
  readonly state: ComputedRef<TileState>;
}

/** Homecomings of the tile's area as the day grows, against yesterday and the usual range. */
export function useHomecomingCurve(): HomecomingCurve {
  const { t } = useI18n();
  const live = useLiveStore();
  const store = useOverviewStore();
  const unit = useUnit();
  const now = useTileAreaNow();
  const days = useHomecomingDays();
  /** The minute is enough for such a curve: the chart is not merged again each second. */
  const minute = computed(() =>
    live.systemNow === null ? null : Math.floor(live.systemNow / MINUTE_MS) * MINUTE_MS,
  );
  const option = computed(() => {
    const known = days.value?.data;
    if (known == null || minute.value === null) return null;
    const at = timeOfDay(minute.value, live.timeZone);
    const count = now.value?.homecomings ?? null;
    return dayCurveOption({
      profile: homecomingProfile(known, { at, count }, store.k, live.timeZone),
      windowMs: HOUR_MS,
      now: at,
      unit: unit.value,
      labels: { today: t('curve.today'), yesterday: t('curve.yesterday'), usual: t('curve.usual') },
      small: false,
      abnormal: false,
      ...(store.k > 1 ? { few: { below: store.k, text: t('few.people', { k: store.k }) } } : {}),
    });
  });
  const state = computed<TileState>(() => {
    if (option.value !== null) return 'ready';
    return days.value?.failed === true ? 'failed' : 'loading';
  });
  return { option, state };
}
