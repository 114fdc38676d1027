import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Database } from '../../adapters/postgres/index.ts';
import { DATABASE, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import type { Principal } from '../access/index.ts';
import { JobsService } from '../jobs/jobs.service.ts';
import { SchemesService } from '../schemes/schemes.service.ts';
import { AppError } from '../web/app-error.ts';
import type { RehearseRequest } from './rehearsal.dto.ts';
import {
  findRehearsal,
  findRehearsals,
  insertRehearsal,
  saveProgress,
  saveResult,
  type StoredRehearsal,
} from './rehearsal.repository.ts';
import { RehearserService, type RehearsalTask } from './rehearser.service.ts';

export type { StoredRehearsal };

const QUEUE = 'rehearsal';
const HOUR_MS = 3_600_000;
const LISTED = 20;
/** Progress that was written a moment ago is not written again. */
const STEP = 0.05;

/** Rehearsals as people ask for them: durable jobs, one at a time, with their results kept. */
@Injectable()
export class RehearsalService implements OnModuleInit {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
    @Inject(JobsService) private readonly jobs: JobsService,
    @Inject(SchemesService) private readonly schemes: SchemesService,
    @Inject(RehearserService) private readonly rehearser: RehearserService,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(QUEUE, ({ rehearsalId }) => this.#run(String(rehearsalId)));
  }

  async start(principal: Principal, schemeId: string, { hours, version }: RehearseRequest): Promise<string> {
    const scheme = await this.schemes.get(principal, schemeId);
    if (version !== undefined) await this.schemes.version(principal, schemeId, version);
    const rehearsalId = randomUUID();
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      await insertRehearsal(tx, {
        rehearsalId,
        schemeId,
        version: version ?? scheme.version,
        fromAt: new Date(now - hours * HOUR_MS),
        toAt: new Date(now),
        requestedBy: principal.name,
        createdAt: new Date(now),
      });
      await this.jobs.send(QUEUE, { rehearsalId }, { key: rehearsalId, tx });
    });
    return rehearsalId;
  }

  async get(principal: Principal, rehearsalId: string): Promise<StoredRehearsal> {
    const rehearsal = await findRehearsal(this.database.db, rehearsalId);
    if (rehearsal === undefined) throw new AppError('unknown-rehearsal', 'there is no such rehearsal');
    await this.schemes.get(principal, rehearsal.schemeId);
    return rehearsal;
  }

  async list(principal: Principal, schemeId: string): Promise<readonly StoredRehearsal[]> {
    await this.schemes.get(principal, schemeId);
    return findRehearsals(this.database.db, schemeId, LISTED);
  }

  /** Twice at most by a crash in between: it reads only, so the second time says the same. */
  async #run(rehearsalId: string): Promise<void> {
    const rehearsal = await findRehearsal(this.database.db, rehearsalId);
    if (rehearsal === undefined || rehearsal.state === 'done' || rehearsal.state === 'failed') return;
    const at = () => new Date(this.clock.now());
    try {
      const result = await this.#rehearse(rehearsal);
      await saveResult(this.database.db, rehearsalId, at(), { result });
    } catch (err) {
      await saveResult(this.database.db, rehearsalId, at(), { error: 'internal' });
      // Into the log; the next try finds that it has ended.
      throw err;
    }
  }

  async #rehearse({ rehearsalId, schemeId, version, fromAt, toAt }: StoredRehearsal) {
    const scheme = await this.schemes.runnable(schemeId, version);
    const { db } = this.database;
    const task: RehearsalTask = {
      scheme,
      others: this.schemes.running(),
      from: fromAt.getTime(),
      to: toAt.getTime(),
      listsOf: (pseudonyms) => this.schemes.listsOf(db, pseudonyms, [scheme]),
    };
    let told = -1;
    return this.rehearser.run(task, async (progress) => {
      if (progress - told < STEP) return;
      told = progress;
      await saveProgress(this.database.db, rehearsalId, progress);
    });
  }
}
