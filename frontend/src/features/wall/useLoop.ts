import type { AlertNow, CampaignLedgerNow, CampaignNow } from '@tidewall/streams/events';
import { computed } from 'vue';
import { useLiveStore } from '../live/live-store.ts';
import { campaignRows, openAlerts } from './loop.ts';

/** The one entry of `campaigns` that is no campaign. */
const LEDGER = 'ledger';

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
  const entries = computed(() => new Map(live.topic('campaigns')?.entries ?? []));
  const campaigns = computed(() => {
    const schemes = new Map(entries.value);
    schemes.delete(LEDGER);
    return campaignRows(schemes.values() as Iterable<CampaignNow>);
  });
  /** Triggers that nobody can explain, over all campaigns. */
  const unexplained = computed(
    () => (entries.value.get(LEDGER) as CampaignLedgerNow | undefined)?.unexplained ?? 0,
  );
  return { loaded, campaigns, unexplained };
}
