import { INSERT_TABLES } from '../store/tables.ts';
import type { Store } from '../store/store.ts';

/**
 * What an acknowledged insert survives: the end of the process (`process`, the default of ClickHouse), or also of the
 * machine's power (`power`), at the price of one flush to disk an insert.
 */
export type Durability = 'process' | 'power';

const FLUSHING = 'fsync_after_insert = 1';

/** Makes all tables as durable as configured. Idempotent; returns the tables it changed. */
export async function applyDurability(store: Store, durability: Durability): Promise<string[]> {
  const flushing = await flushingTables(store);
  const wanted = durability === 'power';
  const changed = [...INSERT_TABLES, 'contacts'].filter(
    (table) => flushing.has(store.dialect.physical(table)) !== wanted,
  );
  const clause = wanted
    ? `MODIFY SETTING ${FLUSHING}, fsync_part_directory = 1`
    : 'RESET SETTING fsync_after_insert, fsync_part_directory';
  for (const table of changed) await store.command(`ALTER TABLE ${store.dialect.alterable(table)} ${clause}`);
  return changed;
}

async function flushingTables(store: Store): Promise<Set<string>> {
  const rows = await store.select<{ readonly name: string }>(
    `SELECT name FROM system.tables ` +
      `WHERE database = {database:String} AND position(create_table_query, {flushing:String}) > 0`,
    { database: store.database, flushing: FLUSHING },
  );
  return new Set(rows.map((row) => row.name));
}
