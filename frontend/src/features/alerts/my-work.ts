import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { MyWorkDto } from '../../api/alerts-dto.ts';
import { getJson, type RestError } from '../../api/rest.ts';
import { asRestError } from '../desk/useLoaded.ts';
import { useAlertTopic } from './useAlertTopic.ts';

/** What waits for the one who sits here: for the page, and as a number in the menu. */
export const useMyWork = defineStore('my-work', () => {
  const data = shallowRef<MyWorkDto | null>(null);
  const error = shallowRef<RestError | null>(null);

  async function reload(): Promise<void> {
    try {
      data.value = await getJson<MyWorkDto>('/alerts/mine');
      error.value = null;
    } catch (thrown) {
      error.value = asRestError(thrown);
    }
  }

  useAlertTopic(() => void reload());
  void reload();

  const waiting = computed(() => data.value?.counts.waiting ?? 0);
  const overdue = computed(() => data.value?.counts.overdue ?? 0);
  return { data, error, waiting, overdue, reload };
});
