import { and, eq, gt, sql } from 'drizzle-orm';
import type { Db } from '../../../adapters/postgres/index.ts';
import { oidcRequests } from '../people.schema.ts';

/** A sign-in under way at the provider. */
export interface OidcRequest {
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly returnTo: string;
}

export async function keepRequest(
  db: Db,
  stateHash: string,
  request: OidcRequest,
  lifeSeconds: number,
): Promise<void> {
  const expiresAt = sql`now() + make_interval(secs => ${lifeSeconds})`;
  await db.insert(oidcRequests).values({ stateHash, ...request, expiresAt });
}

/** Each is good for one answer. */
export async function takeRequest(db: Db, stateHash: string): Promise<OidcRequest | undefined> {
  const { nonce, codeVerifier, returnTo } = oidcRequests;
  const waits = and(eq(oidcRequests.stateHash, stateHash), gt(oidcRequests.expiresAt, sql`now()`));
  return (await db.delete(oidcRequests).where(waits).returning({ nonce, codeVerifier, returnTo }))[0];
}
