import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '../../adapters/postgres/index.ts';
import { DATABASE, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import { AccessScope, type Principal } from '../access/index.ts';
import { AuditService } from '../audit/index.ts';
import { AppError } from '../web/app-error.ts';
import { BUILT_IN_PLAN } from './built-in.ts';
import { planFaults } from './plan-faults.ts';
import type { NewPlan } from './scenes.dto.ts';
import * as repository from './scenes.repository.ts';
import { ScenesService } from './scenes.service.ts';
import type { WallPlan } from './scenes.types.ts';

export interface PlanVersion {
  readonly version: number;
  readonly definition: WallPlan;
}

/** What walls show when: one plan for all of them, every version kept, the last one in force. */
@Injectable()
export class WallPlansService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(AccessScope) private readonly scope: AccessScope,
    @Inject(ScenesService) private readonly scenes: ScenesService,
  ) {}

  async current(): Promise<PlanVersion> {
    const row = await repository.lastPlan(this.database.db);
    return row ?? { version: 0, definition: BUILT_IN_PLAN };
  }

  /** In force at once. Throws `scene-faults`, and `conflict` when another plan came before. */
  async save({ baseVersion, definition }: NewPlan, author: Principal): Promise<PlanVersion> {
    this.scope.assertEverything(author);
    const version = baseVersion + 1;
    await this.database.transaction(async (tx) => {
      await repository.lockShown(tx);
      const known = new Set((await this.scenes.shown(tx)).map(({ id }) => id));
      const faults = planFaults(definition, (sceneId) => known.has(sceneId));
      if (faults.length > 0)
        throw new AppError('scene-faults', 'the plan has faults: see details', { details: { faults } });
      const before = await repository.lastPlan(tx);
      const row = {
        version,
        definition,
        authorId: author.id,
        authorName: author.name,
        createdAt: new Date(this.clock.now()),
      };
      if ((before?.version ?? 0) !== baseVersion || !(await repository.addPlan(tx, row)))
        throw new AppError('conflict', 'somebody else has changed the plan since: load it first');
      const about = { subjectType: 'wall-plan', subjectId: String(version) };
      await this.audit.record(tx, {
        actor: author,
        action: 'wall-plan.saved',
        ...about,
        before: before?.definition ?? BUILT_IN_PLAN,
        after: definition,
      });
    });
    return { version, definition };
  }
}
