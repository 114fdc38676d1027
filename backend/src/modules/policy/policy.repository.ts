import { desc, inArray, sql } from 'drizzle-orm';
import type { Db } from '../../adapters/postgres/index.ts';
import type { SubjectProfile } from '../schemes/schemes.types.ts';
import { contactPolicies, contactProfiles, doNotDisturb } from './policy.schema.ts';
import type { ContactPolicy } from './policy.types.ts';

export interface StoredPolicy {
  readonly version: number;
  readonly policy: ContactPolicy;
}

/** The policy in force, or null while nobody has changed the default. */
export async function findPolicy(db: Db): Promise<StoredPolicy | null> {
  const [row] = await db
    .select({ version: contactPolicies.version, policy: contactPolicies.policy })
    .from(contactPolicies)
    .orderBy(desc(contactPolicies.version))
    .limit(1);
  return row ?? null;
}

export async function addPolicy(
  db: Db,
  row: StoredPolicy & { readonly changedBy: string; readonly changedAt: Date },
): Promise<boolean> {
  const added = await db.insert(contactPolicies).values(row).onConflictDoNothing().returning();
  return added.length > 0;
}

/** What is known of subscribers; who is missing, nothing is known of. */
export interface ContactProfile {
  readonly profile: SubjectProfile | null;
  readonly language: string | null;
  readonly timeZone: string | null;
  readonly consent: boolean;
}

export async function findProfiles(
  db: Db,
  pseudonyms: readonly string[],
): Promise<ReadonlyMap<string, ContactProfile>> {
  if (pseudonyms.length === 0) return new Map();
  const rows = await db
    .select()
    .from(contactProfiles)
    .where(inArray(contactProfiles.pseudonym, [...new Set(pseudonyms)]));
  return new Map(rows.map(({ pseudonym, ...profile }) => [pseudonym, profile]));
}

export async function findRefused(db: Db, pseudonyms: readonly string[]): Promise<ReadonlySet<string>> {
  if (pseudonyms.length === 0) return new Set();
  const rows = await db
    .select({ pseudonym: doNotDisturb.pseudonym })
    .from(doNotDisturb)
    .where(inArray(doNotDisturb.pseudonym, [...new Set(pseudonyms)]));
  return new Set(rows.map(({ pseudonym }) => pseudonym));
}

/** Answers how many are new. */
export async function addRefused(
  db: Db,
  pseudonyms: readonly string[],
  source: string,
  since: number,
): Promise<number> {
  if (pseudonyms.length === 0) return 0;
  const { rows } = await db.execute(sql`
    insert into do_not_disturb (pseudonym, source, since)
    select distinct pseudonym, ${source}, ${new Date(since).toISOString()}::timestamptz
    from unnest(${sql.param(pseudonyms)}::text[]) as given (pseudonym)
    on conflict (pseudonym) do nothing
    returning pseudonym`);
  return rows.length;
}

export async function removeRefused(db: Db, pseudonyms: readonly string[]): Promise<number> {
  if (pseudonyms.length === 0) return 0;
  const removed = await db
    .delete(doNotDisturb)
    .where(inArray(doNotDisturb.pseudonym, [...new Set(pseudonyms)]))
    .returning({ pseudonym: doNotDisturb.pseudonym });
  return removed.length;
}

export async function countRefused(db: Db): Promise<Readonly<Record<string, number>>> {
  const { rows } = await db.execute<{ source: string; count: number }>(
    sql`select source, count(*)::int as count from do_not_disturb group by source order by source`,
  );
  return Object.fromEntries(rows.map(({ source, count }) => [source, count]));
}
