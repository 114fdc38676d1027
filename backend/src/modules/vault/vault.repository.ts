import { eq, inArray, ne, sql } from 'drizzle-orm';
import { inChunks, type Db } from '../../adapters/postgres/index.ts';
import { keyIdOf, type Sealed } from './seal.ts';
import { vaultNumbers } from './vault.schema.ts';

export interface SealedNumber {
  readonly pseudonym: string;
  readonly sealed: Sealed;
}

/** Numbers that are there stay as they are: a pseudonym has one number for ever. */
export async function insertNumbers(db: Db, numbers: readonly SealedNumber[]): Promise<void> {
  if (numbers.length === 0) return;
  const rows = numbers.map(({ pseudonym, sealed }) => ({ pseudonym, sealed, keyId: keyIdOf(sealed) }));
  for (const some of inChunks(rows)) await db.insert(vaultNumbers).values(some).onConflictDoNothing();
}

export async function selectNumbers(db: Db, pseudonyms: readonly string[]): Promise<SealedNumber[]> {
  if (pseudonyms.length === 0) return [];
  return db
    .select({ pseudonym: vaultNumbers.pseudonym, sealed: vaultNumbers.sealed })
    .from(vaultNumbers)
    .where(inArray(vaultNumbers.pseudonym, [...new Set(pseudonyms)]));
}

export async function selectKnown(db: Db, pseudonyms: readonly string[]): Promise<ReadonlySet<string>> {
  if (pseudonyms.length === 0) return new Set();
  const rows = await db
    .select({ pseudonym: vaultNumbers.pseudonym })
    .from(vaultNumbers)
    .where(inArray(vaultNumbers.pseudonym, [...new Set(pseudonyms)]));
  return new Set(rows.map(({ pseudonym }) => pseudonym));
}

/** Some that are sealed under another key than this one. */
export async function selectOutdated(db: Db, keyId: string, limit: number): Promise<SealedNumber[]> {
  return db
    .select({ pseudonym: vaultNumbers.pseudonym, sealed: vaultNumbers.sealed })
    .from(vaultNumbers)
    .where(ne(vaultNumbers.keyId, keyId))
    .limit(limit);
}

export async function replaceNumbers(db: Db, numbers: readonly SealedNumber[]): Promise<void> {
  for (const { pseudonym, sealed } of numbers) {
    await db
      .update(vaultNumbers)
      .set({ sealed, keyId: keyIdOf(sealed), sealedAt: sql`now()` })
      .where(eq(vaultNumbers.pseudonym, pseudonym));
  }
}
