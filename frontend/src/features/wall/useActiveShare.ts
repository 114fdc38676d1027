import { computed, toValue, type ComputedRef, type MaybeRefOrGetter } from 'vue';
import type { ActiveShareDto, ActiveSharesDto } from '../../api/dto.ts';
import { pathOf } from '../../api/rest.ts';
import { useResource } from '../../composables/useResource.ts';
import { formatDay } from '../../i18n/format.ts';
import { useLiveStore } from '../live/live-store.ts';
import { daysBefore } from '../live/local-day.ts';
import { newestOf } from './active-share.ts';

const DAYS = 7;
const EVERY_MS = 60_000;

export interface ActiveShare {
  /** Against all rivals, on the newest day that has closed; null while there is none. */
  readonly share: ComputedRef<ActiveShareDto | null>;
  readonly state: ComputedRef<'loading' | 'ready' | 'empty' | 'failed'>;
}

/** The active share of one area on the newest of the last days that has closed. */
export function useActiveShare(areaId: MaybeRefOrGetter<string | null>): ActiveShare {
  const live = useLiveStore();
  const from = computed(() => {
    const now = live.systemNow;
    return now === null ? null : formatDay(daysBefore(now, DAYS, live.timeZone), live.timeZone);
  });
  const answer = useResource<ActiveSharesDto>(() => {
    const id = toValue(areaId);
    if (id === null || from.value === null) return null;
    return pathOf(`/areas/${encodeURIComponent(id)}/active-shares`, { from: from.value });
  }, EVERY_MS);

  const share = computed(() => newestOf(answer.value?.data?.items ?? [], toValue(areaId)));
  const state = computed(() => {
    if (share.value !== null) return 'ready';
    if (answer.value?.data != null) return 'empty';
    return answer.value?.failed === true ? 'failed' : 'loading';
  });
  return { share, state };
}
