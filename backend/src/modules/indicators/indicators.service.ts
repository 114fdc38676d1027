import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Database, Db, Transaction } from '../../adapters/postgres/index.ts';
import { DATABASE, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import { AccessScope, type Principal } from '../access/index.ts';
import { AuditService } from '../audit/index.ts';
import { ReferenceService } from '../reference/reference.service.ts';
import { AppError } from '../web/app-error.ts';
import { definitionFaults } from './definition-faults.ts';
import type { IndicatorDefinition } from './definition.dto.ts';
import type { IndicatorChange, NewIndicator } from './indicators.dto.ts';
import * as repository from './indicators.repository.ts';
import type { Indicator, IndicatorInForce, IndicatorVersion } from './indicators.types.ts';
import { placesOf } from './places.ts';
import { READY_MADE } from './ready-made.ts';

/** Counts open alerts by indicator: said by the feature that has them. */
type OpenCounter = () => Promise<ReadonlyMap<string, number>>;

/** Indicators with their versions. */
@Injectable()
export class IndicatorsService implements OnApplicationBootstrap {
  #countOpen: OpenCounter = () => Promise.resolve(new Map());

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(ReferenceService) private readonly reference: ReferenceService,
    @Inject(AccessScope) private readonly scope: AccessScope,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.#seed();
  }

  countOpenWith(counter: OpenCounter): void {
    this.#countOpen = counter;
  }

  async list(): Promise<readonly Indicator[]> {
    const [found, open] = await Promise.all([repository.allIndicators(this.database.db), this.#countOpen()]);
    return found.map((one) => shown(one, open));
  }

  async get(id: string): Promise<Indicator & { readonly versions: readonly IndicatorVersion[] }> {
    const found = await this.#byId(this.database.db, id);
    const [versions, open] = await Promise.all([
      repository.versionsOf(this.database.db, id),
      this.#countOpen(),
    ]);
    return { ...shown(found, open), versions };
  }

  /** Those that are switched on, as they are now. Inside a transaction, hand it in. */
  enabled(db: Db = this.database.db): Promise<readonly IndicatorInForce[]> {
    return repository.enabledIndicators(db);
  }

  /** The definition that an alert began with. Inside a transaction, hand it in. */
  definitionOf(
    id: string,
    version: number,
    db: Db = this.database.db,
  ): Promise<IndicatorDefinition | undefined> {
    return repository.definitionOf(db, id, version);
  }

  /** The newest definition, switched on or off; undefined: there is no such indicator. Inside a transaction, hand it in. */
  async newest(id: string, db: Db = this.database.db): Promise<IndicatorDefinition | undefined> {
    return (await repository.indicatorById(db, id))?.version.definition;
  }

  async create({ definition, enabled }: NewIndicator, author: Principal): Promise<Indicator> {
    this.assertSound(definition);
    this.#assertWithin(definition, author);
    const id = randomUUID();
    await this.database.transaction((tx) => this.#add(tx, { id, key: null, enabled, definition, author }));
    return await this.get(id);
  }

  /** Makes the next version of what was seen. */
  async change(id: string, { version, definition }: IndicatorChange, author: Principal): Promise<Indicator> {
    this.assertSound(definition);
    this.#assertWithin(definition, author);
    await this.database.transaction(async (tx) => {
      const before = await this.#byId(tx, id);
      this.#assertWithin(before.version.definition, author);
      if (!(await repository.moveVersion(tx, id, version)))
        throw new AppError(
          'conflict',
          'somebody else has changed this indicator meanwhile: look at it again',
        );
      const row = { indicatorId: id, version: version + 1, definition, authorId: author.id };
      await repository.addVersion(tx, { ...row, createdAt: this.#now() });
      await this.audit.record(tx, {
        ...subject(id),
        actor: author,
        action: 'indicator.change',
        before: { version, definition: before.version.definition },
        after: { version: version + 1, definition },
      });
    });
    return await this.get(id);
  }

  async switch(id: string, enabled: boolean, by: Principal): Promise<Indicator> {
    await this.database.transaction(async (tx) => {
      this.#assertWithin((await this.#byId(tx, id)).version.definition, by);
      if (!(await repository.switchIndicator(tx, id, enabled))) return;
      const action = enabled ? 'indicator.enable' : 'indicator.disable';
      await this.audit.record(tx, {
        ...subject(id),
        actor: by,
        action,
        before: { enabled: !enabled },
        after: { enabled },
      });
    });
    return await this.get(id);
  }

  /** Says within a transaction how far a metric has been judged; false: by somebody else, or with another version. */
  moveEvaluated(tx: Transaction, { id, version }: IndicatorInForce, toMs: number): Promise<boolean> {
    return repository.moveEvaluated(tx, id, version, new Date(toMs));
  }

  assertSound(definition: IndicatorDefinition): void {
    const faults = definitionFaults(definition, this.reference.model);
    if (faults.length > 0)
      throw new AppError('unprocessable', 'the indicator has faults: nothing was changed', {
        details: faults,
      });
  }

  /** Whoever changes an indicator is responsible for all of its places. */
  #assertWithin({ place }: IndicatorDefinition, by: Principal): void {
    if (by.scope === null) return;
    for (const { areaId } of placesOf(place, this.reference.model)) this.scope.assert(by, areaId);
  }

  async #byId(db: Db, id: string): Promise<repository.IndicatorWithVersion> {
    const found = await repository.indicatorById(db, id);
    if (found === undefined) throw new AppError('unknown-indicator', 'there is no such indicator');
    return found;
  }

  async #seed(): Promise<void> {
    await this.database.transaction(async (tx) => {
      for (const [key, definition] of Object.entries(READY_MADE))
        await this.#add(tx, {
          id: `ready-${key}`,
          key,
          enabled: true,
          definition,
          author: 'system:ready-made',
        });
    });
  }

  async #add(tx: Transaction, { id, key, enabled, definition, author }: NewRow): Promise<void> {
    const createdAt = this.#now();
    if (!(await repository.addIndicator(tx, { id, key, version: 1, enabled, createdAt }))) return;
    const authorId = typeof author === 'string' ? author : author.id;
    await repository.addVersion(tx, { indicatorId: id, version: 1, definition, authorId, createdAt });
    const after = { enabled, definition };
    await this.audit.record(tx, { ...subject(id), actor: author, action: 'indicator.create', after });
  }

  #now(): Date {
    return new Date(this.clock.now());
  }
}

interface NewRow {
  readonly id: string;
  readonly key: string | null;
  readonly enabled: boolean;
  readonly definition: IndicatorDefinition;
  readonly author: Principal | `system:${string}`;
}

function subject(id: string) {
  return { subjectType: 'indicator', subjectId: id } as const;
}

function shown(
  { row, version }: repository.IndicatorWithVersion,
  open: ReadonlyMap<string, number>,
): Indicator {
  return {
    id: row.id,
    key: row.key,
    version: row.version,
    enabled: row.enabled,
    definition: version.definition,
    authorId: version.authorId,
    createdAt: row.createdAt.getTime(),
    changedAt: version.createdAt.getTime(),
    openAlerts: open.get(row.id) ?? 0,
    evaluatedTo: row.evaluatedAt?.getTime() ?? null,
  };
}
