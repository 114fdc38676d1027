import { ClickHouseLogLevel, createClient, type ClickHouseClientConfigOptions } from '@clickhouse/client';
import { createChdbConnection, type ChdbConnection } from 'chdb/connection';
import type { InsertRequest, StoreDoor } from './door.ts';

/**
 * ClickHouse in the process (chDB), bound to one directory: a second process gets an error.
 *
 * Inserts have a connection of their own, so that a long query does not hold them up, and hand their bytes to the
 * engine without a copy; parsing happens on a thread of libuv's pool. Bound parameters are guarded by a lock that is
 * local to a thread's copy of chdb: use one store a process, on one thread.
 */
export function openEmbeddedDoor(path: string): StoreDoor {
  const queries = createChdbConnection({ path });
  const inserts = createChdbConnection({ path });
  const client = createClient({ connection: asConnection(queries), log: { level: ClickHouseLogLevel.OFF } });
  return {
    client,
    insert: (request) => insertInto(inserts, request),
    async close() {
      await inserts.close();
      await client.close();
    },
  };
}

/** chdb implements the client's contract against its own copy of the types, which TypeScript takes for another. */
function asConnection(connection: unknown): NonNullable<ClickHouseClientConfigOptions['connection']> {
  return connection as NonNullable<ClickHouseClientConfigOptions['connection']>;
}

async function insertInto(connection: ChdbConnection, request: InsertRequest): Promise<void> {
  await connection.chdb.rawInsert({
    table: request.table,
    columns: request.columns,
    values: request.bytes,
    format: 'TabSeparated',
    settings: request.settings,
  });
}
