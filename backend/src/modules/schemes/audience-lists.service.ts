import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '../../adapters/postgres/index.ts';
import { DATABASE, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import { AccessScope, type Principal } from '../access/index.ts';
import { AuditService } from '../audit/index.ts';
import { VaultService } from '../vault/vault.service.ts';
import type { NewList } from './audience-lists.dto.ts';
import { findLists, insertList, type StoredList } from './audience-lists.repository.ts';

const SHOWN = 500;

export interface ListView extends Omit<StoredList, 'createdAt'> {
  readonly createdAt: number;
}

/** Lists of subscribers: numbers become pseudonyms at once and are not kept. */
@Injectable()
export class AudienceListsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
    @Inject(VaultService) private readonly vault: VaultService,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(AccessScope) private readonly scope: AccessScope,
  ) {}

  /** A list belongs to no area, so it is for those who see everything. */
  async add(principal: Principal, given: NewList): Promise<ListView & { readonly unreadable: number }> {
    this.scope.assertEverything(principal);
    const found = given.numbers.map((number) => this.vault.pseudonymsOf(number));
    const pseudonyms = [...new Set([...given.pseudonyms, ...found.flat()])];
    const unreadable = found.filter(({ length }) => length === 0).length;
    const list = {
      listId: randomUUID(),
      name: given.name,
      size: given.pseudonyms.length + given.numbers.length - unreadable,
      createdBy: principal.name,
      createdAt: new Date(this.clock.now()),
    };
    await this.database.transaction(async (tx) => {
      await insertList(tx, list, pseudonyms);
      await this.audit.record(tx, {
        actor: principal,
        action: 'audience-list.create',
        subjectType: 'audience-list',
        subjectId: list.listId,
        after: { name: list.name, size: list.size },
      });
    });
    return { ...viewOf(list), unreadable };
  }

  async list(principal: Principal): Promise<readonly ListView[]> {
    this.scope.assertEverything(principal);
    return (await findLists(this.database.db, SHOWN)).map(viewOf);
  }
}

function viewOf(list: StoredList): ListView {
  return { ...list, createdAt: list.createdAt.getTime() };
}
