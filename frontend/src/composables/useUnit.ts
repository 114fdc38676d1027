import { useWindowSize } from '@vueuse/core';
import { computed, type ComputedRef } from 'vue';

/** Pixels of one layout unit (1 rem), the size of the smallest text: 1.5 % of the height, see tokens.css. */
export function useUnit(): ComputedRef<number> {
  const { width, height } = useWindowSize();
  return computed(() => Math.min(height.value * 0.015, width.value * 0.0084375));
}
