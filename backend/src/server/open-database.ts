import { join } from 'node:path';
import type { Logger } from 'pino';
import { Database, type DatabasePlace } from '../adapters/postgres/index.ts';
import type { Config } from '../config/index.ts';

/** Which PostgreSQL the configuration means. */
export function databasePlace({ database, dataDir }: Config): DatabasePlace {
  return database.url === 'embedded' ? { embedded: join(dataDir, 'postgres') } : { url: database.url };
}

/** Opens PostgreSQL and brings its tables up to date. */
export function openDatabase(config: Config, logger: Logger): Promise<Database> {
  const log = logger.child({ module: 'database' });
  return Database.open(databasePlace(config), (err) => log.warn({ err }, 'database connection broken'));
}
