import { safeMessage, StoreError } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import { loadMigrations, type Migration } from './migrations.ts';

export interface MigrationProgress {
  /** Migrations done, this one included. */
  readonly done: number;
  readonly total: number;
  readonly name: string;
  /** False when it had been applied before. */
  readonly applied: boolean;
}

/**
 * Applies the migrations that are not applied yet, in order.
 *
 * Statements are idempotent, so that two processes may run this at once. An applied migration whose file has changed or
 * gone stops everything before anything is touched: `migration-changed`, `migration-missing`.
 */
export async function migrate(
  store: Store,
  onProgress: (progress: MigrationProgress) => void = () => undefined,
  migrations: readonly Migration[] = loadMigrations(),
): Promise<void> {
  await prepare(store);
  const applied = await appliedChecksums(store);
  refuseChanges(migrations, applied);
  for (const [index, migration] of migrations.entries()) {
    const fresh = !applied.has(migration.version);
    if (fresh) await apply(store, migration);
    onProgress({ done: index + 1, total: migrations.length, name: migration.name, applied: fresh });
  }
}

async function prepare(store: Store): Promise<void> {
  const { database, onCluster, migrationsEngine } = store.dialect;
  await store.command(`CREATE DATABASE IF NOT EXISTS ${database}${onCluster} ENGINE = Atomic`);
  await store.command(
    `CREATE TABLE IF NOT EXISTS ${database}.schema_migrations${onCluster} ` +
      `(version UInt32, name String, checksum String, applied_at DateTime64(3, 'UTC') DEFAULT now64(3)) ` +
      `ENGINE = ${migrationsEngine} ORDER BY version`,
  );
}

interface AppliedRow {
  readonly version: number;
  readonly name: string;
  readonly checksum: string;
}

async function appliedChecksums(store: Store): Promise<Map<number, AppliedRow>> {
  const rows = await store.select<AppliedRow>(
    `SELECT version, argMin(name, applied_at) AS name, argMin(checksum, applied_at) AS checksum ` +
      `FROM ${store.database}.schema_migrations GROUP BY version`,
  );
  return new Map(rows.map((row) => [row.version, row]));
}

function refuseChanges(migrations: readonly Migration[], applied: ReadonlyMap<number, AppliedRow>): void {
  const known = new Map(migrations.map((migration) => [migration.version, migration]));
  for (const row of applied.values()) {
    const migration = known.get(row.version);
    if (migration === undefined) {
      throw new StoreError(
        'migration-missing',
        `migration ${row.name} is applied but unknown here: this store was written by a newer version`,
      );
    }
    if (migration.checksum !== row.checksum) {
      throw new StoreError(
        'migration-changed',
        `migration ${migration.name} was changed after it was applied: restore the file and add a new one`,
        { details: { name: migration.name, applied: row.checksum, found: migration.checksum } },
      );
    }
  }
}

async function apply(store: Store, migration: Migration): Promise<void> {
  try {
    for (const statement of migration.statements) {
      const filled = store.dialect.fill(statement);
      if (filled !== '') await store.command(filled);
    }
    await store.client.command({
      query:
        `INSERT INTO ${store.database}.schema_migrations (version, name, checksum) ` +
        `SELECT {version:UInt32}, {name:String}, {checksum:String}`,
      query_params: { version: migration.version, name: migration.name, checksum: migration.checksum },
    });
  } catch (cause) {
    throw new StoreError('migration-failed', `migration ${migration.name} failed: ${safeMessage(cause)}`, {
      cause,
    });
  }
}
