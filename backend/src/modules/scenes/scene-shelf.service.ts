import { Inject, Injectable } from '@nestjs/common';
import type { Database, Db } from '../../adapters/postgres/index.ts';
import { DATABASE, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import { AccessScope, type Principal } from '../access/index.ts';
import { AuditService } from '../audit/index.ts';
import { AppError } from '../web/app-error.ts';
import { BUILT_IN_PLAN, BUILT_IN_SCENES } from './built-in.ts';
import { isUsed, planUses } from './plan-uses.ts';
import type { ShelfItem } from './scenes.dto.ts';
import * as repository from './scenes.repository.ts';
import type { WallPlan } from './scenes.types.ts';

/** All scenes there are, also those that no wall shows; takes scenes from the walls. */
@Injectable()
export class SceneShelfService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(AccessScope) private readonly scope: AccessScope,
  ) {}

  /** The built-in ones in their order, then the others by id. */
  async all(): Promise<readonly ShelfItem[]> {
    const { db } = this.database;
    const [newest, heads, archived, plan] = await Promise.all([
      repository.newestScenes(db),
      repository.heads(db),
      repository.archivedScenes(db),
      planInForce(db),
    ]);
    const own = new Map(newest.map((row) => [row.sceneId, row]));
    const ids = new Set([...Object.keys(BUILT_IN_SCENES), ...own.keys()]);
    return [...ids].flatMap((id): ShelfItem[] => {
      const builtIn = BUILT_IN_SCENES[id];
      const definition = own.get(id)?.definition ?? builtIn;
      if (definition === undefined) return [];
      const archivedAt = archived.get(id)?.getTime() ?? null;
      const head = heads.get(id)?.version ?? (builtIn === undefined ? null : 0);
      return [
        {
          id,
          title: definition.title,
          tiles: definition.tiles.length,
          builtIn: builtIn !== undefined,
          shown: archivedAt === null ? head : null,
          newest: own.get(id)?.version ?? 0,
          archivedAt,
          uses: planUses(plan, id),
        },
      ];
    });
  }

  /**
   * No wall shows the scene any more; publishing one of its versions brings it back. Throws `scene-in-use` while the plan
   * names it, `unprocessable` for what is built in, `unknown-scene`, and `conflict` when it is archived already.
   */
  async archive(sceneId: string, by: Principal): Promise<void> {
    this.scope.assertEverything(by);
    if (BUILT_IN_SCENES[sceneId] !== undefined)
      throw new AppError('unprocessable', 'built-in scenes stay: take it out of the playlists instead');
    await this.database.transaction(async (tx) => {
      await repository.lockShown(tx);
      if ((await repository.newestVersion(tx, sceneId)) === 0)
        throw new AppError('unknown-scene', 'there is no such scene');
      const uses = planUses(await planInForce(tx), sceneId);
      if (isUsed(uses))
        throw new AppError('scene-in-use', 'the plan names this scene: take it out first', { details: uses });
      const shown = (await repository.heads(tx)).get(sceneId)?.version ?? null;
      if (!(await repository.archive(tx, { sceneId, archivedAt: new Date(this.clock.now()) })))
        throw new AppError('conflict', 'this scene is archived already');
      const about = { subjectType: 'wall-scene', subjectId: sceneId, before: { version: shown } };
      await this.audit.record(tx, { actor: by, action: 'wall-scene.archived', ...about });
    });
  }
}

async function planInForce(db: Db): Promise<WallPlan> {
  return (await repository.lastPlan(db))?.definition ?? BUILT_IN_PLAN;
}
