import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPseudonyms } from '@tidewall/clickhouse/rows';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { DATABASE_KINDS, openTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { numberForms } from './number-forms.ts';
import { keyIdOf, seal, unseal } from './seal.ts';
import { loadVaultKeys, parseVaultKeys, type VaultKeys } from './vault-keys.ts';
import { VaultService } from './vault.service.ts';

const NUMBER = '8613900000001';
const first = parseVaultKeys('ab'.repeat(32));
const both = parseVaultKeys(`${'cd'.repeat(32)},${'ab'.repeat(32)}`);

describe('sealing', () => {
  it('gives another text each time, which opens again', () => {
    const one = seal(first, 'a', NUMBER);
    expect(seal(first, 'a', NUMBER)).not.toBe(one);
    expect(one).not.toContain(NUMBER);
    expect(unseal(first, 'a', one)).toBe(NUMBER);
  });

  it('does not open for another owner, under another key, or changed', () => {
    const sealed = seal(first, 'a', NUMBER);
    expect(() => unseal(first, 'b', sealed)).toThrow();
    expect(() => unseal(parseVaultKeys('cd'.repeat(32)), 'a', sealed)).toThrow(/no key/);
    expect(() => unseal(first, 'a', `${sealed.slice(0, -2)}AA`)).toThrow();
  });

  it('seals under the newest key and still opens what an older one sealed', () => {
    expect(unseal(both, 'a', seal(first, 'a', NUMBER))).toBe(NUMBER);
    expect(keyIdOf(seal(both, 'a', NUMBER))).toBe(both[0].id);
  });
});

describe('keys of the vault', () => {
  it('are made once and readable by their owner only', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'tidewall-vault-'));
    const [made] = await loadVaultKeys(dir);
    expect((await loadVaultKeys(dir))[0]).toEqual(made);
    expect((await stat(join(dir, 'vault.key'))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(dir, 'vault.key'), 'utf8')).toBe(`${made.secret.toString('hex')}\n`);
    await rm(dir, { recursive: true });
  });

  it('are refused when they are not 32 bytes', () => {
    for (const text of ['', 'abc', `${'ab'.repeat(32)},12`]) expect(() => parseVaultKeys(text)).toThrow();
  });
});

describe('forms of a number', () => {
  it.each([
    ['13900000001', ['13900000001', NUMBER]],
    ['+86 139-0000-0001', [NUMBER, '13900000001']],
    ['008613900000001', [NUMBER, '13900000001']],
    ['10086', ['10086']],
    ['TD', []],
  ])('%s', (text, forms) => expect(numberForms(text)).toEqual(forms));
});

describe.each(DATABASE_KINDS)('vault, %s', (kind) => {
  let test: TestDatabase;
  const pseudonyms = createPseudonyms(Buffer.alloc(32, 5));
  const vault = (keys: VaultKeys): VaultService =>
    new VaultService(test.database, { keys, pseudonyms }, pino({ level: 'silent' }));
  beforeAll(async () => {
    test = await openTestDatabase(kind);
  });
  afterAll(() => test.close());

  it('gives the number behind a pseudonym, and keeps it encrypted', async () => {
    const { db } = test.database;
    const [pseudonym = ''] = vault(first).pseudonymsOf(NUMBER);
    await vault(first).put(db, new Map([[pseudonym, NUMBER]]));
    await vault(first).put(db, new Map([[pseudonym, NUMBER]]));
    expect(await vault(first).reveal(db, [pseudonym, 'unknown'])).toEqual(new Map([[pseudonym, NUMBER]]));
    expect(await vault(first).known(db, [pseudonym, 'unknown'])).toEqual(new Set([pseudonym]));
    const { rows } = await db.execute(sql`select * from vault_numbers`);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain('139000000');
  });

  it('seals everything anew when there is a newer key', async () => {
    const { db } = test.database;
    await vault(both).sealAnew();
    const { rows } = await db.execute<{ key_id: string }>(sql`select key_id from vault_numbers`);
    expect(rows).toEqual([{ key_id: both[0].id }]);
    const [pseudonym = ''] = vault(both).pseudonymsOf(NUMBER);
    expect((await vault([both[0]]).reveal(db, [pseudonym])).get(pseudonym)).toBe(NUMBER);
  });
});
