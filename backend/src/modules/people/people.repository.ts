import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Db } from '../../adapters/postgres/index.ts';
import type { Role } from '../access/principal.ts';
import { userPositions, users } from './people.schema.ts';
import type { HeldPosition, Language, Person } from './people.types.ts';

type UserRow = typeof users.$inferSelect;
export type NewUser = typeof users.$inferInsert;
export type UserChanges = Partial<Omit<NewUser, 'id' | 'login' | 'version'>>;

/** What proves who somebody is. */
export interface Login {
  readonly person: Person;
  readonly passwordHash: string | null;
}

export async function findUsers(db: Db, ids: readonly string[]): Promise<readonly Person[]> {
  if (ids.length === 0) return [];
  return await withPositions(
    db,
    await db
      .select()
      .from(users)
      .where(inArray(users.id, [...ids])),
  );
}

export async function allUsers(db: Db): Promise<readonly Person[]> {
  return await withPositions(db, await db.select().from(users).orderBy(asc(users.login)));
}

export async function findByLogin(db: Db, login: string): Promise<Login | undefined> {
  const rows = await db.select().from(users).where(eq(users.login, login));
  const [person] = await withPositions(db, rows);
  return person && { person, passwordHash: rows[0]!.passwordHash };
}

export async function findBySubject(db: Db, issuer: string, subject: string): Promise<Person | undefined> {
  const condition = and(eq(users.issuer, issuer), eq(users.subject, subject));
  return (await withPositions(db, await db.select().from(users).where(condition)))[0];
}

/** Sealed telephone numbers of users that have one and are not disabled. */
export async function sealedPhones(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const { id, sealedPhone, disabledAt } = users;
  const rows = await db
    .select({ id, sealedPhone })
    .from(users)
    .where(and(inArray(id, [...ids]), isNull(disabledAt)));
  return new Map(rows.flatMap((row) => (row.sealedPhone === null ? [] : [[row.id, row.sealedPhone]])));
}

/** Ids of users, not disabled, who hold a position in an area. */
export async function holdersIn(db: Db, position: string, areaIds: readonly string[]) {
  if (areaIds.length === 0) return [];
  return await db
    .select({ userId: userPositions.userId, areaId: userPositions.areaId })
    .from(userPositions)
    .innerJoin(users, and(eq(users.id, userPositions.userId), isNull(users.disabledAt)))
    .where(and(eq(userPositions.position, position), inArray(userPositions.areaId, [...areaIds])));
}

export async function userCount(db: Db): Promise<number> {
  return await db.$count(users);
}

/** Whether somebody else than this user is an administrator of everything. */
export async function hasOtherAdministrator(db: Db, id: string): Promise<boolean> {
  const others = and(
    sql`${users.id} <> ${id}`,
    isNull(users.disabledAt),
    isNull(users.scope),
    sql`'administrator' = any(${users.roles})`,
  );
  return (await db.$count(users, others)) > 0;
}

/** False when the login, or the subject at the provider, is taken. */
export async function insertUser(db: Db, user: NewUser): Promise<boolean> {
  const added = await db.insert(users).values(user).onConflictDoNothing().returning({ id: users.id });
  return added.length > 0;
}

/** False when the user has another version by now. */
export async function updateUser(
  db: Db,
  id: string,
  version: number,
  changes: UserChanges,
): Promise<boolean> {
  const changed = await db
    .update(users)
    .set({ ...changes, version: version + 1 })
    .where(and(eq(users.id, id), eq(users.version, version)))
    .returning({ id: users.id });
  return changed.length > 0;
}

export async function replacePositions(
  db: Db,
  userId: string,
  positions: readonly HeldPosition[],
): Promise<void> {
  await db.delete(userPositions).where(eq(userPositions.userId, userId));
  if (positions.length === 0) return;
  await db
    .insert(userPositions)
    .values(positions.map(({ position, areaId }) => ({ userId, position, areaId })))
    .onConflictDoNothing();
}

async function withPositions(db: Db, rows: readonly UserRow[]): Promise<Person[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const held = await db.select().from(userPositions).where(inArray(userPositions.userId, ids));
  const byUser = Map.groupBy(held, ({ userId }) => userId);
  return rows.map((row) => personOf(row, byUser.get(row.id) ?? []));
}

function personOf(row: UserRow, positions: readonly HeldPosition[]): Person {
  return {
    id: row.id,
    login: row.login,
    name: row.name,
    roles: row.roles as Role[],
    scope: row.scope,
    positions: positions.map(({ position, areaId }) => ({ position, areaId })),
    language: row.language as Language,
    email: row.email,
    hasPhone: row.sealedPhone !== null,
    external: row.issuer !== null,
    mustChangePassword: row.mustChangePassword,
    disabled: row.disabledAt !== null,
    version: row.version,
  };
}
