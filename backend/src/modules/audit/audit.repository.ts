import { and, asc, desc, eq, gt, gte, lt, sql, type SQL } from 'drizzle-orm';
import type { Db, Transaction } from '../../adapters/postgres/index.ts';
import { CHAIN_START, type ChainedEntry, type ChainHead } from './audit-chain.ts';
import { auditEntries } from './audit.schema.ts';
import type { AuditFilter } from './audit.types.ts';

/** Any number that nothing else locks by: whoever holds it may add to the chain. */
const CHAIN_LOCK = 7_405_926_618;

/** The end of the chain, which nobody else moves until this transaction is over. */
export async function lockedHead(tx: Transaction): Promise<ChainHead> {
  await tx.execute(sql`select pg_advisory_xact_lock(${CHAIN_LOCK})`);
  return await headOf(tx);
}

export async function headOf(db: Db): Promise<ChainHead> {
  const { seq, hash } = auditEntries;
  const [head] = await db.select({ seq, hash }).from(auditEntries).orderBy(desc(seq)).limit(1);
  return head ?? CHAIN_START;
}

export async function addEntries(tx: Transaction, entries: readonly ChainedEntry[]): Promise<void> {
  await tx.insert(auditEntries).values([...entries]);
}

/** Entries in the order of the chain. */
export async function entriesAfter(db: Db, seq: number, limit: number): Promise<readonly ChainedEntry[]> {
  const rows = db.select().from(auditEntries).where(gt(auditEntries.seq, seq));
  return await rows.orderBy(asc(auditEntries.seq)).limit(limit);
}

/** Entries that fit, newest first, older than `before`. */
export async function findEntries(
  db: Db,
  filter: AuditFilter,
  before: number | undefined,
  limit: number,
): Promise<readonly ChainedEntry[]> {
  const rows = db
    .select()
    .from(auditEntries)
    .where(and(...conditions(filter, before)));
  return await rows.orderBy(desc(auditEntries.seq)).limit(limit);
}

function conditions(filter: AuditFilter, before: number | undefined): (SQL | undefined)[] {
  const { subjectType, subjectId, actor, from, to } = filter;
  return [
    subjectType === undefined ? undefined : eq(auditEntries.subjectType, subjectType),
    subjectId === undefined ? undefined : eq(auditEntries.subjectId, subjectId),
    actor === undefined ? undefined : eq(auditEntries.actor, actor),
    from === undefined ? undefined : gte(auditEntries.at, new Date(from)),
    to === undefined ? undefined : lt(auditEntries.at, new Date(to)),
    before === undefined ? undefined : lt(auditEntries.seq, before),
  ];
}
