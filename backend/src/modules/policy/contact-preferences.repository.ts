import { or, sql, type SQL } from 'drizzle-orm';
import { inChunks, type Db } from '../../adapters/postgres/index.ts';
import { contactProfiles } from './policy.schema.ts';

/** What is left out stays as it was. */
export interface Preferences {
  readonly consent?: boolean | undefined;
  readonly language?: string | null | undefined;
  readonly timeZone?: string | null | undefined;
}

/** Answers how many entries changed. */
export async function putPreferences(
  db: Db,
  pseudonyms: readonly string[],
  { consent, language, timeZone }: Preferences,
): Promise<number> {
  const given = {
    ...(consent === undefined ? {} : { consent }),
    ...(language === undefined ? {} : { language }),
    ...(timeZone === undefined ? {} : { timeZone }),
  };
  const differs = differences(given);
  let changed = 0;
  for (const some of inChunks([...new Set(pseudonyms)])) {
    const rows = await db
      .insert(contactProfiles)
      .values(some.map((pseudonym) => ({ pseudonym, ...given })))
      .onConflictDoUpdate({
        target: contactProfiles.pseudonym,
        set: given,
        ...(differs === undefined ? {} : { setWhere: differs }),
      })
      .returning({ pseudonym: contactProfiles.pseudonym });
    changed += rows.length;
  }
  return changed;
}

function differences(given: Preferences): SQL | undefined {
  return or(
    ...Object.entries(given).map(
      ([name, value]) => sql`${contactProfiles[name as keyof Preferences]} is distinct from ${value}`,
    ),
  );
}

export async function countConsenting(db: Db): Promise<number> {
  const { rows } = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from contact_profiles where consent`,
  );
  return rows[0]?.count ?? 0;
}

/** How many, by what is known; those of whom nothing is known are left out. */
export async function countBy(
  db: Db,
  what: 'language' | 'timeZone',
): Promise<Readonly<Record<string, number>>> {
  const column = contactProfiles[what];
  const rows = await db
    .select({ value: column, count: sql<number>`count(*)::int` })
    .from(contactProfiles)
    .where(sql`${column} is not null`)
    .groupBy(column)
    .orderBy(column);
  return Object.fromEntries(rows.map(({ value, count }) => [value ?? '', count]));
}
