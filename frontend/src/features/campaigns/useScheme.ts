import { computed, shallowRef } from 'vue';
import { useRouter } from 'vue-router';
import type { SchemeAction, SchemeDto } from '../../api/schemes-dto.ts';
import { sendJson } from '../../api/rest.ts';
import { asRestError, useLoaded } from '../desk/useLoaded.ts';
import { useCampaignStates } from './useCampaigns.ts';

/** Of an action: when, why, to which version. */
export type ActionBody = Readonly<{ reason?: string; at?: number; toVersion?: number }>;
export type Act = (action: SchemeAction, body: ActionBody) => Promise<void>;

/**
 * One scheme as the server has it, and what is done to it. Every action says the row version that was seen; when somebody
 * was faster, the scheme is fetched anew and `moved` says so.
 */
export function useScheme(schemeId: string) {
  const router = useRouter();
  const path = `/schemes/${encodeURIComponent(schemeId)}`;
  const loaded = useLoaded<SchemeDto>(path);
  const answered = shallowRef<SchemeDto | null>(null);
  const moved = shallowRef(false);

  useCampaignStates(() => void reload(), schemeId);

  async function reload(): Promise<void> {
    await loaded.reload();
    answered.value = null;
  }

  /** The answer of the last action, until the next time it is asked for. */
  const data = computed(() => answered.value ?? loaded.data.value);

  async function act(action: SchemeAction, body: ActionBody): Promise<void> {
    const seen = data.value;
    if (seen === null) return;
    moved.value = false;
    try {
      answered.value = await sendJson<SchemeDto>('POST', `${path}/${action}`, {
        rowVersion: seen.rowVersion,
        ...body,
      });
    } catch (thrown) {
      if (asRestError(thrown).status === 409) {
        await reload();
        moved.value = data.value?.rowVersion !== seen.rowVersion;
      }
      throw thrown;
    }
  }

  async function copy(): Promise<void> {
    const made = await sendJson<SchemeDto>('POST', `${path}/copy`, {});
    await router.push({ name: 'campaign', params: { id: made.schemeId } });
  }

  return { data, error: loaded.error, loading: loaded.loading, reload, moved, act, copy };
}
