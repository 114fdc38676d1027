import type { ClickHouseClient } from '@clickhouse/client';
import { dialectOf, type Dialect } from '../migrate/dialect.ts';
import { migrate, type MigrationProgress } from '../migrate/migrate.ts';
import type {
  BinaryQueryCatalog,
  BinaryQueryName,
  QueryName,
  QueryParams,
  QueryRow,
} from '../queries/catalog.ts';
import { queryText } from '../queries/load.ts';
import type { StoreDoor } from './door.ts';
import { openEmbeddedDoor } from './embedded-door.ts';
import { safeMessage, StoreError } from './errors.ts';
import { insertSettings } from './insert-settings.ts';
import { DEFAULT_DATABASE, identifier, type StoreKind, type StoreOptions } from './options.ts';
import { openServerDoor } from './server-door.ts';
import { layoutOf, type InsertTable } from './tables.ts';

/** Rows of one table, written down as `layoutOf(table)` says (see ../rows). */
export interface Block {
  readonly table: InsertTable;
  /** Deterministic name of these rows: a block sent again with its token is stored once. */
  readonly token: string;
  readonly bytes: Uint8Array;
  readonly rows: number;
}

/** Events, windows and detections. Nobody above this line knows which kind of ClickHouse it is. */
export interface Store {
  readonly kind: StoreKind;
  readonly client: ClickHouseClient;
  readonly database: string;
  readonly dialect: Dialect;
  /** Brings the tables up to date; harmless when they are, also when several processes do it at once. */
  migrate(onProgress?: (progress: MigrationProgress) => void): Promise<void>;
  /**
   * One attempt; resolves once the rows are acknowledged (they survive the end of the process). Blocks of one token
   * must be sent one after another. Use a writer for retries and back-pressure.
   */
  insert(block: Block): Promise<void>;
  /** Runs a file of `queries/` with bound parameters. */
  query<Name extends QueryName>(name: Name, params: QueryParams<Name>): Promise<QueryRow<Name>[]>;
  /** Runs a file of `queries/` that answers in RowBinary; the bytes are their own memory. */
  queryBytes<Name extends BinaryQueryName>(name: Name, params: BinaryQueryCatalog[Name]): Promise<Uint8Array>;
  /** A statement of this package without an answer. */
  command(statement: string): Promise<void>;
  /** Rows of a statement of this package. */
  select<Row>(statement: string, params?: object): Promise<Row[]>;
  close(): Promise<void>;
}

/** Opens a store. Nothing is created before `migrate`. */
export function createStore(options: StoreOptions): Store {
  if ('embedded' in options) return openStore('embedded', () => openEmbeddedDoor(options.embedded), options);
  if ('cluster' in options) {
    const { cluster } = options;
    return openStore('cluster', () => openServerDoor(cluster), cluster, identifier(cluster.name, 'cluster'));
  }
  return openStore('server', () => openServerDoor(options), options);
}

function openStore(
  kind: StoreKind,
  open: () => StoreDoor,
  named: { readonly database?: string },
  cluster?: string,
): Store {
  const database = identifier(named.database ?? DEFAULT_DATABASE, 'database');
  return storeOver(kind, opened(open, kind), dialectOf(kind, database, cluster));
}

function opened(open: () => StoreDoor, kind: StoreKind): StoreDoor {
  try {
    return open();
  } catch (cause) {
    throw new StoreError('store-open-failed', `the ${kind} store did not open: ${safeMessage(cause)}`, {
      cause,
    });
  }
}

/** A store over a given door. Tests put a failing network here. */
export function storeOver(kind: StoreKind, door: StoreDoor, dialect: Dialect): Store {
  let migrating: Promise<void> = Promise.resolve();
  let closing: Promise<void> | null = null;
  const store: Store = {
    kind,
    client: door.client,
    database: dialect.database,
    dialect,
    migrate(onProgress) {
      migrating = migrating.catch(() => undefined).then(() => migrate(store, onProgress));
      return migrating;
    },
    async insert(block) {
      if (closing !== null) throw new StoreError('store-closed', 'the store is closed');
      if (block.rows === 0) return;
      await door.insert({
        table: `${dialect.database}.${block.table}`,
        layout: layoutOf(block.table),
        bytes: block.bytes,
        settings: insertSettings(kind, block.token),
      });
    },
    query: (name, params) => store.select(queryText(name, dialect.database), params),
    queryBytes: (name, params) => selectBytes(door.client, queryText(name, dialect.database), params),
    async command(statement) {
      await door.client.command({ query: statement });
    },
    select: (statement, params) => select(door.client, statement, params),
    close() {
      closing ??= door.close();
      return closing;
    },
  };
  return store;
}

async function select<Row>(client: ClickHouseClient, query: string, params: object = {}): Promise<Row[]> {
  try {
    const answer = await client.query({ query, query_params: { ...params }, format: 'JSONEachRow' });
    return await answer.json<Row>();
  } catch (cause) {
    throw new StoreError('query-failed', `the store refused a query: ${safeMessage(cause)}`, { cause });
  }
}

async function selectBytes(client: ClickHouseClient, query: string, params: object): Promise<Uint8Array> {
  try {
    const { stream } = await client.exec({ query, query_params: { ...params } });
    const chunks: Uint8Array[] = [];
    for await (const chunk of stream) chunks.push(chunk as Uint8Array);
    return joined(chunks);
  } catch (cause) {
    throw new StoreError('query-failed', `the store refused a query: ${safeMessage(cause)}`, { cause });
  }
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
