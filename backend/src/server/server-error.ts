import { StoreError } from '@tidewall/clickhouse';
import type { Config } from '../config/index.ts';

/** A start that failed for a reason people can do something about; the message says what. */
export class StartError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'StartError';
  }
}

/** What an error of listening means. */
export function listenError(error: unknown, host: string, port: number): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EADDRINUSE') {
    return new StartError(
      `port ${port} at ${host} is in use: stop the other program, or choose another port with --http-port`,
      error,
    );
  }
  if (code === 'EACCES')
    return new StartError(`port ${port} may not be used by this user: choose one above 1023`, error);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new StartError(`${host} is not an address of this machine: see http.host`, error);
  }
  return error;
}

/** What an error of opening the store means. */
export function storeError(error: unknown, dataDir: string): unknown {
  if (!(error instanceof StoreError) || error.code !== 'store-open-failed') return error;
  return new StartError(
    `the store in ${dataDir} did not open: is another server running on this directory?`,
    error,
  );
}

/** What an error of opening PostgreSQL means. */
export function databaseError(error: unknown, { database, dataDir }: Config): unknown {
  const embedded = database.url === 'embedded';
  return new StartError(
    embedded
      ? `the database in ${dataDir} did not open: is another server running on this directory?`
      : 'the PostgreSQL server of database.url did not answer or refused: see the cause in the log',
    error,
  );
}
