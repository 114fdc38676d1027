import type { Store } from '@tidewall/clickhouse';

/** Columns that say when a row was written, not what it says. */
const RESULT_COLUMNS = '* EXCEPT (stored_at, revision)';

const QUERIES = {
  signalling: 'SELECT * EXCEPT (stored_at) FROM tidewall.signalling_events ORDER BY ALL',
  usage: 'SELECT * EXCEPT (stored_at) FROM tidewall.usage_events ORDER BY ALL',
  lifecycle: 'SELECT * EXCEPT (stored_at) FROM tidewall.lifecycle_events ORDER BY ALL',
  areaWindows: `SELECT ${RESULT_COLUMNS} FROM tidewall.area_windows FINAL ORDER BY ALL`,
  hotspotWindows: `SELECT ${RESULT_COLUMNS} FROM tidewall.hotspot_windows FINAL ORDER BY ALL`,
  operatorWindows: `SELECT ${RESULT_COLUMNS} FROM tidewall.operator_windows FINAL ORDER BY ALL`,
  activeShares: 'SELECT * EXCEPT (stored_at) FROM tidewall.active_shares FINAL ORDER BY ALL',
  shareDays: `SELECT ${RESULT_COLUMNS} FROM tidewall.share_days FINAL ORDER BY ALL`,
  contacts:
    'SELECT subscriber_id, peer_id, day, sum(calls) AS calls, sum(sms) AS sms FROM tidewall.contacts ' +
    'GROUP BY ALL ORDER BY ALL',
  /** Not FINAL: a detection that was stored twice is to be seen. */
  detections: 'SELECT body FROM tidewall.detections ORDER BY ALL',
} as const;

export type StoreContents = Readonly<Record<keyof typeof QUERIES, readonly unknown[]>>;

/** All that the pipeline has stored, in one order, to be compared between runs. */
export async function storeContents(store: Store): Promise<StoreContents> {
  const found: Partial<Record<keyof typeof QUERIES, readonly unknown[]>> = {};
  for (const [name, query] of Object.entries(QUERIES)) {
    found[name as keyof typeof QUERIES] = await store.select(query);
  }
  return found as StoreContents;
}
