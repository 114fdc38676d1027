import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTestStore, type TestStore } from '../testing/test-store.ts';
import { migrate, type MigrationProgress } from './migrate.ts';
import { loadMigrations, parseMigration } from './migrations.ts';
import { applyRetention, DEFAULT_RETENTION } from './retention.ts';

describe('migrations', () => {
  let opened: TestStore;
  beforeAll(() => {
    opened = openTestStore();
  });
  afterAll(() => opened.dispose());

  const migrations = loadMigrations();

  it('are numbered without gaps', () => {
    expect(migrations.map((migration) => migration.version)).toEqual(migrations.map((_, index) => index + 1));
  });

  it('are applied once, also when two ask at the same time', async () => {
    const first: MigrationProgress[] = [];
    await Promise.all([opened.store.migrate((progress) => first.push(progress)), opened.store.migrate()]);
    expect(first.every((progress) => progress.applied)).toBe(true);
    expect(first.at(-1)).toMatchObject({ done: migrations.length, total: migrations.length });

    const again: MigrationProgress[] = [];
    await opened.store.migrate((progress) => again.push(progress));
    expect(again.some((progress) => progress.applied)).toBe(false);
  });

  it('may be applied by two processes at the same time', async () => {
    const extra = parseMigration(
      '0005_extra.sql',
      'CREATE TABLE IF NOT EXISTS {{create:extra}} (a UInt8) ENGINE = Memory;',
    );
    const all = [...migrations, extra];
    await Promise.all([migrate(opened.store, undefined, all), migrate(opened.store, undefined, all)]);
    await expect(migrate(opened.store, undefined, all)).resolves.toBeUndefined();
  });

  it('refuse a store that a newer version has written', async () => {
    await expect(migrate(opened.store, undefined, migrations)).rejects.toMatchObject({
      code: 'migration-missing',
    });
  });

  it('refuse a file that was changed after it was applied', async () => {
    const changed = migrations.map((migration) =>
      migration.version === 2 ? { ...migration, checksum: 'other' } : migration,
    );
    await expect(migrate(opened.store, undefined, changed)).rejects.toMatchObject({
      code: 'migration-changed',
      message: expect.stringContaining('0002_windows'),
    });
  });

  it('say which of them failed', async () => {
    const broken = parseMigration(
      '0005_extra.sql',
      'CREATE TABLE IF NOT EXISTS {{create:extra}} (a UInt8) ENGINE = Memory;',
    );
    const next = parseMigration('0006_broken.sql', 'CREATE NONSENSE;');
    await expect(migrate(opened.store, undefined, [...migrations, broken, next])).rejects.toMatchObject({
      code: 'migration-failed',
      message: expect.stringContaining('0006_broken'),
    });
  });

  it('have one checksum whatever the line ends are', () => {
    const [lf, crlf] = ['SELECT 1;\n', 'SELECT 1;\r\n'].map((text) => parseMigration('0001_a.sql', text));
    expect(lf).toEqual(crlf);
  });
});

describe('retention', () => {
  let opened: TestStore;
  beforeAll(async () => {
    opened = openTestStore();
    await opened.store.migrate();
  });
  afterAll(() => opened.dispose());

  async function ttlOf(table: string): Promise<string> {
    const rows = await opened.store.select<{ ttl: string }>(
      `SELECT extract(create_table_query, 'TTL ([^S]*) SETTINGS') AS ttl FROM system.tables
       WHERE database = {database:String} AND name = {table:String}`,
      { database: opened.store.database, table },
    );
    return rows[0]?.ttl ?? '';
  }

  it('is applied to every table once, and again only where it changes', async () => {
    expect(await applyRetention(opened.store)).toContain('contacts');
    expect(await ttlOf('usage_events')).toBe(`stored_at + toIntervalDay(${DEFAULT_RETENTION.rawDays})`);
    expect(await applyRetention(opened.store)).toEqual([]);
    expect(await applyRetention(opened.store, { detectionDays: 10 })).toEqual(['detections']);
    expect(await ttlOf('detections')).toBe('stored_at + toIntervalDay(10)');
  });

  it('of no days keeps rows for ever', async () => {
    expect(await applyRetention(opened.store, { contactDays: 0, detectionDays: 10 })).toEqual(['contacts']);
    expect(await ttlOf('contacts')).toBe('');
  });

  it('must be whole days', async () => {
    await expect(applyRetention(opened.store, { rawDays: 1.5 })).rejects.toThrow(RangeError);
  });

  it('removes rows that were stored too long ago', async () => {
    const { store } = opened;
    await applyRetention(store, { refusedDays: 5 });
    const columns = 'source, feed, line, field, code, received_at, stored_at';
    for (const [token, age] of [
      ['old', 6],
      ['young', 4],
    ] as const) {
      await store.command(
        `INSERT INTO ${store.database}.rejected_events (${columns}) SETTINGS insert_deduplication_token = '${token}' ` +
          `SELECT '${token}', 'usage', 1, '', 'missing', now64(3), now() - toIntervalDay(${age})`,
      );
    }
    await store.command(`OPTIMIZE TABLE ${store.database}.rejected_events FINAL`);
    const rows = await store.select<{ source: string }>(
      `SELECT source FROM ${store.database}.rejected_events`,
    );
    expect(rows).toEqual([{ source: 'young' }]);
  });
});
