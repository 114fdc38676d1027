import { and, asc, eq, gt, gte, inArray, lt, lte, min, notInArray, sql } from 'drizzle-orm';
import type { DetectionType } from '@tidewall/streams';
import { inChunks, type Db } from '../../adapters/postgres/index.ts';
import { detectionInbox, inboxCursors, inboxSetAside } from './inbox.schema.ts';
import type { InboxDetection } from './inbox.types.ts';

type NewRow = typeof detectionInbox.$inferInsert;

/** One writer at a time, so that a row never appears behind one that was read. Any constant will do. */
const WRITER_LOCK = 7_464_001;

/** Those that are there already are there once. */
export async function insertDetections(db: Db, rows: readonly NewRow[]): Promise<void> {
  if (rows.length === 0) return;
  await db.execute(sql`select pg_advisory_xact_lock(${WRITER_LOCK})`);
  for (const some of inChunks(rows)) await db.insert(detectionInbox).values(some).onConflictDoNothing();
}

/** How far a consumer is, locked until the end of the transaction. */
export async function lockCursor(db: Db, consumer: string): Promise<number> {
  await db.insert(inboxCursors).values({ consumer, seq: 0 }).onConflictDoNothing();
  const [row] = await db
    .select({ seq: inboxCursors.seq })
    .from(inboxCursors)
    .where(eq(inboxCursors.consumer, consumer))
    .for('update');
  return row!.seq;
}

export async function moveCursor(db: Db, consumer: string, seq: number): Promise<void> {
  await db.update(inboxCursors).set({ seq }).where(eq(inboxCursors.consumer, consumer));
}

const SHOWN = {
  seq: detectionInbox.seq,
  receivedAt: detectionInbox.receivedAt,
  eventTime: detectionInbox.eventTime,
  detection: detectionInbox.detection,
};
interface Row {
  readonly seq: number;
  readonly receivedAt: Date;
  readonly eventTime: Date;
  readonly detection: InboxDetection['detection'];
}

const toDetection = ({ receivedAt, eventTime, ...rest }: Row): InboxDetection => ({
  ...rest,
  receivedAt: receivedAt.getTime(),
  eventTime: eventTime.getTime(),
});

function ofTypes(types: readonly DetectionType[] | undefined) {
  return types === undefined ? undefined : inArray(detectionInbox.type, [...types]);
}

export async function selectAfter(
  db: Db,
  seq: number,
  types: readonly DetectionType[] | undefined,
  limit: number,
): Promise<InboxDetection[]> {
  const rows = await db
    .select(SHOWN)
    .from(detectionInbox)
    .where(and(gt(detectionInbox.seq, seq), ofTypes(types)))
    .orderBy(asc(detectionInbox.seq))
    .limit(limit);
  return rows.map(toDetection);
}

/** Puts one aside for a consumer. */
export async function setAside(
  db: Db,
  consumer: string,
  seq: number,
  reason: string,
  at: number,
): Promise<void> {
  await db
    .insert(inboxSetAside)
    .values({ consumer, seq, reason, setAsideAt: new Date(at) })
    .onConflictDoNothing();
}

/** The next one that was put aside for a consumer, for nobody else until the transaction ends. */
export async function takeSetAside(tx: Db, consumer: string, after: number): Promise<InboxDetection | null> {
  const [row] = await tx
    .select(SHOWN)
    .from(inboxSetAside)
    .innerJoin(detectionInbox, eq(detectionInbox.seq, inboxSetAside.seq))
    .where(and(eq(inboxSetAside.consumer, consumer), gt(inboxSetAside.seq, after)))
    .orderBy(asc(inboxSetAside.seq))
    .limit(1)
    .for('update', { of: inboxSetAside });
  return row === undefined ? null : toDetection(row);
}

export async function forgetSetAside(db: Db, consumer: string, seq: number): Promise<void> {
  await db.delete(inboxSetAside).where(and(eq(inboxSetAside.consumer, consumer), eq(inboxSetAside.seq, seq)));
}

/** How many are put aside, of all consumers. */
export function countSetAside(db: Db): Promise<number> {
  return db.$count(inboxSetAside);
}

/** By event time. */
export async function selectBetween(
  db: Db,
  from: number,
  to: number,
  types: readonly DetectionType[] | undefined,
  after: number,
  limit: number,
): Promise<InboxDetection[]> {
  const rows = await db
    .select(SHOWN)
    .from(detectionInbox)
    .where(
      and(
        gt(detectionInbox.seq, after),
        gte(detectionInbox.eventTime, new Date(from)),
        lt(detectionInbox.eventTime, new Date(to)),
        ofTypes(types),
      ),
    )
    .orderBy(asc(detectionInbox.seq))
    .limit(limit);
  return rows.map(toDetection);
}

/** Removes what is older than `before`, was taken by every consumer and put aside by none. */
export async function removeOld(db: Db, before: number): Promise<void> {
  const [slowest] = await db.select({ seq: min(inboxCursors.seq) }).from(inboxCursors);
  if (slowest?.seq == null) return;
  await db
    .delete(detectionInbox)
    .where(
      and(
        lt(detectionInbox.receivedAt, new Date(before)),
        lte(detectionInbox.seq, slowest.seq),
        notInArray(detectionInbox.seq, db.select({ seq: inboxSetAside.seq }).from(inboxSetAside)),
      ),
    );
}
