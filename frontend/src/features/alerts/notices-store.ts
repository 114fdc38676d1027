import { useIntervalFn } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { NoticesDto } from '../../api/notifications-dto.ts';
import { getJson, sendJson, type RestError } from '../../api/rest.ts';
import { asRestError } from '../desk/useLoaded.ts';
import { useAlertTopic } from './useAlertTopic.ts';

/** Comments tell people too and move no alert: they are found at the latest after this. */
const EVERY_MS = 30_000;

/** What this person was told. */
export const useNotices = defineStore('notices', () => {
  const data = shallowRef<NoticesDto | null>(null);
  const error = shallowRef<RestError | null>(null);

  async function reload(): Promise<void> {
    try {
      data.value = await getJson<NoticesDto>('/notifications');
      error.value = null;
    } catch (thrown) {
      error.value = asRestError(thrown);
    }
  }

  async function read(ids?: readonly number[]): Promise<void> {
    try {
      await sendJson('POST', '/notifications/read', ids === undefined ? {} : { ids });
    } finally {
      await reload();
    }
  }

  useAlertTopic(() => void reload());
  useIntervalFn(() => {
    if (!document.hidden) void reload();
  }, EVERY_MS);
  void reload();

  return { data, error, unread: computed(() => data.value?.unread ?? 0), reload, read };
});
