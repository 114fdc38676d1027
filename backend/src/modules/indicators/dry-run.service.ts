import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOGGER, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import type { AccessScope } from '../access/access-scope.service.ts';
import type { Principal } from '../access/principal.ts';
import { LiveService } from '../live/live.service.ts';
import { AppError } from '../web/app-error.ts';
import type { DryRunRequest } from './indicators.dto.ts';
import { DryRunReader } from './dry-run-reader.service.ts';
import { Occasions, type OccasionsOfPlace } from './occasions.ts';

const DAY_MS = 86_400_000;
/** How long the request waits before it answers with what there is so far. */
const WAIT_MS = 3_000;
const MAX_RUNNING = 2;
const MAX_KEPT = 20;

/** How far a dry run has got. */
export interface DryRun {
  readonly id: string;
  readonly state: 'running' | 'done' | 'failed';
  /** 0 to 1. */
  readonly progress: number;
  readonly from: number;
  readonly to: number;
  readonly total: number;
  readonly byArea: readonly OccasionsOfPlace[];
  readonly truncated: boolean;
}

interface Run {
  readonly id: string;
  readonly ownerId: string;
  readonly from: number;
  readonly to: number;
  readonly occasions: Occasions;
  state: DryRun['state'];
  progress: number;
  truncated: boolean;
}

/** How often an indicator would have fired, and where, before it is switched on. */
@Injectable()
export class DryRunService {
  readonly #runs = new Map<string, Run>();

  constructor(
    @Inject(DryRunReader) private readonly reader: DryRunReader,
    @Inject(LiveService) private readonly live: LiveService,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Starts one; answers when it is done, or with how far it is after a few seconds. Only places in `scope` are looked at. */
  async start(
    { definition, days }: DryRunRequest,
    owner: Principal,
    scope: ReturnType<AccessScope['areaIds']>,
  ) {
    const running = [...this.#runs.values()].filter(({ state }) => state === 'running').length;
    if (running >= MAX_RUNNING)
      throw new AppError('busy', 'other dry runs are under way: try again in a moment');
    const to = Math.min(this.live.watermark ?? this.clock.now(), this.clock.now());
    const run: Run = {
      id: randomUUID(),
      ownerId: owner.id,
      from: to - days * DAY_MS,
      to,
      occasions: new Occasions(),
      state: 'running',
      progress: 0,
      truncated: false,
    };
    this.#keep(run);
    const work = this.#work(run, definition, scope);
    const giveUp = new AbortController();
    await Promise.race([work, sleep(WAIT_MS, undefined, { signal: giveUp.signal }).catch(() => undefined)]);
    giveUp.abort();
    return shown(run);
  }

  get(id: string, owner: Principal): DryRun {
    const run = this.#runs.get(id);
    if (run?.ownerId !== owner.id) throw new AppError('not-found', 'there is no such dry run any more');
    return shown(run);
  }

  async #work(
    run: Run,
    definition: DryRunRequest['definition'],
    scope: readonly string[] | null,
  ): Promise<void> {
    try {
      for await (const part of this.reader.read(definition, run, scope)) {
        for (const { place, at, day } of part.found) run.occasions.add(place, at, day);
        run.progress = part.progress;
        run.truncated ||= part.truncated;
      }
      run.progress = 1;
      run.state = 'done';
    } catch (err) {
      run.state = 'failed';
      this.logger.warn({ module: 'indicators', err }, 'dry run failed');
    }
  }

  #keep(run: Run): void {
    this.#runs.set(run.id, run);
    for (const { id, state } of this.#runs.values())
      if (this.#runs.size > MAX_KEPT && state !== 'running') this.#runs.delete(id);
  }
}

function shown({ id, state, progress, from, to, occasions, truncated }: Run): DryRun {
  return { id, state, progress, from, to, total: occasions.total, byArea: occasions.byPlace(), truncated };
}
