import type { Store } from '../store/store.ts';

/** Days that rows are kept, counted from when they were stored. 0 keeps them for ever. */
export interface Retention {
  /** Signalling, usage and lifecycle events. @default 35 */
  readonly rawDays: number;
  /** Windows of areas, hotspots and operators, new customers and active numbers by day. @default 400 */
  readonly windowDays: number;
  /** @default 800 */
  readonly detectionDays: number;
  /** Late and rejected records. @default 35 */
  readonly refusedDays: number;
  /** Contacts between subscribers by day. @default 100 */
  readonly contactDays: number;
}

export const DEFAULT_RETENTION: Retention = {
  rawDays: 35,
  windowDays: 400,
  detectionDays: 800,
  refusedDays: 35,
  contactDays: 100,
};

const TABLES_OF: Readonly<Record<keyof Retention, readonly string[]>> = {
  rawDays: ['signalling_events', 'usage_events', 'lifecycle_events'],
  windowDays: ['area_windows', 'hotspot_windows', 'operator_windows', 'share_days', 'active_shares'],
  detectionDays: ['detections'],
  refusedDays: ['late_events', 'rejected_events'],
  contactDays: ['contacts'],
};

/**
 * Makes the tables keep their rows as long as configured. Idempotent: a table that already does is left alone, so this
 * may run at every start. Returns the tables it changed.
 */
export async function applyRetention(store: Store, retention: Partial<Retention> = {}): Promise<string[]> {
  const days = { ...DEFAULT_RETENTION, ...retention };
  const current = await currentTtls(store);
  const changed: string[] = [];
  for (const group of Object.keys(TABLES_OF) as (keyof Retention)[]) {
    for (const table of TABLES_OF[group]) {
      const clause = ttlClause(current.get(store.dialect.physical(table)) ?? null, days[group]);
      if (clause === null) continue;
      await store.command(`ALTER TABLE ${store.dialect.alterable(table)} ${clause}`);
      changed.push(table);
    }
  }
  return changed;
}

/** What to alter so that a table with the TTL `current` (days, null for none) keeps rows for `wanted` days. */
function ttlClause(current: number | null, wanted: number): string | null {
  if (!Number.isInteger(wanted) || wanted < 0)
    throw new RangeError(`retention must be whole days, got ${wanted}`);
  if (wanted === 0) return current === null ? null : 'REMOVE TTL';
  return current === wanted ? null : `MODIFY TTL stored_at + toIntervalDay(${wanted})`;
}

async function currentTtls(store: Store): Promise<Map<string, number>> {
  const rows = await store.select<{ readonly name: string; readonly days: string }>(
    `SELECT name, extract(create_table_query, 'TTL stored_at \\\\+ toIntervalDay\\\\((\\\\d+)\\\\)') AS days ` +
      `FROM system.tables WHERE database = {database:String} AND days != ''`,
    { database: store.database },
  );
  return new Map(rows.map((row) => [row.name, Number(row.days)]));
}
