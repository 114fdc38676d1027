import { and, eq, gt, inArray, isNull, lt, ne, sql, type SQL } from 'drizzle-orm';
import type { Db } from '../../../adapters/postgres/index.ts';
import type { Principal, Role } from '../../access/principal.ts';
import { oidcRequests, sessions, signInLimits, users } from '../people.schema.ts';

/** A session that holds, and whose it is. */
export interface OpenSession {
  readonly id: string;
  readonly principal: Principal;
  readonly mustChangePassword: boolean;
  readonly expiresAt: Date;
  /** Not seen for so long that it is worth writing down that it was now. */
  readonly isStale: boolean;
}

const STALE = sql`interval '1 minute'`;

/** Within `idleSeconds` of its last use and before its end, of a user who is not disabled. */
function holds(idleSeconds: number): SQL | undefined {
  return and(
    gt(sessions.expiresAt, sql`now()`),
    gt(sessions.lastSeenAt, sql`now() - make_interval(secs => ${idleSeconds})`),
    isNull(users.disabledAt),
  );
}

async function select(db: Db, condition: SQL | undefined): Promise<OpenSession[]> {
  const rows = await db
    .select({
      id: sessions.id,
      expiresAt: sessions.expiresAt,
      isStale: sql<boolean>`${sessions.lastSeenAt} < now() - ${STALE}`,
      userId: users.id,
      name: users.name,
      roles: users.roles,
      scope: users.scope,
      mustChangePassword: users.mustChangePassword,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(condition);
  return rows.map(({ userId, name, roles, scope, ...session }) => ({
    ...session,
    principal: { kind: 'user', id: userId, name, roles: roles as Role[], scope },
  }));
}

export async function findSession(
  db: Db,
  tokenHash: string,
  idleSeconds: number,
): Promise<OpenSession | undefined> {
  return (await select(db, and(eq(sessions.tokenHash, tokenHash), holds(idleSeconds))))[0];
}

export async function findSessions(
  db: Db,
  ids: readonly string[],
  idleSeconds: number,
): Promise<readonly OpenSession[]> {
  return ids.length === 0 ? [] : await select(db, and(inArray(sessions.id, [...ids]), holds(idleSeconds)));
}

export async function touchSessions(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db
    .update(sessions)
    .set({ lastSeenAt: sql`now()` })
    .where(inArray(sessions.id, [...ids]));
}

export async function addSession(
  db: Db,
  session: { id: string; tokenHash: string; userId: string },
  lifeSeconds: number,
): Promise<void> {
  await db
    .insert(sessions)
    .values({ ...session, expiresAt: sql`now() + make_interval(secs => ${lifeSeconds})` });
}

export async function deleteSession(db: Db, id: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.id, id));
}

/** Ends the sessions of a user, but for one. */
export async function deleteSessionsOf(db: Db, userId: string, except = ''): Promise<void> {
  await db.delete(sessions).where(and(eq(sessions.userId, userId), ne(sessions.id, except)));
}

/** Forgets what is over. */
export async function deleteExpired(db: Db): Promise<void> {
  await db.delete(sessions).where(lt(sessions.expiresAt, sql`now()`));
  await db.delete(oidcRequests).where(lt(oidcRequests.expiresAt, sql`now()`));
  await db.delete(signInLimits).where(lt(signInLimits.expire, sql`now()`));
}
