import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTestStore, type TestStore } from '../testing/test-store.ts';
import { migrate, type MigrationProgress } from './migrate.ts';
import { loadMigrations, parseMigration } from './migrations.ts';

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
      '9001_extra.sql',
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
      '9001_extra.sql',
      'CREATE TABLE IF NOT EXISTS {{create:extra}} (a UInt8) ENGINE = Memory;',
    );
    const next = parseMigration('9002_broken.sql', 'CREATE NONSENSE;');
    await expect(migrate(opened.store, undefined, [...migrations, broken, next])).rejects.toMatchObject({
      code: 'migration-failed',
      message: expect.stringContaining('9002_broken'),
    });
  });

  it('have one checksum whatever the line ends are', () => {
    const [lf, crlf] = ['SELECT 1;\n', 'SELECT 1;\r\n'].map((text) => parseMigration('0001_a.sql', text));
    expect(lf).toEqual(crlf);
  });
});
