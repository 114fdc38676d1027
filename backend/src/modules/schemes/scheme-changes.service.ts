import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Database, Transaction } from '../../adapters/postgres/index.ts';
import { DATABASE, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import type { Actor, Principal } from '../access/index.ts';
import { AuditService } from '../audit/index.ts';
import { step, type Person, type SchemeStep } from './lifecycle.ts';
import { SchemeTimers } from './scheme-timers.service.ts';
import { lifeFault, outdated, unknownScheme } from './schemes.errors.ts';
import {
  findScheme,
  insertScheme,
  insertVersion,
  markApproved,
  saveLife,
  type StoredScheme,
} from './schemes.repository.ts';
import { SchemesService } from './schemes.service.ts';
import type { SchemeDefinition } from './schemes.types.ts';

/** A transition that somebody, or the clock, asks for. */
export interface Transition {
  readonly schemeId: string;
  /** That was seen; null: whatever it is, for the system's own steps. */
  readonly rowVersion: number | null;
  readonly step: SchemeStep;
  readonly reason?: string | undefined;
  /** Of an edit. */
  readonly definition?: SchemeDefinition;
  /** Of a submission. */
  readonly expectedWeekly?: number;
  /** Looked at in the transaction: throws, or answers whether there is anything to do. */
  readonly only?: (scheme: StoredScheme) => boolean;
}

/** Each transition in one transaction: row version, version, audit row and timers together; then everybody is told. */
@Injectable()
export class SchemeChangesService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(SchemesService) private readonly schemes: SchemesService,
    @Inject(SchemeTimers) private readonly timers: SchemeTimers,
  ) {}

  async create(
    actor: Actor,
    definition: SchemeDefinition,
    from: { readonly readyKey?: string; readonly copyOf?: string } = {},
  ): Promise<string> {
    const schemeId = randomUUID();
    const readyKey = from.readyKey ?? null;
    await this.database.transaction(async (tx) => {
      const createdAt = this.clock.now();
      await insertScheme(tx, { schemeId, readyKey, definition, createdAt }, personOf(actor));
      await this.audit.record(tx, {
        actor,
        action: 'scheme.create',
        subjectType: 'scheme',
        subjectId: schemeId,
        after: { version: 1, ...(from.copyOf === undefined ? {} : { copyOf: from.copyOf }), definition },
      });
    });
    await this.schemes.tell({ schemeId, action: 'create', state: 'draft' });
    return schemeId;
  }

  /** False when there was nothing to do. */
  async apply(actor: Actor, transition: Transition): Promise<boolean> {
    const state = await this.database.transaction((tx) => this.#apply(tx, actor, transition));
    if (state === null) return false;
    const { schemeId } = transition;
    await this.schemes.tell({ schemeId, action: transition.step.action, state });
    return true;
  }

  async #apply(tx: Transaction, actor: Actor, transition: Transition): Promise<StoredScheme['state'] | null> {
    const before = await this.#seen(tx, actor, transition);
    if (transition.only?.(before) === false) return null;
    const at = this.clock.now();
    const outcome = step(before, transition.step, personOf(actor), at);
    if (!outcome.ok) throw lifeFault(outcome.fault);
    const { life } = outcome;
    const { expectedWeekly, definition } = transition;
    if (!(await saveLife(tx, before, life, { at, expectedWeekly }))) throw outdated();
    if (definition !== undefined)
      await insertVersion(tx, before.schemeId, life.version, definition, personOf(actor), at);
    if (before.state === 'submitted' && life.state === 'approved')
      await markApproved(tx, before.schemeId, life.version, at);
    await this.timers.set(tx, before.schemeId, life);
    await this.audit.record(tx, {
      actor,
      action: `scheme.${transition.step.action}`,
      subjectType: 'scheme',
      subjectId: before.schemeId,
      ...(transition.reason === undefined ? {} : { reason: transition.reason }),
      before: shown(before),
      after: { ...shown(life), ...(definition === undefined ? {} : { definition }) },
    });
    return life.state;
  }

  async #seen(tx: Transaction, actor: Actor, transition: Transition): Promise<StoredScheme> {
    const scheme = await findScheme(tx, transition.schemeId);
    if (scheme === undefined) throw unknownScheme();
    if (typeof actor !== 'string') this.schemes.assertSees(actor, scheme);
    if (transition.rowVersion !== null && transition.rowVersion !== scheme.rowVersion) throw outdated();
    return scheme;
  }
}

export function personOf(actor: Actor): Person {
  return typeof actor === 'string'
    ? { id: actor, name: '' }
    : { id: actor.id, name: (actor satisfies Principal).name };
}

function shown({ state, version, approvals, approvalsNeeded, scheduledFor }: Parameters<typeof step>[0]) {
  return { state, version, approvals: approvals.map(({ id }) => id), approvalsNeeded, scheduledFor };
}
