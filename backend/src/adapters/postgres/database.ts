import { join } from 'node:path';
import type { ExtractTablesWithRelations } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import type { NodePgTransaction } from 'drizzle-orm/node-postgres';
import { Pool, type PoolConfig } from 'pg';
import { EmbeddedPostgres } from './embedded-postgres.ts';

type NoSchema = Record<string, never>;
/** A transaction under way. */
export type Transaction = NodePgTransaction<NoSchema, ExtractTablesWithRelations<NoSchema>>;

/** What repositories write with: the database, or a transaction of it. */
export type Db = NodePgDatabase<NoSchema> | Transaction;

/** Where PostgreSQL is: in a thread of this process over a folder, or a server. */
export type DatabasePlace = { readonly embedded: string } | { readonly url: string };

/** Connections to a server. */
const MAX_CONNECTIONS = 10;
const MIGRATIONS = join(import.meta.dirname, '../../../migrations');

/**
 * PostgreSQL, migrated. Embedded or server, it is the same driver, the same dialect and the same code above.
 *
 * The embedded one has **one** connection: inside `transaction` everything must go through the transaction that is
 * handed in; a statement beside it would wait for its end for ever.
 */
export class Database {
  readonly kind: 'embedded' | 'server';
  readonly db: NodePgDatabase<NoSchema>;
  readonly #pool: Pool;
  readonly #embedded: EmbeddedPostgres | null;

  private constructor(pool: Pool, embedded: EmbeddedPostgres | null) {
    this.kind = embedded === null ? 'server' : 'embedded';
    this.#pool = pool;
    this.#embedded = embedded;
    this.db = drizzle({ client: pool });
  }

  /** `onError`: a connection broke while nobody used it, which the pool replaces, or the embedded database ended. */
  static async open(place: DatabasePlace, onError: (error: Error) => void): Promise<Database> {
    const embedded = 'embedded' in place ? await EmbeddedPostgres.open(place.embedded, onError) : null;
    const config: PoolConfig =
      embedded === null
        ? { connectionString: (place as { url: string }).url, max: MAX_CONNECTIONS }
        : {
            user: 'postgres',
            database: 'postgres',
            max: 1,
            idleTimeoutMillis: 0,
            stream: () => embedded.connect(),
          };
    const pool = new Pool(config);
    pool.on('error', onError);
    const database = new Database(pool, embedded);
    try {
      await migrate(database.db, { migrationsFolder: MIGRATIONS });
    } catch (error) {
      await database.close();
      throw error;
    }
    return database;
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.db.transaction(work);
  }

  /** Plain statements, several in one text too: for the job queue. */
  async executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> {
    // Of several statements the driver gives a list, which its types do not know.
    const result: unknown = await this.#pool.query(text, values);
    const results = (Array.isArray(result) ? result : [result]) as readonly { rows: unknown[] }[];
    return { rows: results.flatMap(({ rows }) => rows) };
  }

  async close(): Promise<void> {
    await this.#pool.end();
    await this.#embedded?.close();
  }
}
