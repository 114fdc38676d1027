import { computed, toValue, type ComputedRef, type MaybeRefOrGetter } from 'vue';
import type { ItemsDto } from '../../../api/dto.ts';
import { pathOf } from '../../../api/rest.ts';
import { useLoaded } from '../../desk/useLoaded.ts';
import { useLiveStore } from '../../live/live-store.ts';
import { epochOfLocal } from '../../desk/zoned-time.ts';
import type { LayerId } from './layers.ts';
import type { MapSeriesDto, ShareFigures } from './map-dto.ts';
import type { Pick } from './useMapAddress.ts';

interface CardCurve {
  readonly series: ComputedRef<MapSeriesDto | null>;
  /** Of shares, whose axis is in days. */
  readonly threshold: ComputedRef<number | undefined>;
  readonly loading: ComputedRef<boolean>;
}

const FRESH_MS = 5 * 60_000;

/** The curve behind what is picked, up to the moment that is shown; live ones are asked for again now and then. */
export function useCardCurve(
  pick: MaybeRefOrGetter<Pick>,
  layer: MaybeRefOrGetter<LayerId>,
  at: MaybeRefOrGetter<number | null>,
): CardCurve {
  const live = useLiveStore();
  const shared = computed(() => toValue(layer) === 'share' && toValue(pick).kind === 'area');
  const until = computed(() => {
    const moment = toValue(at);
    const now = live.systemNow;
    return moment ?? (now === null ? undefined : Math.floor(now / FRESH_MS) * FRESH_MS);
  });
  const people = useLoaded<MapSeriesDto>(() => {
    const { kind, id } = toValue(pick);
    if (kind === 'hotspot') return pathOf('/map/campus-series', { hotspotId: id, at: until.value });
    if (kind !== 'area' || shared.value) return null;
    const metric = toValue(layer) === 'homecomings' ? 'homecomings' : 'present';
    return pathOf('/map/series', { areaId: id, metric, at: until.value });
  });
  const shares = useLoaded<ItemsDto<ShareFigures>>(() =>
    shared.value ? pathOf('/map/shares', { areaId: toValue(pick).id, at: until.value }) : null,
  );
  return {
    series: computed(() => {
      if (!shared.value) return people.data.value;
      const days = shares.data.value?.items;
      return days === undefined ? null : { points: pointsOf(days, live.timeZone), band: [], before: [] };
    }),
    threshold: computed(() => (shared.value ? shares.data.value?.items.at(-1)?.threshold : undefined)),
    loading: computed(() => people.loading.value || shares.loading.value),
  };
}

function pointsOf(days: readonly ShareFigures[], timeZone: string): readonly (readonly [number, number])[] {
  return days.flatMap(({ day, share }) => {
    const ms = epochOfLocal(day, timeZone);
    return share === null || ms === null ? [] : [[ms, share] as const];
  });
}
