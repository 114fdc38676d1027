import { computed, toValue, type ComputedRef, type MaybeRefOrGetter } from 'vue';
import type { ItemsDto } from '../../../api/dto.ts';
import { pathOf, sendJson } from '../../../api/rest.ts';
import { useLoaded } from '../../desk/useLoaded.ts';
import type { AnnotationDto } from './map-dto.ts';
import type { PlacedNote } from './marks.ts';

interface Notes {
  readonly all: ComputedRef<readonly AnnotationDto[]>;
  /** As the map draws them. */
  readonly placed: (holderOf: (areaId: string) => string | null) => readonly PlacedNote[];
  readonly reload: () => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
}

/** Notes of an area and all below it, of the 30 days up to the moment that is shown. */
export function useNotes(
  areaId: MaybeRefOrGetter<string | null>,
  at: MaybeRefOrGetter<number | null>,
): Notes {
  const { data, reload } = useLoaded<ItemsDto<AnnotationDto>>(() => {
    const [area, moment] = [toValue(areaId), toValue(at)];
    if (area === null) return null;
    return pathOf('/annotations', { areaId: area, to: moment === null ? undefined : moment + 1 });
  });
  const all = computed(() => data.value?.items ?? []);
  return {
    all,
    placed: (holderOf) =>
      all.value.map(({ id, areaId: of, longitude, latitude }) => ({
        id,
        holder: holderOf(of),
        longitude,
        latitude,
      })),
    reload,
    async remove(id) {
      await sendJson('DELETE', `/annotations/${encodeURIComponent(id)}`);
      await reload();
    },
  };
}
