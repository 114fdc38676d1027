import { useEventListener, useIntervalFn } from '@vueuse/core';
import { computed, shallowRef, toValue, watch, type ComputedRef, type MaybeRefOrGetter } from 'vue';
import { useResourceStore, type Resource } from '../api/resource-store.ts';
import { reportAnswer } from './useAnswers.ts';

const RETRY_EVERY_MS = 3_000;

/**
 * The answer to GET `path`, asked again every `everyMs`, and every 3 s while it fails. A null path asks nothing. After a
 * change of path (another day, say) the last good answer stays until the new one is there. The tile around it learns how
 * old the answer is that it shows.
 */
export function useResource<T>(
  path: MaybeRefOrGetter<string | null>,
  everyMs: MaybeRefOrGetter<number>,
): ComputedRef<Resource<T> | null> {
  const store = useResourceStore();
  const askedSince = performance.now();
  const lastGood = shallowRef<Resource<T> | null>(null);
  const current = computed(() => {
    const wanted = toValue(path);
    return wanted === null ? null : store.peek<T>(wanted);
  });
  watch(
    current,
    (resource) => {
      if (resource !== null && resource.data !== null) lastGood.value = resource;
    },
    { immediate: true, flush: 'sync' },
  );
  const refresh = (): void => {
    const wanted = toValue(path);
    if (wanted !== null && !document.hidden) void store.refresh(wanted, toValue(everyMs));
  };
  watch(() => toValue(path), refresh, { immediate: true });
  useIntervalFn(refresh, RETRY_EVERY_MS);
  useEventListener(document, 'visibilitychange', refresh);
  const shown = computed(() =>
    current.value?.data == null ? (lastGood.value ?? current.value) : current.value,
  );
  reportAnswer(() => ({
    loadedAt: shown.value?.loadedAt ?? null,
    completeTo: shown.value?.completeTo ?? null,
    failed: current.value?.failed ?? false,
    everyMs: toValue(everyMs),
    askedSince,
  }));
  return shown;
}
