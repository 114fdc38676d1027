import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '../../adapters/postgres/index.ts';
import { DATABASE } from '../../tokens.ts';
import type { Principal } from '../access/index.ts';
import { AuditService } from '../audit/index.ts';
import { WallsService } from '../walls/walls.service.ts';
import { AppError } from '../web/app-error.ts';
import * as repository from './scenes.repository.ts';
import type { ScreenRecord } from './scenes.types.ts';

const UNKNOWN: ScreenRecord = { distanceM: null, diagonalInch: null, span: null };
const WALL = 'wall:';

/** How the screens of walls hang. */
@Injectable()
export class WallScreensService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(WallsService) private readonly walls: WallsService,
  ) {}

  /** Of the wall that asks; null for everybody else. */
  async own({ kind, id }: Principal): Promise<ScreenRecord | null> {
    if (kind !== 'wall') return null;
    return await repository.screenOf(this.database.db, id.slice(WALL.length));
  }

  /** Throws `unknown-wall` unless the wall lies within one's own scope. */
  async of(wallId: string, principal: Principal): Promise<ScreenRecord> {
    await this.#assertMine(wallId, principal);
    return (await repository.screenOf(this.database.db, wallId)) ?? UNKNOWN;
  }

  async set(wallId: string, screen: ScreenRecord, by: Principal): Promise<ScreenRecord> {
    await this.#assertMine(wallId, by);
    await this.database.transaction(async (tx) => {
      const before = (await repository.screenOf(tx, wallId)) ?? UNKNOWN;
      await repository.setScreen(tx, wallId, screen);
      const about = { subjectType: 'wall', subjectId: wallId, before, after: screen };
      await this.audit.record(tx, { actor: by, action: 'wall.screen', ...about });
    });
    return screen;
  }

  async #assertMine(wallId: string, principal: Principal): Promise<void> {
    const mine = await this.walls.list(principal);
    if (!mine.some(({ id }) => id === wallId)) throw new AppError('unknown-wall', 'there is no such wall');
  }
}
