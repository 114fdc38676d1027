import { join } from 'node:path';
import { createStore, type Store } from '@tidewall/clickhouse';
import type { Status } from './api.ts';

/** Opens the embedded store of a server that has ended, for reading. */
export async function readStore<T>(dataDir: string, read: (store: Store) => Promise<T>): Promise<T> {
  const store = createStore({ embedded: join(dataDir, 'clickhouse') });
  try {
    return await read(store);
  } finally {
    await store.close();
  }
}

export interface LedgerLine {
  readonly source: string;
  readonly feed: string;
  readonly stored: number;
  readonly late: number;
  readonly rejected: number;
}

/** The ledger as the server tells it, in the form in which the store can be asked. */
export function toldLedger({ feeds }: Status): LedgerLine[] {
  return feeds
    .map(({ source, feed, stored, late, rejected }) => ({ source, feed, stored, late, rejected }))
    .sort((a, b) => (a.source < b.source ? -1 : 1));
}

/** Sources whose figures do not add up to what was accepted: none, if all is well. */
export function unbalanced({ feeds }: Status): readonly string[] {
  return feeds
    .filter((feed) => feed.accepted !== feed.stored + feed.duplicate + feed.late + feed.rejected)
    .map(({ source }) => source);
}
