import type { AlertNow, CampaignNow } from '@tidewall/streams/events';
import { computed } from 'vue';
import { useLiveStore } from '../live/live-store.ts';
import { campaignRows, openAlerts } from './loop.ts';

/** Open alerts, as the server says them now. */
export function useOpenAlerts() {
  const live = useLiveStore();
  live.follow('alerts');
  const loaded = computed(() => live.topic('alerts') !== null);
  const alerts = computed(() =>
    openAlerts((live.topic('alerts')?.entries.values() ?? []) as Iterable<AlertNow>),
  );
  return { loaded, alerts };
}

/** Campaigns under way. */
export function useCampaigns() {
  const live = useLiveStore();
  live.follow('campaigns');
  const loaded = computed(() => live.topic('campaigns') !== null);
  const campaigns = computed(() =>
    campaignRows((live.topic('campaigns')?.entries.values() ?? []) as Iterable<CampaignNow>),
  );
  return { loaded, campaigns };
}
