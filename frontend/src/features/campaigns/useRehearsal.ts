import { computed, onScopeDispose, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue';
import type { RehearsalDto } from '../../api/schemes-dto.ts';
import { getJson, sendJson } from '../../api/rest.ts';
import { useCommand } from '../desk/useCommand.ts';
import { asRestError, useLoaded } from '../desk/useLoaded.ts';

const POLL_MS = 1_000;

/** The rehearsals of a scheme, newest first; one that runs is asked for until it is done. */
export function useRehearsals(schemeId: MaybeRefOrGetter<string>) {
  const path = computed(() => `/schemes/${encodeURIComponent(toValue(schemeId))}`);
  const list = useLoaded<{ items: readonly RehearsalDto[] }>(() => `${path.value}/rehearsals`);
  const command = useCommand();
  const fresh = shallowRef<RehearsalDto | null>(null);
  let timer = 0;
  onScopeDispose(() => clearTimeout(timer));

  const all = computed(() => {
    const items = list.data.value?.items ?? [];
    const newest = fresh.value;
    if (newest === null) return items;
    return [newest, ...items.filter(({ rehearsalId }) => rehearsalId !== newest.rehearsalId)];
  });

  const isUnderWay = ({ state }: RehearsalDto): boolean => state === 'queued' || state === 'running';
  const running = computed(() => all.value.some(isUnderWay));

  async function look(rehearsalId: string): Promise<void> {
    clearTimeout(timer);
    try {
      const found = await getJson<RehearsalDto>(`/rehearsals/${encodeURIComponent(rehearsalId)}`);
      fresh.value = found;
      if (!isUnderWay(found)) return;
    } catch (thrown) {
      if (asRestError(thrown).status === 404) return;
    }
    timer = window.setTimeout(() => void look(rehearsalId), POLL_MS);
  }

  async function start(hours: number): Promise<void> {
    await command.run(async () => {
      const { rehearsalId } = await sendJson<{ rehearsalId: string }>('POST', `${path.value}/rehearse`, {
        hours,
      });
      await look(rehearsalId);
    });
  }

  // Somebody may have started one before this page was opened.
  watch(list.data, (found) => {
    const first = found?.items.find(isUnderWay);
    if (first !== undefined && fresh.value === null) void look(first.rehearsalId);
  });

  return { all, running, list, start, busy: command.busy, refused: command.error };
}
