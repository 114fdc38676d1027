import { mkdirSync, rmSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ClickHouseLogLevel, createClient, type ClickHouseClientConfigOptions } from '@clickhouse/client';
import { drainPending } from 'chdb';
import { createChdbConnection, type ChdbExtension } from 'chdb/connection';
import { insertHead, quoted, type InsertRequest, type StoreDoor } from './door.ts';

/** Blocks on their way, inside the store's directory. */
const BLOCKS_FOLDER = 'blocks';

/**
 * ClickHouse in the process (chDB), bound to one directory: a second process gets an error.
 *
 * Inserts have a connection of their own, so that a long query does not hold them up; parsing happens on a thread of
 * libuv's pool. chDB takes text only through its insert call, and text costs eight times the processor time of Native:
 * so Native blocks go through a short-lived file. Bound parameters are guarded by a lock that is local to a thread's
 * copy of chdb: use one store a process, on one thread.
 */
export function openEmbeddedDoor(path: string): StoreDoor {
  const folder = join(resolve(path), BLOCKS_FOLDER);
  const queries = createChdbConnection({ path });
  const inserts = createChdbConnection({ path });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const client = createClient({ connection: asConnection(queries), log: { level: ClickHouseLogLevel.OFF } });
  let blocks = 0;
  return {
    client,
    insert: (request) =>
      request.layout.format === 'Native'
        ? insertFile(inserts.chdb, request, join(folder, `${++blocks}.native`))
        : insertText(inserts.chdb, request),
    async close() {
      await inserts.close();
      await client.close();
      await drainPending();
    },
  };
}

/** chdb implements the client's contract against its own copy of the types, which TypeScript takes for another. */
function asConnection(connection: unknown): NonNullable<ClickHouseClientConfigOptions['connection']> {
  return connection as NonNullable<ClickHouseClientConfigOptions['connection']>;
}

/** One thread, so that the block stays whole and its rows in order. */
async function insertFile(chdb: ChdbExtension, request: InsertRequest, file: string): Promise<void> {
  const { columns, structure } = request.layout;
  const settings = { ...request.settings, max_threads: 1 };
  try {
    await writeFile(file, request.bytes);
    await chdb.queryAsync(
      `${insertHead({ ...request, settings })} ` +
        `SELECT ${columns.join(', ')} FROM file(${quoted(file)}, Native, ${quoted(structure)})`,
    );
  } finally {
    await rm(file, { force: true });
  }
}

async function insertText(chdb: ChdbExtension, request: InsertRequest): Promise<void> {
  await chdb.rawInsert({
    table: request.table,
    columns: request.layout.columns,
    values: request.bytes,
    format: 'TabSeparated',
    settings: request.settings,
  });
}
