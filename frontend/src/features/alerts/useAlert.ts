import { computed, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue';
import type { AlertAction, AlertDetailDto, TimelineDto } from '../../api/alerts-dto.ts';
import { sendJson, type RestError } from '../../api/rest.ts';
import { asRestError, useLoaded } from '../desk/useLoaded.ts';
import { useLiveStore } from '../live/live-store.ts';
import { useAlertTopic } from './useAlertTopic.ts';

interface Missed {
  readonly seen: AlertDetailDto;
  readonly action: AlertAction;
  readonly written: readonly string[];
}

/**
 * One alert as the server has it, and what is done to it. Every action says the version that was seen; when somebody was
 * faster, the alert is fetched anew and what they did is kept to be shown.
 */
export function useAlert(id: MaybeRefOrGetter<string>) {
  const live = useLiveStore();
  const path = computed(() => `/alerts/${encodeURIComponent(toValue(id))}`);
  const { data: alert, error, loading, reload } = useLoaded<AlertDetailDto>(path);
  const busy = shallowRef<AlertAction | null>(null);
  const refused = shallowRef<RestError | null>(null);
  /** What was seen and tried when somebody else was faster. */
  const missed = shallowRef<Missed | null>(null);
  /** What the others did since, and what was written for an action that is no longer possible; null: nobody was faster. */
  const overtaken = computed(() => {
    if (missed.value === null) return null;
    const { seen, action, written } = missed.value;
    const possible = alert.value?.may.includes(action) ?? false;
    return { events: eventsSince(seen, alert.value), written: possible ? [] : written };
  });

  // The topic names what changed; the page shows more than the topic holds, so it asks.
  const entry = computed(() => JSON.stringify(live.topic('alerts')?.entries.get(toValue(id)) ?? null));
  useAlertTopic(() => void 0);
  watch(entry, () => void reload());

  async function act(action: AlertAction, body: Readonly<Record<string, unknown>>): Promise<boolean> {
    const seen = alert.value;
    if (seen === null || busy.value !== null) return false;
    busy.value = action;
    refused.value = null;
    missed.value = null;
    try {
      const versioned = action === 'comment' ? body : { version: seen.version, ...body };
      await sendJson('POST', `${path.value}/${action}`, versioned);
      await reload();
      return true;
    } catch (thrown) {
      refused.value = asRestError(thrown);
      if (refused.value.status === 409) missed.value = { seen, action, written: textsOf(body) };
      await reload();
      return false;
    } finally {
      busy.value = null;
    }
  }

  return { alert, error, loading, reload, busy, refused, overtaken, act };
}

function eventsSince(seen: AlertDetailDto, now: AlertDetailDto | null): readonly TimelineDto[] {
  const known = new Set(seen.timeline.map(({ id }) => id));
  return (now?.timeline ?? []).filter(({ id }) => !known.has(id));
}

function textsOf(body: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.values(body).filter((value) => typeof value === 'string');
}
