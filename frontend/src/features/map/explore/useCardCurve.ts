import { computed, toValue, type ComputedRef, type MaybeRefOrGetter } from 'vue';
import type { ItemsDto } from '../../../api/dto.ts';
import { pathOf } from '../../../api/rest.ts';
import { useLoaded } from '../../desk/useLoaded.ts';
import { useLiveStore } from '../../live/live-store.ts';
import { epochOfLocal } from '../../desk/zoned-time.ts';
import type { LayerId } from './layers.ts';
import type { MapSeriesDto, ShareFigures } from './map-dto.ts';
import { useLastGood } from './useLastGood.ts';
import type { Pick } from './useMapAddress.ts';

interface CardCurve {
  readonly series: ComputedRef<MapSeriesDto | null>;
  /** Of shares, whose axis is in days. */
  readonly threshold: ComputedRef<number | undefined>;
}

/** A live curve is asked for again after so much of the system's time, and so much of the screen's. */
const FRESH_MS = 5 * 60_000;
const FRESH_SCREEN_MS = 30_000;

/** The curve behind what is picked, up to the moment that is shown; live ones are asked for again now and then. */
export function useCardCurve(
  pick: MaybeRefOrGetter<Pick>,
  layer: MaybeRefOrGetter<LayerId>,
  at: MaybeRefOrGetter<number | null>,
): CardCurve {
  const live = useLiveStore();
  const shared = computed(() => toValue(layer) === 'share' && toValue(pick).kind === 'area');
  const metric = computed(() => (toValue(layer) === 'homecomings' ? 'homecomings' : 'present'));
  const until = computed(() => {
    const moment = toValue(at);
    const now = live.systemNow;
    const step = Math.max(FRESH_MS, FRESH_SCREEN_MS * live.speed);
    return moment ?? (now === null ? undefined : Math.floor(now / step) * step);
  });
  const people = useLoaded<MapSeriesDto>(() => {
    const { kind, id } = toValue(pick);
    if (kind === 'hotspot') return pathOf('/map/campus-series', { hotspotId: id, at: until.value });
    if (kind !== 'area' || shared.value) return null;
    return pathOf('/map/series', { areaId: id, metric: metric.value, at: until.value });
  });
  const shares = useLoaded<ItemsDto<ShareFigures>>(() =>
    shared.value ? pathOf('/map/shares', { areaId: toValue(pick).id, at: until.value }) : null,
  );
  const curve = useLastGood(people.data, () => `${toValue(pick).id} ${metric.value}`);
  const days = useLastGood(shares.data, () => toValue(pick).id);
  return {
    series: computed(() => {
      if (!shared.value) return curve.value;
      const items = days.value?.items;
      return items === undefined ? null : { points: pointsOf(items, live.timeZone), band: [], before: [] };
    }),
    threshold: computed(() => (shared.value ? days.value?.items.at(-1)?.threshold : undefined)),
  };
}

function pointsOf(days: readonly ShareFigures[], timeZone: string): readonly (readonly [number, number])[] {
  return days.flatMap(({ day, share }) => {
    const ms = epochOfLocal(day, timeZone);
    return share === null || ms === null ? [] : [[ms, share] as const];
  });
}
