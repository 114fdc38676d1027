import { createStore, StoreError, type Store, type StoreOptions } from '@tidewall/clickhouse';
import type { ReferenceTexts } from '@tidewall/streams';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findPseudonymKey } from '../journal/index.ts';
import { readSavedReference, REPLAY_FOLDER } from './saved-reference-files.ts';
import { StoredWorldError } from './stored-world.errors.ts';

/** What was stored and what is needed to read it: for work beside or without a server. */
export interface StoredWorld {
  readonly store: Store;
  /** Behind the pseudonyms of `store`. */
  readonly key: Buffer;
  /** The reference files in force at the end. */
  readonly reference: ReferenceTexts;
}

/** Where to look. */
export interface StoredWorldPlace {
  /** A `replay --store` directory, or the data directory of a server. */
  readonly directory: string;
  /** Where the pseudonym key is kept, unless it is `key`: the data directory of the configuration. */
  readonly keyDirectory: string;
  readonly key: string | undefined;
  /** The store of `directory` unless another is given: a server may keep its rows elsewhere. */
  readonly store: StoreOptions;
}

/** The embedded store of a directory. */
export function embeddedIn(directory: string): StoreOptions {
  return { embedded: join(directory, 'clickhouse') };
}

/** Opens what was stored. Throws `StoredWorldError` with what to do when there is nothing or somebody else holds it. */
export async function openStoredWorld(place: StoredWorldPlace): Promise<StoredWorld> {
  const { directory } = place;
  if ('embedded' in place.store && !existsSync(place.store.embedded)) {
    throw new StoredWorldError(
      `${directory} has no store: expected the directory of a replay with --store, or the data directory of a server`,
    );
  }
  const key = await findPseudonymKey(keyDirectory(place), place.key);
  if (key === null) {
    throw new StoredWorldError(
      `there is no pseudonym key in ${place.keyDirectory}: use the configuration that the store was written with`,
    );
  }
  const reference = await readSavedReference(directory, key);
  const store = await opened(place);
  return { store, key, reference };
}

/** A server keeps its key beside its store, a replay where the configuration says. */
function keyDirectory({ directory, keyDirectory: configured }: StoredWorldPlace): string {
  return existsSync(join(directory, REPLAY_FOLDER)) ? configured : directory;
}

async function opened({ store: options, directory }: StoredWorldPlace): Promise<Store> {
  let store: Store | null = null;
  try {
    store = createStore(options);
    await store.migrate();
    return store;
  } catch (error) {
    await store?.close();
    if (!(error instanceof StoreError) || error.code !== 'store-open-failed') throw error;
    throw new StoredWorldError(
      `the store in ${directory} did not open: stop the server that runs on it first`,
      error,
    );
  }
}
