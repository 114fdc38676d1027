import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Database, Transaction } from '../../../adapters/postgres/index.ts';
import { DATABASE } from '../../../tokens.ts';
import { AuditService } from '../../audit/index.ts';
import { findBySubject, insertUser, updateUser } from '../people.repository.ts';
import type { Person } from '../people.types.ts';
import type { Granted } from './granted.ts';

/** Who somebody is at the provider. */
export interface ProviderIdentity {
  readonly issuer: string;
  readonly subject: string;
  readonly login: string;
  readonly name: string;
  readonly email: string | null;
}

const ACTOR = 'system:oidc';

/**
 * Users who sign in through the provider. They are known by issuer and subject alone: a login or an address that a
 * local user has, too, makes nobody that user.
 */
@Injectable()
export class ProviderPeople {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  /** The user, made or brought up to date with what the provider says now. */
  async upToDate(identity: ProviderIdentity, granted: Granted): Promise<Person> {
    return await this.database.transaction(async (tx) => {
      const known = await findBySubject(tx, identity.issuer, identity.subject);
      const user = known ?? (await this.#make(tx, identity, granted));
      if (known === undefined || saysTheSame(known, identity, granted)) return user;
      return await this.#change(tx, known, identity, granted);
    });
  }

  async #make(tx: Transaction, identity: ProviderIdentity, granted: Granted): Promise<Person> {
    const id = randomUUID();
    const now = new Date();
    const user = { ...identity, ...columns(granted), id, createdAt: now, updatedAt: now };
    // The login of somebody else stays theirs.
    if (!(await insertUser(tx, user))) await insertUser(tx, { ...user, login: `oidc-${id}` });
    return await this.#noted(tx, 'user.created', null, identity);
  }

  async #change(
    tx: Transaction,
    before: Person,
    identity: ProviderIdentity,
    granted: Granted,
  ): Promise<Person> {
    const { name, email } = identity;
    const changes = { name, email, ...columns(granted), updatedAt: new Date() };
    await updateUser(tx, before.id, before.version, changes);
    return await this.#noted(tx, 'user.changed', before, identity);
  }

  async #noted(
    tx: Transaction,
    action: string,
    before: Person | null,
    { issuer, subject }: ProviderIdentity,
  ): Promise<Person> {
    const after = (await findBySubject(tx, issuer, subject))!;
    await this.audit.record(tx, {
      actor: ACTOR,
      action,
      subjectType: 'user',
      subjectId: after.id,
      before,
      after,
    });
    return after;
  }
}

function columns({ roles, scope }: Granted): { roles: string[]; scope: string[] | null } {
  return { roles: [...roles], scope: scope === null ? null : [...scope] };
}

function saysTheSame(person: Person, { name, email }: ProviderIdentity, { roles, scope }: Granted): boolean {
  const now = JSON.stringify([person.name, person.email, person.roles, person.scope]);
  return now === JSON.stringify([name, email, roles, scope]);
}
