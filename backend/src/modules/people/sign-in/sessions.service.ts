import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Database, Db } from '../../../adapters/postgres/index.ts';
import type { Config } from '../../../config/index.ts';
import { CONFIG, DATABASE, LOGGER } from '../../../tokens.ts';
import {
  AuthenticationService,
  cookieLine,
  hashToken,
  isSecure,
  newToken,
  type Authenticator,
  type Credentials,
  type Principal,
  type Proof,
} from '../../access/index.ts';
import {
  addSession,
  deleteExpired,
  deleteSession,
  deleteSessionsOf,
  findSession,
  findSessions,
  touchSessions,
  type OpenSession,
} from './sessions.repository.ts';

export const SESSION_COOKIE = 'tidewall-session';
const EVIDENCE = 'session:';
const CLEAN_UP_MS = 3_600_000;

/** A session that was opened: its token is in the cookie and nowhere else. */
export interface NewSession {
  readonly id: string;
  readonly token: string;
}

/** Browsers in which people are signed in. */
@Injectable()
export class SessionsService implements Authenticator, OnModuleInit, OnModuleDestroy {
  #cleaning: NodeJS.Timeout | undefined;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(AuthenticationService) private readonly authentication: AuthenticationService,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.authentication.register(this);
    this.#cleaning = setInterval(() => void this.#cleanUp(), CLEAN_UP_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.#cleaning);
  }

  async authenticate({ cookies, bearer }: Credentials): Promise<Proof | null> {
    const token = cookies.get(SESSION_COOKIE);
    // Whoever shows a key means to be judged by it.
    if (token === undefined || token === '' || bearer !== null) return null;
    const session = await findSession(this.database.db, hashToken(token), this.#idleSeconds);
    if (session === undefined) return null;
    if (session.isStale) await touchSessions(this.database.db, [session.id]);
    return proofOf(session);
  }

  /** An open socket is use: its session does not go idle. */
  async current(evidenceIds: readonly string[]): Promise<ReadonlyMap<string, Principal>> {
    const ids = evidenceIds.filter((id) => id.startsWith(EVIDENCE)).map((id) => id.slice(EVIDENCE.length));
    const found = await findSessions(this.database.db, ids, this.#idleSeconds);
    await touchSessions(
      this.database.db,
      found.filter(({ isStale }) => isStale).map(({ id }) => id),
    );
    return new Map(found.map((session) => [EVIDENCE + session.id, session.principal]));
  }

  /** When a session ends by itself at the latest; null when it has. */
  async expiresAt(evidenceId: string): Promise<number | null> {
    const [session] = await findSessions(
      this.database.db,
      [evidenceId.slice(EVIDENCE.length)],
      this.#idleSeconds,
    );
    return session?.expiresAt.getTime() ?? null;
  }

  async open(db: Db, userId: string): Promise<NewSession> {
    const session = { id: randomUUID(), token: newToken() };
    const row = { id: session.id, tokenHash: hashToken(session.token), userId };
    await addSession(db, row, this.config.access.sessionLifeMs / 1_000);
    return session;
  }

  async close(db: Db, evidenceId: string): Promise<void> {
    if (evidenceId.startsWith(EVIDENCE)) await deleteSession(db, evidenceId.slice(EVIDENCE.length));
  }

  /** Ends all sessions of a user. */
  async closeAll(db: Db, userId: string): Promise<void> {
    await deleteSessionsOf(db, userId);
  }

  /** The line that puts a session into the browser, or takes it away. */
  cookie(host: string | undefined, token: string | null): string {
    const maxAgeSeconds = token === null ? 0 : Math.floor(this.config.access.sessionLifeMs / 1_000);
    return cookieLine(SESSION_COOKIE, token ?? '', { secure: isSecure(this.config, host), maxAgeSeconds });
  }

  get #idleSeconds(): number {
    return this.config.access.sessionIdleMs / 1_000;
  }

  async #cleanUp(): Promise<void> {
    try {
      await deleteExpired(this.database.db);
    } catch (err) {
      this.log.warn({ module: 'people', err }, 'expired sessions not forgotten; it is tried again');
    }
  }
}

function proofOf({ id, principal, mustChangePassword }: OpenSession): Proof {
  return { principal, evidenceId: EVIDENCE + id, ambient: true, mustChangePassword };
}
