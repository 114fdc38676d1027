import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dialectOf } from '../migrate/dialect.ts';
import type { StoreDoor } from '../store/door.ts';
import { openEmbeddedDoor } from '../store/embedded-door.ts';
import { DEFAULT_DATABASE, type StoreKind } from '../store/options.ts';
import { openServerDoor } from '../store/server-door.ts';
import { storeOver, type Store } from '../store/store.ts';

/** A server to test against instead of the engine in the process. */
const SERVER_URL = process.env['TIDEWALL_TEST_CLICKHOUSE_URL'];

export interface TestStore {
  readonly store: Store;
  /** Closes the store and removes what it wrote. */
  dispose(): Promise<void>;
}

/** Stands between a store and its door, for failures of the network. */
export type Network = (door: StoreDoor) => StoreDoor;

/** An empty store: embedded in a temporary directory, or a database of its own on the given server. */
export function openTestStore(network: Network = (door) => door): TestStore {
  return SERVER_URL === undefined ? openEmbedded(network) : openServer(SERVER_URL, network);
}

function openEmbedded(network: Network): TestStore {
  const path = mkdtempSync(join(tmpdir(), 'tidewall-store-'));
  return testStore('embedded', network(openEmbeddedDoor(path)), DEFAULT_DATABASE, () =>
    rm(path, { recursive: true, force: true }),
  );
}

function openServer(url: string, network: Network): TestStore {
  const database = `tidewall_test_${process.pid}_${Date.now()}`;
  const door = network(openServerDoor({ url }));
  return testStore('server', door, database, () => Promise.resolve(), `DROP DATABASE IF EXISTS ${database}`);
}

function testStore(
  kind: StoreKind,
  door: StoreDoor,
  database: string,
  cleanUp: () => Promise<void>,
  lastStatement?: string,
): TestStore {
  const store = storeOver(kind, door, dialectOf(kind, database));
  return {
    store,
    async dispose() {
      if (lastStatement !== undefined) await store.command(lastStatement);
      await store.close();
      await cleanUp();
    },
  };
}
