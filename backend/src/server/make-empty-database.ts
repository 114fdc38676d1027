/** Part of the build: makes the database that first starts begin with (`adapters/postgres/empty-database.ts`). */
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PgBoss } from 'pg-boss';
import { Database, EMPTY_DATABASE } from '../adapters/postgres/index.ts';

await mkdir(dirname(EMPTY_DATABASE), { recursive: true });
await rm(EMPTY_DATABASE, { recursive: true, force: true });
const place = await mkdtemp(join(dirname(EMPTY_DATABASE), 'making-'));
try {
  const embedded = join(place, 'data');
  const database = await Database.open({ embedded }, (error) => {
    throw error;
  });
  const boss = new PgBoss({ db: { executeSql: (text, values) => database.executeSql(text, values) } });
  await boss.start();
  await boss.stop();
  await database.close();
  await rename(embedded, EMPTY_DATABASE);
} finally {
  await rm(place, { recursive: true, force: true });
}
