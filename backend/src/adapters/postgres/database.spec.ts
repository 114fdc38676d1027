import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { auditEntries } from '../../modules/audit/audit.schema.ts';
import { DATABASE_KINDS, openTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { Database } from './database.ts';

const entry = (seq: number) => ({
  seq,
  at: new Date(Date.UTC(2026, 5, 1)),
  actor: 'system:test',
  actorName: '',
  action: 'tested',
  subjectType: 'nothing',
  subjectId: '1',
  after: { say: '潮汐屏' },
  previousHash: '',
  hash: 'x',
});

describe.each(DATABASE_KINDS)('PostgreSQL, %s', (kind) => {
  let test: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    test = await openTestDatabase(kind);
    ({ database } = test);
  });
  afterAll(() => test.close());

  it('says which it is', () => {
    expect(database.kind).toBe(kind);
  });

  it('keeps rows with times and JSON', async () => {
    await database.db.insert(auditEntries).values(entry(1));
    expect(await database.db.select().from(auditEntries)).toEqual([
      { ...entry(1), reason: null, before: null },
    ]);
  });

  it('goes on after a statement that fails', async () => {
    await expect(database.db.execute(sql`select wrong`)).rejects.toThrow();
    await expect(database.db.insert(auditEntries).values(entry(1))).rejects.toMatchObject({
      cause: { code: '23505' },
    });
    expect(await database.db.$count(auditEntries)).toBe(1);
  });

  it('takes all of a transaction or nothing of it', async () => {
    const half = database.transaction(async (tx) => {
      await tx.insert(auditEntries).values(entry(2));
      throw new Error('changed my mind');
    });
    await expect(half).rejects.toThrow('changed my mind');
    await database.transaction(async (tx) => {
      await tx.insert(auditEntries).values(entry(3));
    });
    const rows = await database.db.select({ seq: auditEntries.seq }).from(auditEntries);
    expect(rows.map(({ seq }) => seq)).toEqual([1, 3]);
  });

  it('answers many who ask at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        database.transaction(async (tx) => {
          const { rows } = await tx.execute<{ n: number }>(sql`select ${i}::int as n`);
          return rows[0]!.n;
        }),
      ),
    );
    expect(answers).toEqual(Array.from({ length: 40 }, (_, i) => i));
  });

  it('runs several statements in one text for the job queue', async () => {
    const { rows } = await database.executeSql('BEGIN; SELECT 1 AS a; SELECT 2 AS a; COMMIT;');
    expect(rows).toEqual([{ a: 1 }, { a: 2 }]);
  });
});

describe('embedded PostgreSQL', () => {
  it('is there again when it is opened again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tidewall-postgres-'));
    const first = await Database.open({ embedded: join(folder, 'data') }, () => undefined);
    await first.db.insert(auditEntries).values(entry(1));
    await first.close();
    const second = await Database.open({ embedded: join(folder, 'data') }, () => undefined);
    expect(await second.db.$count(auditEntries)).toBe(1);
    await second.close();
    await rm(folder, { recursive: true });
  });
});
