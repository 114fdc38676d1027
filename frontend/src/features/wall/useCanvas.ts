import { useWindowSize } from '@vueuse/core';
import { computed, onScopeDispose, watch, type ComputedRef } from 'vue';
import type { ScreenDto } from '../../api/scenes-dto.ts';
import { setUnit } from '../../composables/useUnit.ts';
import { canvasOf, type Canvas } from './canvas.ts';

/** The picture of which this screen shows its part; gives the document its layout unit for as long as it is used. */
export function useCanvas(screen: () => ScreenDto): ComputedRef<Canvas> {
  const { width, height } = useWindowSize();
  const canvas = computed(() => canvasOf({ width: width.value, height: height.value }, screen()));
  watch(
    () => canvas.value.unit,
    (unit) => {
      setUnit(unit);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    setUnit(null);
  });
  return canvas;
}
