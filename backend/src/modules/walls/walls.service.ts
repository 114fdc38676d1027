import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Database } from '../../adapters/postgres/index.ts';
import { DATABASE } from '../../tokens.ts';
import { AccessScope, AttemptLimit, hashToken, newCode, newToken, type Principal } from '../access/index.ts';
import { AuditService } from '../audit/index.ts';
import { AppError } from '../web/app-error.ts';
import { addPairing, claimPairing, findPairing, pairingCount } from './pairings.repository.ts';
import type { NewWallRequest, PairingDto, PairingState, WallDto } from './walls.dto.ts';
import { allWalls, insertWall, revokeWall, setToken, wallsById, type WallRow } from './walls.repository.ts';

const PAIRING_SECONDS = 600;
/** Screens that wait at once: nobody needs to be signed in to wait. */
const MAX_WAITING = 500;
const CODE_TRIES = 5;

/** Screens, and how they are let in: a code on the screen, which somebody who is signed in types. */
@Injectable()
export class WallsService {
  readonly #asked = new AttemptLimit(30, PAIRING_SECONDS);
  readonly #typed = new AttemptLimit(30, PAIRING_SECONDS);

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(AccessScope) private readonly scope: AccessScope,
  ) {}

  /** A code for a screen to show. */
  async askIn(address: string): Promise<PairingDto> {
    await this.#asked.count(address);
    const { db } = this.database;
    if ((await pairingCount(db)) >= MAX_WAITING)
      throw new AppError('too-many-attempts', 'too many walls wait to be paired: try again in some minutes', {
        headers: { 'Retry-After': '60' },
      });
    const pairingId = newToken();
    for (let tries = 0; tries < CODE_TRIES; tries++) {
      const code = newCode(2, 4);
      const expiresAt = await addPairing(db, hashToken(pairingId), code, PAIRING_SECONDS);
      if (expiresAt !== undefined) return { pairingId, code, expiresAt: expiresAt.getTime() };
    }
    throw new Error('no code that is free');
  }

  /** How a screen that waits is doing; once it is let in, a token of its own, until the code ends. */
  async waiting(pairingId: string): Promise<{ state: PairingState; token: string | null }> {
    const { db } = this.database;
    const pairing = await findPairing(db, hashToken(pairingId));
    if (pairing === undefined) throw new AppError('unknown-pairing', 'the code has ended: ask for another');
    const expiresAt = pairing.expiresAt.getTime();
    if (pairing.wallId === null) return { state: { state: 'waiting', expiresAt }, token: null };
    const token = newToken();
    await setToken(db, pairing.wallId, hashToken(token));
    return { state: { state: 'paired', expiresAt }, token };
  }

  /** Lets the screen in that shows a code. */
  async pair(principal: Principal, { code, name, areaIds }: NewWallRequest): Promise<WallDto> {
    await this.#typed.count(principal.id);
    this.#assertCovers(principal, areaIds);
    const wall = await this.database.transaction(async (tx) => {
      const id = randomUUID();
      // Nobody has this token: the screen is given one when it asks.
      const tokenHash = hashToken(newToken());
      const row = await insertWall(tx, { id, name, scope: areaIds, tokenHash, pairedBy: principal.id });
      if (!(await claimPairing(tx, code, id)))
        throw new AppError('unknown-pairing', 'no wall shows this code, or it has ended');
      const about = { subjectType: 'wall', subjectId: id, after: { name, areaIds } };
      await this.audit.record(tx, { actor: principal, action: 'wall.paired', ...about });
      return row;
    });
    await this.#typed.forgive(principal.id);
    return wallDto(wall);
  }

  /** Walls whose scope lies within that of the principal, newest first. */
  async list(principal: Principal): Promise<readonly WallDto[]> {
    const rows = await allWalls(this.database.db);
    return rows.filter((wall) => this.#covers(principal, wall.scope)).map(wallDto);
  }

  /** The wall is let in no more: what it has open ends within seconds. */
  async revoke(principal: Principal, id: string): Promise<WallDto> {
    const revoked = await this.database.transaction(async (tx) => {
      const [wall] = await wallsById(tx, [id]);
      if (wall === undefined) throw new AppError('unknown-wall', 'there is no such wall');
      this.#assertCovers(principal, wall.scope);
      const row = await revokeWall(tx, id);
      if (row === undefined) return wall;
      const about = { subjectType: 'wall', subjectId: id };
      await this.audit.record(tx, { actor: principal, action: 'wall.revoked', ...about });
      return row;
    });
    return wallDto(revoked);
  }

  #covers(principal: Principal, scope: readonly string[] | null): boolean {
    if (principal.scope === null) return true;
    return scope?.every((areaId) => this.scope.contains(principal, areaId)) ?? false;
  }

  #assertCovers(principal: Principal, scope: readonly string[] | null): void {
    if (scope === null) this.scope.assertEverything(principal);
    for (const areaId of scope ?? []) this.scope.assert(principal, areaId);
  }
}

function wallDto({ id, name, scope, pairedBy, pairedAt, lastSeenAt, revokedAt }: WallRow): WallDto {
  return {
    id,
    name,
    areaIds: scope,
    pairedBy,
    pairedAt: pairedAt.getTime(),
    lastSeenAt: lastSeenAt?.getTime() ?? null,
    revokedAt: revokedAt?.getTime() ?? null,
  };
}
