import { computed, type ComputedRef } from 'vue';
import type { AnnotationDto } from './map-dto.ts';
import type { MapRow } from './rows.ts';
import type { Pick } from './useMapAddress.ts';
import { useMapFigures, type MapFigures } from './useMapFigures.ts';
import type { useMapRows } from './useMapRows.ts';
import type { useMapScope } from './useMapScope.ts';
import type { useNotes } from './useNotes.ts';
import type { useRowWords } from './useRowWords.ts';

interface PickSources {
  readonly pick: ComputedRef<Pick | null>;
  readonly at: ComputedRef<number | null>;
  readonly scope: ReturnType<typeof useMapScope>;
  readonly figures: MapFigures;
  readonly rows: ReturnType<typeof useMapRows>;
  readonly notes: ReturnType<typeof useNotes>;
  readonly words: ReturnType<typeof useRowWords>;
}

interface MapPick {
  /** What its card is about; null: nothing is picked, or it is not on this map. */
  readonly row: ComputedRef<MapRow | null>;
  readonly children: ComputedRef<readonly MapRow[]>;
  readonly notes: ComputedRef<readonly AnnotationDto[]>;
}

/** What is picked, with what belongs to it. */
export function useMapPick({ pick, at, scope, figures, rows, notes, words }: PickSources): MapPick {
  const isShown = (id: string): boolean => id === scope.area.value?.areaId;
  // Those of an area below come with another answer when the map is of a moment.
  const below = useMapFigures(
    () => (pick.value?.kind === 'area' && !isShown(pick.value.id) ? pick.value.id : null),
    at,
  );
  return {
    row: computed(() => (pick.value === null ? null : rows.rowOf(pick.value))),
    children: computed(() => {
      if (pick.value?.kind !== 'area') return [];
      return rows.childRows(pick.value.id, isShown(pick.value.id) ? figures : below);
    }),
    notes: computed(() => {
      const { value: of } = pick;
      return of === null ? [] : notes.all.value.filter(({ areaId }) => words.holds(of, areaId));
    }),
  };
}
