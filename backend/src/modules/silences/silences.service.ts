import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Database, Transaction } from '../../adapters/postgres/index.ts';
import { DATABASE, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import { AccessScope, type Principal } from '../access/index.ts';
import { AuditService } from '../audit/index.ts';
import { JobsService } from '../jobs/jobs.service.ts';
import { AppError, invalidParameters } from '../web/app-error.ts';
import { matches, type Silenceable } from './match.ts';
import type { NewSilence, SilenceMatch } from './silences.dto.ts';
import * as repository from './silences.repository.ts';

/** Where the end of a silence is told, with its id. */
export const SILENCE_OVER = 'silences.over';
const MAX_LENGTH_MS = 90 * 86_400_000;
const MAX_SHOWN = 500;

export interface Silence {
  readonly id: string;
  readonly match: SilenceMatch;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly reason: string;
  readonly author: { readonly id: string; readonly name: string };
  readonly createdAt: number;
  readonly expiredAt: number | null;
  readonly state: 'pending' | 'active' | 'over';
  readonly silenced: number;
}

/** For a while, nobody is told of some alerts, for a reason. */
@Injectable()
export class SilencesService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(JobsService) private readonly jobs: JobsService,
    @Inject(AccessScope) private readonly scope: AccessScope,
  ) {}

  /** Newest first: those of areas in the scope of whoever asks, and of areas that hold some of it. */
  async list(principal: Principal): Promise<readonly Silence[]> {
    const rows = await repository.allSilences(this.database.db, MAX_SHOWN);
    const own = principal.scope ?? [];
    const concerns = (areaId: string): boolean =>
      this.scope.contains(principal, areaId) ||
      own.some((each) => this.scope.contains({ scope: [areaId] }, each));
    const seen = ({ match }: repository.SilenceRow): boolean =>
      match.areaIds.length === 0 || match.areaIds.some(concerns);
    return rows.filter(seen).map((row) => shown(row, this.clock.now()));
  }

  async create({ match, startsAt, endsAt, reason }: NewSilence, author: Principal): Promise<Silence> {
    this.assertWithin(match, author);
    const now = this.clock.now();
    const begin = Math.max(startsAt ?? now, now);
    if (endsAt <= begin) throw invalidParameters([{ field: 'endsAt', message: 'must be after the start' }]);
    if (endsAt > begin + MAX_LENGTH_MS)
      throw invalidParameters([{ field: 'endsAt', message: 'must be at most 90 days after the start' }]);
    const row: repository.SilenceRow = {
      id: randomUUID(),
      match,
      startsAt: new Date(begin),
      endsAt: new Date(endsAt),
      reason,
      authorId: author.id,
      authorName: author.name,
      createdAt: new Date(now),
      expiredAt: null,
      silenced: 0,
    };
    await this.database.transaction(async (tx) => {
      await repository.addSilence(tx, row);
      await this.jobs.send(SILENCE_OVER, { silenceId: row.id }, { key: row.id, at: endsAt, tx });
      const subject = { subjectType: 'silence', subjectId: row.id };
      const after = { match, startsAt: begin, endsAt };
      await this.audit.record(tx, { ...subject, actor: author, action: 'silence.create', reason, after });
    });
    return shown(row, now);
  }

  async expire(id: string, by: Principal): Promise<Silence> {
    const now = this.clock.now();
    const row = await this.database.transaction(async (tx) => {
      const found = await repository.silenceById(tx, id);
      if (found === undefined) throw new AppError('unknown-silence', 'there is no such silence');
      this.assertWithin(found.match, by);
      if (!(await repository.expireSilence(tx, id, new Date(now))))
        throw new AppError('illegal-transition', 'this silence is over already');
      await this.jobs.send(SILENCE_OVER, { silenceId: id }, { key: `${id}/expired`, tx });
      const subject = { subjectType: 'silence', subjectId: id };
      await this.audit.record(tx, { ...subject, actor: by, action: 'silence.expire' });
      return { ...found, expiredAt: new Date(now) };
    });
    return shown(row, now);
  }

  /** The silence that keeps an alert quiet now, which it is counted for; null: none. */
  async silencing(tx: Transaction, alert: Silenceable): Promise<string | null> {
    const active = await repository.silencesAt(tx, new Date(this.clock.now()));
    const found = active.find(({ match }) => matches(match, alert));
    if (found === undefined) return null;
    await repository.countSilenced(tx, found.id);
    return found.id;
  }

  /** Whoever silences alerts is responsible for all areas it is about. */
  assertWithin({ areaIds }: SilenceMatch, principal: Principal): void {
    if (areaIds.length === 0) this.scope.assertEverything(principal);
    for (const areaId of areaIds) this.scope.assert(principal, areaId);
  }
}

function shown(row: repository.SilenceRow, now: number): Silence {
  const { id, match, reason, authorId, authorName, silenced } = row;
  const [startsAt, endsAt] = [row.startsAt.getTime(), row.endsAt.getTime()];
  const over = row.expiredAt !== null || endsAt <= now;
  return {
    id,
    match,
    startsAt,
    endsAt,
    reason,
    author: { id: authorId, name: authorName },
    createdAt: row.createdAt.getTime(),
    expiredAt: row.expiredAt?.getTime() ?? null,
    state: over ? 'over' : startsAt > now ? 'pending' : 'active',
    silenced,
  };
}
