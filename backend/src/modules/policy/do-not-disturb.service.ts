import { Inject, Injectable } from '@nestjs/common';
import type { Database, Db } from '../../adapters/postgres/index.ts';
import { DATABASE, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import { AccessScope, type Principal } from '../access/index.ts';
import { AuditService } from '../audit/audit.service.ts';
import { VaultService } from '../vault/vault.service.ts';
import type { Persons, PersonsChange } from './persons.ts';
import { addRefused, countRefused, findRefused, removeRefused } from './policy.repository.ts';

/** Who is not to be contacted. Looked at again each time before a message leaves. */
@Injectable()
export class DoNotDisturbService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
    @Inject(VaultService) private readonly vault: VaultService,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(AccessScope) private readonly scope: AccessScope,
  ) {}

  add(actor: Principal, persons: Persons): Promise<PersonsChange> {
    return this.#change(actor, 'do-not-disturb.add', persons, (tx, pseudonyms) =>
      addRefused(tx, pseudonyms, 'upload', this.clock.now()),
    );
  }

  /** The register belongs to no area: who lets somebody be contacted again must see everything. */
  async remove(actor: Principal, persons: Persons): Promise<PersonsChange> {
    this.scope.assertEverything(actor);
    return this.#change(actor, 'do-not-disturb.remove', persons, removeRefused);
  }

  /** Who answered that they want no more, or whose number does not exist. */
  async refuse(db: Db, pseudonyms: readonly string[], source: 'reply' | 'unreachable'): Promise<void> {
    await addRefused(db, pseudonyms, source, this.clock.now());
  }

  refused(db: Db, pseudonyms: readonly string[]): Promise<ReadonlySet<string>> {
    return findRefused(db, pseudonyms);
  }

  /** How many, by where they come from. */
  counts(): Promise<Readonly<Record<string, number>>> {
    return countRefused(this.database.db);
  }

  async #change(
    actor: Principal,
    action: string,
    { numbers, pseudonyms }: Persons,
    change: (db: Db, pseudonyms: readonly string[]) => Promise<number>,
  ): Promise<PersonsChange> {
    const forms = numbers.map((number) => this.vault.pseudonymsOf(number));
    const unreadable = forms.filter((some) => some.length === 0).length;
    const changed = await this.database.transaction(async (tx) => {
      const count = await change(tx, [...pseudonyms, ...forms.flat()]);
      await this.audit.record(tx, {
        actor,
        action,
        subjectType: 'do-not-disturb',
        subjectId: '*',
        after: { given: numbers.length + pseudonyms.length, changed: count, unreadable },
      });
      return count;
    });
    return { changed, unreadable };
  }
}
