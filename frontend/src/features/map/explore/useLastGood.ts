import { shallowRef, watch, type Ref, type ShallowRef } from 'vue';

/** What was there last, for as long as it is about the same: the next answer takes its place without a gap. */
export function useLastGood<T>(
  source: Readonly<Ref<T | null>>,
  about: () => string | null,
): Readonly<ShallowRef<T | null>> {
  const kept = shallowRef<T | null>(source.value);
  watch(about, () => (kept.value = null), { flush: 'sync' });
  watch(
    source,
    (now) => {
      if (now !== null) kept.value = now;
    },
    { flush: 'sync' },
  );
  return kept;
}
