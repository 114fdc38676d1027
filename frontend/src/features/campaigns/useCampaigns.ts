import type { CampaignNow } from '@tidewall/streams/events';
import { useDebounceFn, useThrottleFn } from '@vueuse/core';
import { watch } from 'vue';
import { useLiveStore } from '../live/live-store.ts';

/** A change of state is told by the topic at once; lists ask for the rest a moment later. */
const GATHER_MS = 250;
const LATEST_MS = 1_000;
/** Figures move with every message: whoever asks for what stands behind them asks this often at most. */
const FIGURES_MS = 2_000;

/** Schemes under way as the live topic has them, for as long as the calling scope lives. */
export function useCampaigns(): { readonly now: (schemeId: string) => CampaignNow | null } {
  const live = useLiveStore();
  live.follow('campaigns');
  const now = (schemeId: string): CampaignNow | null =>
    (live.topic('campaigns')?.entries.get(schemeId) as CampaignNow | undefined) ?? null;
  return { now };
}

/** `changed` runs soon after a scheme, or one of all, got another state. Figures that move do not count. */
export function useCampaignStates(changed: () => void, schemeId?: string): void {
  const live = useLiveStore();
  live.follow('campaigns');
  const soon = useDebounceFn(changed, GATHER_MS, { maxWait: LATEST_MS });
  watch(
    () => {
      const entries = live.topic('campaigns')?.entries;
      if (entries === undefined) return null;
      return [...(entries as Map<string, CampaignNow>)]
        .filter(([id]) => schemeId === undefined || id === schemeId)
        .map(([id, { state, killed }]) => `${id} ${state} ${String(killed)}`)
        .sort()
        .join('\n');
    },
    (states, before) => {
      if (states !== null && before !== null && states !== before) void soon();
    },
  );
}

/** `changed` runs while figures of schemes move, every other second at most; the last change is always told. */
export function useCampaignFigures(changed: () => void): void {
  const live = useLiveStore();
  live.follow('campaigns');
  const now = useThrottleFn(changed, FIGURES_MS, true, false);
  watch(
    () => {
      const entries = live.topic('campaigns')?.entries;
      return entries === undefined ? null : JSON.stringify([...entries.values()]);
    },
    (figures, before) => {
      if (figures !== null && before !== null && figures !== before) void now();
    },
  );
}
