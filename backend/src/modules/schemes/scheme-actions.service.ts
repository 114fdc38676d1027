import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../../config/index.ts';
import { CONFIG } from '../../tokens.ts';
import type { Principal } from '../access/index.ts';
import { ReferenceService } from '../reference/reference.service.ts';
import { definitionFaults, submissionFaults } from './definition-faults.ts';
import { ExpectedTriggersService } from './expected-triggers.service.ts';
import type { SchemeStep } from './lifecycle.ts';
import { SchemeChangesService } from './scheme-changes.service.ts';
import { schemeFaults } from './schemes.errors.ts';
import { SchemesService } from './schemes.service.ts';
import type { SchemeDefinition } from './schemes.types.ts';

/** Which scheme, as it was seen, and why. */
export interface Asked {
  readonly rowVersion: number;
  readonly reason?: string | undefined;
}

/** What people do with schemes, judged by what is known now before the life cycle judges it. */
@Injectable()
export class SchemeActionsService {
  constructor(
    @Inject(SchemesService) private readonly schemes: SchemesService,
    @Inject(SchemeChangesService) private readonly changes: SchemeChangesService,
    @Inject(ExpectedTriggersService) private readonly expected: ExpectedTriggersService,
    @Inject(ReferenceService) private readonly reference: ReferenceService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async create(principal: Principal, definition: SchemeDefinition): Promise<string> {
    await this.#assertSound(principal, definition);
    return this.changes.create(principal, definition);
  }

  /** A new draft with the definition of any scheme, running or ended. Its validity was another one's. */
  async copy(principal: Principal, schemeId: string, name: string | undefined): Promise<string> {
    const { definition } = await this.schemes.get(principal, schemeId);
    const copy = {
      ...definition,
      name: name ?? `${definition.name} (2)`.slice(-100),
      validFrom: null,
      validUntil: null,
    };
    return this.changes.create(principal, copy, { copyOf: schemeId });
  }

  async edit(
    principal: Principal,
    schemeId: string,
    asked: Asked,
    definition: SchemeDefinition,
  ): Promise<void> {
    await this.#assertSound(principal, definition);
    const step: SchemeStep = { action: 'edit', validUntil: definition.validUntil };
    await this.changes.apply(principal, { schemeId, ...asked, step, definition });
  }

  async submit(principal: Principal, schemeId: string, asked: Asked): Promise<void> {
    const { definition } = await this.schemes.get(principal, schemeId);
    await this.#assertSound(principal, definition);
    const faults = submissionFaults(definition);
    if (faults.length > 0) throw schemeFaults(faults);
    const expectedWeekly = await this.expected.weekly(definition);
    const { listId } = definition.audience;
    const listed = listId === null ? 0 : ((await this.schemes.listSize(listId)) ?? 0);
    const reach = Math.max(expectedWeekly, listed);
    const approvalsNeeded = reach > this.config.campaigns.twoApproversFrom ? 2 : 1;
    const step: SchemeStep = { action: 'submit', approvalsNeeded };
    await this.changes.apply(principal, { schemeId, ...asked, step, expectedWeekly });
  }

  async rollback(principal: Principal, schemeId: string, asked: Asked, toVersion: number): Promise<void> {
    const { definition } = await this.schemes.version(principal, schemeId, toVersion);
    await this.#assertSound(principal, definition);
    const step: SchemeStep = { action: 'rollback', toVersion, validUntil: definition.validUntil };
    await this.changes.apply(principal, { schemeId, ...asked, step });
  }

  async act(principal: Principal, schemeId: string, asked: Asked, step: SchemeStep): Promise<void> {
    await this.changes.apply(principal, { schemeId, ...asked, step });
  }

  /** In the scope of whoever asks, and possible with the areas and channels there are. */
  async #assertSound(principal: Principal, definition: SchemeDefinition): Promise<void> {
    const channels = new Set(Object.keys(this.config.channels));
    const { listId } = definition.audience;
    const faults = [
      ...definitionFaults(definition, this.reference.model, channels),
      ...(listId === null || (await this.schemes.listSize(listId)) !== null
        ? []
        : [{ field: 'audience.listId', message: 'is no stored list' }]),
    ];
    if (faults.length > 0) throw schemeFaults(faults);
    this.schemes.assertSees(principal, { definition });
  }
}
