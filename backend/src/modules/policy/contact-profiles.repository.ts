import { eq, sql } from 'drizzle-orm';
import type { Db } from '../../adapters/postgres/index.ts';
import type { SubjectProfile } from '../schemes/schemes.types.ts';
import { contactProfileSources } from './policy.schema.ts';

/** As the reference file has it. */
export interface ProfileRow {
  readonly pseudonym: string;
  readonly profile: SubjectProfile;
  readonly doNotDisturb: boolean;
}

const SOURCE = 'subscribers';

/** Of the file that the profiles come from; null while they are being loaded. */
export async function knownFingerprint(db: Db): Promise<string | null> {
  const [row] = await db
    .select({ fingerprint: contactProfileSources.fingerprint })
    .from(contactProfileSources)
    .where(eq(contactProfileSources.source, SOURCE));
  return row?.fingerprint ?? null;
}

/** Notes which file is loaded; without one, that none is wholly. */
export async function startProfiles(db: Db, fingerprint: string | null = null): Promise<void> {
  if (fingerprint === null) {
    await db.delete(contactProfileSources).where(eq(contactProfileSources.source, SOURCE));
    return;
  }
  await db.insert(contactProfileSources).values({ source: SOURCE, fingerprint });
}

/** What the file says takes the place of what it said before; consent and refusals of people's own stay. */
export async function replaceProfiles(db: Db, rows: readonly ProfileRow[], at: Date): Promise<void> {
  if (rows.length === 0) return;
  const given = JSON.stringify(rows);
  await db.execute(sql`
    insert into contact_profiles (pseudonym, profile)
    select distinct on (row->>'pseudonym') row->>'pseudonym', row->'profile'
    from jsonb_array_elements(${given}::jsonb) as row
    on conflict (pseudonym) do update set profile = excluded.profile`);
  await db.execute(sql`
    insert into do_not_disturb (pseudonym, source, since)
    select distinct row->>'pseudonym', 'subscribers', ${at.toISOString()}::timestamptz
    from jsonb_array_elements(${given}::jsonb) as row
    where (row->>'doNotDisturb')::boolean
    on conflict (pseudonym) do nothing`);
  await db.execute(sql`
    delete from do_not_disturb
    using jsonb_array_elements(${given}::jsonb) as row
    where do_not_disturb.pseudonym = row->>'pseudonym' and source = 'subscribers'
      and not (row->>'doNotDisturb')::boolean`);
}
