import { computed } from 'vue';
import type { SchemeSummaryDto } from '../../api/schemes-dto.ts';
import { useLoaded } from '../desk/useLoaded.ts';

/** Names of schemes by their id; the id itself of one that is out of scope. */
export function useSchemeNames(): (schemeId: string) => string {
  const { data } = useLoaded<{ items: readonly SchemeSummaryDto[] }>('/schemes');
  const names = computed(() => new Map(data.value?.items.map(({ schemeId, name }) => [schemeId, name])));
  return (schemeId) => names.value.get(schemeId) ?? schemeId;
}
