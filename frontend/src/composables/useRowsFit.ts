import { useElementSize } from '@vueuse/core';
import { computed, type ComputedRef, type Ref } from 'vue';
import { useTile } from '../features/wall/tile-context.ts';
import { useUnit } from './useUnit.ts';

/** How many whole rows of `rowUnits` layout units fit into the element, less what stands above them; no more than the scene wants. */
export function useRowsFit(
  element: Readonly<Ref<HTMLElement | null>>,
  rowUnits: number,
  aboveUnits = 0,
): ComputedRef<number> {
  const { height } = useElementSize(element);
  const unit = useUnit();
  const tile = useTile();
  // A tenth of a pixel of rounding must not cost a row.
  return computed(() =>
    Math.min(
      tile.value?.options.limit ?? Number.POSITIVE_INFINITY,
      Math.max(0, Math.floor((height.value + 0.5 - aboveUnits * unit.value) / (rowUnits * unit.value))),
    ),
  );
}

/** Height of the element in layout units, for lists whose rows differ. */
export function useRowsRoom(element: Readonly<Ref<HTMLElement | null>>): ComputedRef<number> {
  const { height } = useElementSize(element);
  const unit = useUnit();
  return computed(() => (height.value + 0.5) / unit.value);
}
