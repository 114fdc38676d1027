import { computed, toValue, type ComputedRef, type MaybeRefOrGetter } from 'vue';
import type { SharesDto } from '../../api/dto.ts';
import { pathOf } from '../../api/rest.ts';
import { useResource } from '../../composables/useResource.ts';
import { formatDay } from '../../i18n/format.ts';
import { useLiveStore } from '../live/live-store.ts';
import { daysBefore } from '../live/local-day.ts';
import { useOverviewStore } from '../live/overview-store.ts';
import { isBelow, isFarBelow, MIN_NEW, sampleOf, shareState } from './share-rows.ts';

const DAYS = 14;
const EVERY_MS = 60_000;
const DEFAULT_THRESHOLD = 0.7;

export interface ShareDay {
  /** Local day, YYYY-MM-DD. */
  readonly day: string;
  /** Null where nothing was counted. */
  readonly share: number | null;
  /** Below the threshold with enough counted to say so. */
  readonly below: boolean;
  /** Of those the second level of alarm. */
  readonly far: boolean;
}

export interface ShareDays {
  /** The last 14 days, oldest first, today from the live topic; empty until the answer is there. */
  readonly days: ComputedRef<readonly ShareDay[]>;
  readonly threshold: ComputedRef<number>;
  /** Asked for, and not got. */
  readonly failed: ComputedRef<boolean>;
}

/** The share of one area on each of the last days. */
export function useShareDays(areaId: MaybeRefOrGetter<string | null>): ShareDays {
  const live = useLiveStore();
  const store = useOverviewStore();

  // As text, so that who reads it is told of a change once a day, not once a second.
  const span = computed(() => {
    const now = live.systemNow;
    if (now === null) return '';
    const day = (back: number): string => formatDay(daysBefore(now, back, live.timeZone), live.timeZone);
    return Array.from({ length: DAYS }, (_, i) => day(DAYS - 1 - i)).join();
  });
  const names = computed(() => (span.value === '' ? [] : span.value.split(',')));
  const answer = useResource<SharesDto>(() => {
    const id = toValue(areaId);
    if (id === null || names.value.length === 0) return null;
    return pathOf(`/areas/${encodeURIComponent(id)}/shares`, {
      from: names.value[0],
      to: names.value.at(-1),
    });
  }, EVERY_MS);

  const now = computed(() => store.overview.areas.get(toValue(areaId) ?? '')?.share ?? null);
  const threshold = computed(() => now.value?.threshold ?? DEFAULT_THRESHOLD);
  const days = computed(() => {
    const items = answer.value?.data?.items;
    if (items === undefined) return [];
    const byDay = new Map(
      items.filter((item) => item.areaId === toValue(areaId)).map((item) => [item.day, item]),
    );
    return names.value.map((day) => {
      // Today is judged as everywhere else on the wall, lest a point says what the figure beside it does not.
      if (day === now.value?.day) {
        const state = shareState(now.value);
        return { day, share: now.value.share, below: isBelow(state), far: state === 'far-below' };
      }
      const item = byDay.get(day);
      const share = item?.share ?? null;
      const judged = item !== undefined && sampleOf(item) >= MIN_NEW;
      const below = judged && share !== null && share < threshold.value;
      return { day, share, below, far: below && isFarBelow(share, threshold.value) };
    });
  });
  const failed = computed(() => answer.value?.data == null && answer.value?.failed === true);
  return { days, threshold, failed };
}
