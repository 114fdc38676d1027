import type { AlertNow, CampaignLedgerNow, CampaignNow } from '@tidewall/streams/events';
import { createSharedComposable } from '@vueuse/core';
import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { ageParts } from '../../i18n/format.ts';
import { useLiveStore } from '../live/live-store.ts';
import { campaignRows } from './loop-campaigns.ts';
import { alertGroups, lastDay, openAlerts } from './loop.ts';

/** The one entry of `campaigns` that is no campaign. */
const LEDGER = 'ledger';
/** What becomes overdue by the clock alone is so this soon. */
const SORT_MS = 5_000;
const DAY_HOURS = 24;
/** Up to here hours are said, beyond it days. */
const MAX_HOURS = 48;

/** Open alerts, as the server says them now; put in order once for all tiles. */
export const useOpenAlerts = createSharedComposable(() => {
  const live = useLiveStore();
  live.follow('alerts');
  const loaded = computed(() => live.topic('alerts') !== null);
  const now = computed(() => Math.floor((live.systemNow ?? 0) / SORT_MS) * SORT_MS);
  const known = computed(() => [...(live.topic('alerts')?.entries.values() ?? [])] as AlertNow[]);
  const alerts = computed(() => openAlerts(known.value, now.value));
  const groups = computed(() => alertGroups(alerts.value));
  const day = computed(() => lastDay(known.value, now.value));
  return { loaded, now, alerts, groups, day };
});

/** Spans of time in the largest unit that says enough: "3 小时", "5 天". */
export function useSpan(): (ms: number) => string {
  const { t } = useI18n();
  return (ms) => {
    const { unit, n } = ageParts(ms);
    if (unit === 'hours' && n > MAX_HOURS) return t('loop.days', { n: Math.floor(n / DAY_HOURS) });
    return t(`age.${unit}`, { n });
  };
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
