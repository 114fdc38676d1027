import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Database, Db, Transaction } from '../../adapters/postgres/index.ts';
import type { Config } from '../../config/index.ts';
import { CONFIG, DATABASE, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import { AuditService } from '../audit/audit.service.ts';
import type { Principal } from '../access/index.ts';
import { Calendar, LocalTime } from '../calendar/index.ts';
import { AppError } from '../web/app-error.ts';
import { findContacts, lockSubscribers } from './contacts.repository.ts';
import {
  addPolicy,
  findPolicy,
  findProfiles,
  findRefused,
  type ContactProfile,
} from './policy.repository.ts';
import { DEFAULT_POLICY, type Contact, type ContactPolicy } from './policy.types.ts';
import { quietUntil } from './quiet-hours.ts';

/** With a server, another process may change it. */
const LOOK_MS = 1_000;

/** What is known of subscribers at a decision. */
export interface SubscriberFacts {
  readonly refused: ReadonlySet<string>;
  readonly profiles: ReadonlyMap<string, ContactProfile>;
  readonly contacts: ReadonlyMap<string, readonly Contact[]>;
}

/** The contact policy in force, and what it is applied to. */
@Injectable()
export class PolicyService implements OnModuleInit, OnApplicationShutdown {
  version = 0;
  current: ContactPolicy = DEFAULT_POLICY;
  readonly #zones = new Map<string, LocalTime>();
  #looking: NodeJS.Timeout | undefined;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Calendar) private readonly calendar: Calendar,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.#load();
    if (this.database.kind === 'server')
      this.#looking = setInterval(() => void this.#load().catch(() => undefined), LOOK_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.#looking);
  }

  /** Puts another policy in force at once. */
  async change(actor: Principal, seen: number, policy: ContactPolicy): Promise<number> {
    const version = seen + 1;
    const before = this.current;
    await this.database.transaction(async (tx) => {
      const row = { version, policy, changedBy: actor.id, changedAt: new Date(this.clock.now()) };
      if (seen !== this.version || !(await addPolicy(tx, row)))
        throw new AppError('conflict', 'somebody else has changed the contact policy: look at it again');
      await this.audit.record(tx, {
        actor,
        action: 'policy.change',
        subjectType: 'contact-policy',
        subjectId: String(version),
        before,
        after: policy,
      });
    });
    await this.#load();
    return version;
  }

  /** Everything that a decision about these subscribers needs, which are locked until the transaction ends. */
  async lockedFacts(tx: Transaction, pseudonyms: readonly string[]): Promise<SubscriberFacts> {
    await lockSubscribers(tx, pseudonyms);
    return this.facts(tx, pseudonyms);
  }

  /** The same without locking: for rehearsals. */
  async facts(db: Db, pseudonyms: readonly string[]): Promise<SubscriberFacts> {
    const longest = Math.max(0, ...this.current.caps.map(({ windowMs }) => windowMs), 366 * 86_400_000);
    return {
      refused: await findRefused(db, pseudonyms),
      profiles: await findProfiles(db, pseudonyms),
      contacts: await findContacts(db, pseudonyms, this.clock.now() - longest),
    };
  }

  /** When the quiet hours end that hold at `now` for somebody in a zone [the configured one]; null: none do. */
  quietUntil(now: number, timeZone: string | null | undefined): number | null {
    const { quietHours } = this.current;
    return quietUntil(
      now,
      this.#zone(timeZone ?? this.config.timeZone),
      quietHours,
      (day) => this.calendar.dayKind(day) === 'holiday',
    );
  }

  #zone(name: string): LocalTime {
    const known = this.#zones.get(name);
    if (known !== undefined) return known;
    const zone = new LocalTime(name);
    this.#zones.set(name, zone);
    return zone;
  }

  async #load(): Promise<void> {
    const stored = await findPolicy(this.database.db);
    this.version = stored?.version ?? 0;
    this.current = stored?.policy ?? DEFAULT_POLICY;
  }
}
