import { useMediaQuery } from '@vueuse/core';
import type { Ref } from 'vue';

/** Whether the screen is that narrow: tables become cards. The styles break at the same width. */
export function usePhone(): Readonly<Ref<boolean>> {
  return useMediaQuery('(max-width: 720px)');
}
