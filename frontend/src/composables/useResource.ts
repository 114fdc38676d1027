import { useIntervalFn } from '@vueuse/core';
import { computed, toValue, watch, type ComputedRef, type MaybeRefOrGetter } from 'vue';
import { useResourceStore, type Resource } from '../api/resource-store.ts';

const RETRY_EVERY_MS = 3_000;

/** The answer to GET `path`, asked again every `everyMs`, and every 3 s while it fails. A null path asks nothing. */
export function useResource<T>(
  path: MaybeRefOrGetter<string | null>,
  everyMs: MaybeRefOrGetter<number>,
): ComputedRef<Resource<T> | null> {
  const store = useResourceStore();
  const resource = computed(() => {
    const wanted = toValue(path);
    return wanted === null ? null : store.peek<T>(wanted);
  });
  const refresh = (): void => {
    const wanted = toValue(path);
    if (wanted !== null && !document.hidden) void store.refresh(wanted, toValue(everyMs));
  };
  watch(() => toValue(path), refresh, { immediate: true });
  useIntervalFn(refresh, RETRY_EVERY_MS);
  return resource;
}
