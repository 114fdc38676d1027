import { and, asc, eq, gte, inArray, lt } from 'drizzle-orm';
import type { Db } from '../../adapters/postgres/index.ts';
import { annotations } from './annotations.schema.ts';

export type AnnotationRow = typeof annotations.$inferSelect;

/** Those of some areas that are about a span, oldest first. */
export async function annotationsIn(
  db: Db,
  areaIds: readonly string[],
  from: Date,
  to: Date,
  limit: number,
): Promise<readonly AnnotationRow[]> {
  const there = and(
    inArray(annotations.areaId, [...areaIds]),
    gte(annotations.at, from),
    lt(annotations.at, to),
  );
  return await db
    .select()
    .from(annotations)
    .where(there)
    .orderBy(asc(annotations.at), asc(annotations.id))
    .limit(limit);
}

export async function addAnnotation(db: Db, row: AnnotationRow): Promise<void> {
  await db.insert(annotations).values(row);
}

export async function annotationById(db: Db, id: string): Promise<AnnotationRow | undefined> {
  const [row] = await db.select().from(annotations).where(eq(annotations.id, id));
  return row;
}

/** False when it was gone already. */
export async function removeAnnotation(db: Db, id: string): Promise<boolean> {
  const gone = await db.delete(annotations).where(eq(annotations.id, id)).returning({ id: annotations.id });
  return gone.length > 0;
}
