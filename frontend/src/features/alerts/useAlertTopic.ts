import { useDebounceFn } from '@vueuse/core';
import { watch } from 'vue';
import { useLiveStore } from '../live/live-store.ts';

/** Changes that come close together are answered by one question. */
const GATHER_MS = 250;
/** However fast they come, a question is not put off longer than this. */
const LATEST_MS = 1_000;

/** Follows the live topic of alerts while the calling scope lives: `changed` runs soon after anything in it moved. */
export function useAlertTopic(changed: () => void): void {
  const live = useLiveStore();
  live.follow('alerts');
  const soon = useDebounceFn(changed, GATHER_MS, { maxWait: LATEST_MS });
  watch(
    () => {
      const state = live.topic('alerts');
      return state === null ? null : `${state.epoch}/${String(state.seq)}`;
    },
    (position, before) => {
      // The first snapshot repeats what was just asked for.
      if (position !== null && before !== null) void soon();
    },
  );
}
