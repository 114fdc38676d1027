import { useWindowSize } from '@vueuse/core';
import { computed, shallowRef, type ComputedRef } from 'vue';

/** Set by the wall, which knows how its screen hangs; null: what the style sheet says. */
const laidOut = shallowRef<number | null>(null);

/** Pixels of one layout unit (1 rem), the size of the smallest text. */
export function useUnit(): ComputedRef<number> {
  const { width, height } = useWindowSize();
  return computed(() => {
    // The style sheet's unit follows the size of the window.
    void width.value;
    void height.value;
    return laidOut.value ?? Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  });
}

/** Gives the document another layout unit; null: back to that of the style sheet. */
export function setUnit(pixels: number | null): void {
  document.documentElement.style.fontSize = pixels === null ? '' : `${pixels}px`;
  laidOut.value = pixels;
}
