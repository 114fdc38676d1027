import type { StoreKind } from '../store/options.ts';

/**
 * How migrations are written for one kind of store. Placeholders in `migrations/*.sql`:
 *
 * | placeholder | embedded, server | cluster |
 * | --- | --- | --- |
 * | `{{create:t}}` | `db.t` | `db.t_local ON CLUSTER c` |
 * | `{{table:t}}` | `db.t` | `db.t_local` |
 * | `{{engine:E(args)}}` | `E(args)` | `ReplicatedE(args)` |
 * | `{{dedup}}` | window of a plain MergeTree | window of a replicated one |
 * | `{{distributed:t:key}}` | nothing | `CREATE TABLE db.t … Distributed(…, key)` |
 */
export interface Dialect {
  readonly kind: StoreKind;
  readonly database: string;
  readonly onCluster: string;
  /** Fills the placeholders of one statement; an empty text means that there is nothing to do. */
  fill(statement: string): string;
  /** The table that holds the rows, for ALTER: `db.t` or `db.t_local ON CLUSTER c`. */
  alterable(table: string): string;
  /** The name of that table without its database. */
  physical(table: string): string;
  /** Engine of the table of applied migrations, which every node of a cluster shares. */
  readonly migrationsEngine: string;
}

/** Inserts remembered by token. The window counts parts, and one insert makes a part for every partition it touches. */
const DEDUPLICATION_WINDOW = 10_000;

export function dialectOf(kind: StoreKind, database: string, cluster = ''): Dialect {
  const clustered = kind === 'cluster';
  const onCluster = clustered ? ` ON CLUSTER ${cluster}` : '';
  const physical = (table: string): string => (clustered ? `${table}_local` : table);
  const replacements: Readonly<Record<string, (argument: string) => string>> = {
    create: (table) => `${database}.${physical(table)}${onCluster}`,
    table: (table) => `${database}.${physical(table)}`,
    engine: (engine) => (clustered ? `Replicated${engine}` : engine),
    dedup: () => `${clustered ? '' : 'non_'}replicated_deduplication_window = ${DEDUPLICATION_WINDOW}`,
    distributed: (argument) => (clustered ? distributed(database, cluster, argument) : ''),
  };
  return {
    kind,
    database,
    onCluster,
    fill: (statement) =>
      statement
        .replace(/\{\{(\w+)(?::([^}]*))?\}\}/g, (whole, name: string, argument: string | undefined) => {
          const replacement = replacements[name];
          return replacement === undefined ? whole : replacement(argument ?? '');
        })
        .trim(),
    alterable: (table) => `${database}.${physical(table)}${onCluster}`,
    physical,
    migrationsEngine: clustered
      ? `ReplicatedReplacingMergeTree('/clickhouse/tables/${database}/schema_migrations', '{shard}-{replica}')`
      : 'ReplacingMergeTree',
  };
}

function distributed(database: string, cluster: string, argument: string): string {
  const colon = argument.indexOf(':');
  const table = argument.slice(0, colon);
  const key = argument.slice(colon + 1);
  return (
    `CREATE TABLE IF NOT EXISTS ${database}.${table} ON CLUSTER ${cluster} AS ${database}.${table}_local ` +
    `ENGINE = Distributed(${cluster}, ${database}, ${table}_local, ${key})`
  );
}
