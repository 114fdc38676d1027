import type { Database } from '../adapters/postgres/index.ts';
import type { Config } from '../config/index.ts';

/** Opens the database of the configuration for a command. An embedded one belongs to one process: stop the server first. */
export async function withDatabase<T>(config: Config, work: (database: Database) => Promise<T>): Promise<T> {
  const { Database } = await import('../adapters/postgres/index.ts');
  const { databasePlace } = await import('../server/open-database.ts');
  const { databaseError } = await import('../server/server-error.ts');
  const database = await Database.open(databasePlace(config), () => undefined).catch((error: unknown) => {
    throw databaseError(error, config);
  });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
