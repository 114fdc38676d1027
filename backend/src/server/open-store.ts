import { join } from 'node:path';
import { applyRetention, createStore, type Store, type StoreOptions } from '@tidewall/clickhouse';
import type { Config } from '../config/index.ts';

const DAY_MS = 86_400_000;

/** Which store the configuration means. */
export function storeOptions(config: Config): StoreOptions {
  const { url, username, password, database, cluster } = config.store;
  if (url === 'embedded') return { embedded: join(config.dataDir, 'clickhouse'), database };
  const server = {
    url,
    database,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
  };
  return cluster === undefined ? server : { cluster: { ...server, name: cluster } };
}

/** Opens the store, brings its tables up to date and applies the retention; `say` is told about each migration. */
export async function openStore(config: Config, say: (migration: string) => void): Promise<Store> {
  const store = createStore(storeOptions(config));
  try {
    await store.migrate((progress) => say(progress.name));
    await applyRetention(store, retentionDays(config));
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

function retentionDays({ retentionMs }: Config) {
  const days = (ms: number): number => Math.ceil(ms / DAY_MS);
  return {
    rawDays: days(retentionMs.raw),
    windowDays: days(retentionMs.windows),
    detectionDays: days(retentionMs.detections),
    refusedDays: days(retentionMs.refused),
    contactDays: days(retentionMs.contacts),
  };
}
