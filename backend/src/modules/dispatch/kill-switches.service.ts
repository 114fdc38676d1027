import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { and, desc, eq, isNull } from 'drizzle-orm';
import { Subject } from 'rxjs';
import type { Database } from '../../adapters/postgres/index.ts';
import { DATABASE, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import type { Principal } from '../access/index.ts';
import { AuditService } from '../audit/audit.service.ts';
import { AppError } from '../web/app-error.ts';
import { killSwitches } from './dispatch.schema.ts';

export type KillSwitch = typeof killSwitches.$inferSelect;

/** With a server, another process may set one: seen well within two seconds. */
const LOOK_MS = 500;
const SHOWN = 200;

/** Stops sending at once: everything, a scheme or a channel. */
@Injectable()
export class KillSwitchesService implements OnModuleInit, OnApplicationShutdown {
  readonly lifted$ = new Subject<void>();
  #on: readonly KillSwitch[] = [];
  #looking: NodeJS.Timeout | undefined;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.#load();
    if (this.database.kind === 'server')
      this.#looking = setInterval(() => void this.#load().catch(() => undefined), LOOK_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.#looking);
    this.lifted$.complete();
  }

  /** Whether a message of a scheme may leave by a channel. */
  stops(schemeId: string, channel: string): boolean {
    return this.stopsChannel(channel) || this.stoppedSchemes().includes(schemeId);
  }

  stopsChannel(channel: string): boolean {
    return this.#on.some(({ scope, key }) => scope === 'tenant' || (scope === 'channel' && key === channel));
  }

  stoppedSchemes(): readonly string[] {
    return this.#on.filter(({ scope }) => scope === 'scheme').map(({ key }) => key);
  }

  list(): Promise<KillSwitch[]> {
    return this.database.db.select().from(killSwitches).orderBy(desc(killSwitches.setAt)).limit(SHOWN);
  }

  async set(
    actor: Principal,
    { scope, key, reason }: Pick<KillSwitch, 'scope' | 'key' | 'reason'>,
  ): Promise<KillSwitch> {
    const row = {
      switchId: randomUUID(),
      scope,
      key: scope === 'tenant' ? '*' : key,
      reason,
      setBy: actor.id,
      setAt: new Date(this.clock.now()),
      liftedBy: null,
      liftedAt: null,
    };
    // Here it holds at once, before it is written.
    this.#on = [...this.#on, row];
    try {
      await this.database.transaction(async (tx) => {
        await tx.insert(killSwitches).values(row);
        await this.audit.record(tx, {
          actor,
          action: 'kill-switch.set',
          subjectType: 'kill-switch',
          subjectId: row.switchId,
          reason,
          after: { scope, key: row.key },
        });
      });
    } finally {
      await this.#load();
    }
    return row;
  }

  async lift(actor: Principal, switchId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const lifted = await tx
        .update(killSwitches)
        .set({ liftedBy: actor.id, liftedAt: new Date(this.clock.now()) })
        .where(and(eq(killSwitches.switchId, switchId), isNull(killSwitches.liftedAt)))
        .returning();
      if (lifted.length === 0) throw new AppError('not-found', 'there is no such kill switch that is on');
      await this.audit.record(tx, {
        actor,
        action: 'kill-switch.lift',
        subjectType: 'kill-switch',
        subjectId: switchId,
      });
    });
    await this.#load();
    this.lifted$.next();
  }

  async #load(): Promise<void> {
    this.#on = await this.database.db.select().from(killSwitches).where(isNull(killSwitches.liftedAt));
  }
}
