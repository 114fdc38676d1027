import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '../../adapters/postgres/index.ts';
import { DATABASE } from '../../tokens.ts';
import { AccessScope, type Principal } from '../access/index.ts';
import { AuditService } from '../audit/audit.service.ts';
import { VaultService } from '../vault/vault.service.ts';
import type { PreferenceCounts } from './contact-preferences.dto.ts';
import {
  countBy,
  countConsenting,
  putPreferences,
  type Preferences,
} from './contact-preferences.repository.ts';
import type { Persons, PersonsChange } from './persons.ts';

/**
 * Who has agreed to be contacted, in which language, and where their day begins. Numbers come in and never go out; they
 * belong to no area, so this is for those who see everything.
 */
@Injectable()
export class ContactPreferencesService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(VaultService) private readonly vault: VaultService,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(AccessScope) private readonly scope: AccessScope,
  ) {}

  async counts(principal: Principal): Promise<PreferenceCounts> {
    this.scope.assertEverything(principal);
    const { db } = this.database;
    return {
      consenting: await countConsenting(db),
      byLanguage: await countBy(db, 'language'),
      byTimeZone: await countBy(db, 'timeZone'),
    };
  }

  async put(
    actor: Principal,
    { numbers, pseudonyms }: Persons,
    preferences: Preferences,
  ): Promise<PersonsChange> {
    this.scope.assertEverything(actor);
    const forms = numbers.map((number) => this.vault.pseudonymsOf(number));
    const unreadable = forms.filter((some) => some.length === 0).length;
    const changed = await this.database.transaction(async (tx) => {
      const count = await putPreferences(tx, [...pseudonyms, ...forms.flat()], preferences);
      await this.audit.record(tx, {
        actor,
        action: 'contact-preferences.put',
        subjectType: 'contact-preferences',
        subjectId: '*',
        after: { ...preferences, given: numbers.length + pseudonyms.length, changed: count, unreadable },
      });
      return count;
    });
    return { changed, unreadable };
  }
}
