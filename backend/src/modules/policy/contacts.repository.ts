import { and, eq, gt, inArray, lt, or, sql } from 'drizzle-orm';
import { inChunks, type Db, type Transaction } from '../../adapters/postgres/index.ts';
import { contacts } from './policy.schema.ts';
import type { Contact } from './policy.types.ts';

/** Whose contact it is: a message of a decision. */
export interface ContactKey {
  readonly decisionId: string;
  readonly step: number;
}

/**
 * Locks subscribers until the end of the transaction, in one order for all: whoever counts their contacts next sees what
 * this transaction reserves.
 */
export async function lockSubscribers(tx: Transaction, pseudonyms: readonly string[]): Promise<void> {
  if (pseudonyms.length === 0) return;
  await tx.execute(sql`
    insert into contact_locks (pseudonym)
    select distinct pseudonym from unnest(${sql.param(pseudonyms)}::text[]) as given (pseudonym)
    order by pseudonym
    on conflict (pseudonym) do update set pseudonym = excluded.pseudonym`);
}

/** By subscriber: contacts reserved, and made since a time. */
export async function findContacts(
  db: Db,
  pseudonyms: readonly string[],
  since: number,
): Promise<ReadonlyMap<string, readonly Contact[]>> {
  if (pseudonyms.length === 0) return new Map();
  const rows = await db
    .select()
    .from(contacts)
    .where(
      and(
        inArray(contacts.pseudonym, [...new Set(pseudonyms)]),
        or(eq(contacts.state, 'reserved'), gt(contacts.at, new Date(since))),
      ),
    );
  const found = Map.groupBy(rows, ({ pseudonym }) => pseudonym);
  return new Map(
    [...found].map(([pseudonym, list]) => [pseudonym, list.map((row) => ({ ...row, at: row.at.getTime() }))]),
  );
}

export type NewContact = ContactKey & Omit<Contact, 'state'> & { readonly pseudonym: string };

export async function reserveContacts(tx: Transaction, rows: readonly NewContact[]): Promise<void> {
  for (const some of inChunks(rows))
    await tx
      .insert(contacts)
      .values(some.map((row) => ({ ...row, at: new Date(row.at), state: 'reserved' as const })))
      .onConflictDoNothing();
}

/** The message was sent, or may have been: it counts from now. */
export async function commitContacts(db: Db, keys: readonly ContactKey[], at: number): Promise<void> {
  if (keys.length === 0) return;
  await db.execute(sql`
    update contacts set state = 'committed', at = ${new Date(at).toISOString()}::timestamptz
    from ${keyTable(keys)}
    where contacts.decision_id = key.decision_id and contacts.step = key.step and contacts.state = 'reserved'`);
}

/** The message did not reach anybody: it counts no more. */
export async function releaseContacts(db: Db, keys: readonly ContactKey[]): Promise<void> {
  if (keys.length === 0) return;
  await db.execute(sql`
    delete from contacts using ${keyTable(keys)}
    where contacts.decision_id = key.decision_id and contacts.step = key.step`);
}

/** Forgets contacts that were made before a time. Those of messages under way stay. */
export async function removeContacts(db: Db, before: Date): Promise<void> {
  await db.delete(contacts).where(and(eq(contacts.state, 'committed'), lt(contacts.at, before)));
}

function keyTable(keys: readonly ContactKey[]) {
  const ids = sql.param(keys.map(({ decisionId }) => decisionId));
  const steps = sql.param(keys.map(({ step }) => step));
  return sql`unnest(${ids}::text[], ${steps}::int[]) as key (decision_id, step)`;
}
