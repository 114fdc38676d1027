import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Database } from '../../adapters/postgres/index.ts';
import type { Config } from '../../config/index.ts';
import { CONFIG, DATABASE } from '../../tokens.ts';
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
} from '../access/index.ts';
import { findWall, handOutNext, takeNext, touchWalls, wallsById, type WallRow } from './walls.repository.ts';

const WALL_COOKIE = 'tidewall-wall';
const EVIDENCE = 'wall:';
/** A wall that was switched off for longer is paired again. */
const COOKIE_SECONDS = 400 * 86_400;

/**
 * What walls show instead of signing in. A token is replaced when it is used after an hour. The new one is sent again
 * until it is seen in use, and only then the old one ends, a few minutes later: an answer that is lost, or requests
 * that are under way, lock no wall out.
 */
@Injectable()
export class WallTokensService implements Authenticator, OnModuleInit {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(AuthenticationService) private readonly authentication: AuthenticationService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.authentication.register(this);
  }

  async authenticate({ cookies, bearer, host }: Credentials): Promise<Proof | null> {
    const token = cookies.get(WALL_COOKIE);
    if (token === undefined || token === '' || bearer !== null) return null;
    const { db } = this.database;
    const hash = hashToken(token);
    const found = await findWall(db, hash);
    if (found === undefined) return null;
    const { wall, isNext, isDue, isStale } = found;
    if (isNext) await takeNext(db, wall.id, hash);
    if (isStale) await touchWalls(db, [wall.id]);
    const proof = { principal: principalOf(wall), evidenceId: EVIDENCE + wall.id, ambient: true };
    const next = isDue ? await this.#next(wall.id) : null;
    return next === null ? proof : { ...proof, cookies: [this.cookie(host, next)] };
  }

  async current(evidenceIds: readonly string[]): Promise<ReadonlyMap<string, Principal>> {
    const ids = evidenceIds.filter((id) => id.startsWith(EVIDENCE)).map((id) => id.slice(EVIDENCE.length));
    const rows = await wallsById(this.database.db, ids);
    const holding = rows.filter(({ revokedAt }) => revokedAt === null);
    return new Map(holding.map((wall) => [EVIDENCE + wall.id, principalOf(wall)]));
  }

  /** The line that puts a token into the wall. */
  cookie(host: string | undefined, token: string): string {
    const options = { secure: isSecure(this.config, host), maxAgeSeconds: COOKIE_SECONDS };
    return cookieLine(WALL_COOKIE, token, options);
  }

  async #next(wallId: string): Promise<string | null> {
    const token = newToken();
    return (await handOutNext(this.database.db, wallId, hashToken(token))) ? token : null;
  }
}

function principalOf({ id, name, scope }: WallRow): Principal {
  return { kind: 'wall', id: EVIDENCE + id, name, roles: ['wall'], scope };
}
