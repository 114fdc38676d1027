import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Database, Transaction } from '../../adapters/postgres/index.ts';
import { DATABASE } from '../../tokens.ts';
import { AccessScope, type Principal } from '../access/index.ts';
import { AuditService } from '../audit/index.ts';
import { VaultService } from '../vault/vault.service.ts';
import { AppError } from '../web/app-error.ts';
import type { NewUserRequest, UserChangesRequest } from './people.dto.ts';
import {
  allUsers,
  findUsers,
  hasOtherAdministrator,
  insertUser,
  replacePositions,
  updateUser,
  type UserChanges,
} from './people.repository.ts';
import { phoneOwner } from './people.service.ts';
import type { Person } from './people.types.ts';
import { newOneTimePassword } from './sign-in/one-time-password.ts';
import { Passwords } from './sign-in/passwords.ts';
import { SessionsService } from './sign-in/sessions.service.ts';
import { UserScopes } from './user-scopes.ts';

/** What the vault, sessions and passwords do for users. */
@Injectable()
export class UserSecrets {
  constructor(
    @Inject(VaultService) private readonly vault: VaultService,
    @Inject(Passwords) readonly passwords: Passwords,
    @Inject(SessionsService) readonly sessions: SessionsService,
  ) {}

  sealedPhone(userId: string, phone: string | null): string | null {
    return phone === null ? null : this.vault.seal(phoneOwner(userId), phone);
  }
}

/** A user with a password that is shown once. */
export interface WithOneTimePassword {
  readonly user: Person;
  readonly oneTimePassword: string;
}

/** What administrators do with users: within their own scope, and nothing that would leave nobody in charge. */
@Injectable()
export class UsersService {
  readonly #scopes: UserScopes;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(UserSecrets) private readonly secrets: UserSecrets,
    @Inject(AccessScope) scope: AccessScope,
  ) {
    this.#scopes = new UserScopes(scope);
  }

  /** Users whose scope lies within that of the principal. */
  async list(principal: Principal): Promise<readonly Person[]> {
    const people = await allUsers(this.database.db);
    return people.filter((person) => this.#scopes.covers(principal, person.scope));
  }

  async get(principal: Principal, id: string): Promise<Person> {
    return this.#visible(principal, (await findUsers(this.database.db, [id]))[0]);
  }

  async create(principal: Principal, request: NewUserRequest): Promise<WithOneTimePassword> {
    this.#scopes.assertGrants(principal, request);
    const oneTimePassword = newOneTimePassword();
    const passwordHash = await this.secrets.passwords.hash(oneTimePassword);
    const { positions, phone, ...rest } = request;
    const id = randomUUID();
    const now = new Date();
    const user = await this.database.transaction(async (tx) => {
      const added = await insertUser(tx, {
        ...rest,
        id,
        passwordHash,
        mustChangePassword: true,
        sealedPhone: this.secrets.sealedPhone(id, phone),
        createdAt: now,
        updatedAt: now,
      });
      if (!added) throw new AppError('conflict', 'another user has this login');
      await replacePositions(tx, id, positions);
      return await this.#noted(tx, principal, 'user.created', null, id);
    });
    return { user, oneTimePassword };
  }

  async change(principal: Principal, id: string, request: UserChangesRequest): Promise<Person> {
    const { version, positions, phone, ...rest } = request;
    const changes: UserChanges = {
      ...(rest as UserChanges),
      ...(phone === undefined ? {} : { sealedPhone: this.secrets.sealedPhone(id, phone) }),
    };
    return await this.#transition(principal, id, version, 'user.changed', changes, async (tx, before) => {
      const scope = rest.scope === undefined ? before.scope : rest.scope;
      this.#scopes.assertGrants(principal, { scope, positions: positions ?? before.positions });
      if (positions !== undefined) await replacePositions(tx, id, positions);
    });
  }

  /** A new one-time password; whoever is signed in as this user is so no more. */
  async resetPassword(principal: Principal, id: string, version: number): Promise<WithOneTimePassword> {
    const oneTimePassword = newOneTimePassword();
    const passwordHash = await this.secrets.passwords.hash(oneTimePassword);
    const changes = { passwordHash, mustChangePassword: true };
    const end = (tx: Transaction): Promise<void> => this.secrets.sessions.closeAll(tx, id);
    const user = await this.#transition(principal, id, version, 'user.password-reset', changes, end);
    return { user, oneTimePassword };
  }

  async disable(principal: Principal, id: string, version: number): Promise<Person> {
    const changes = { disabledAt: new Date() };
    const end = (tx: Transaction): Promise<void> => this.secrets.sessions.closeAll(tx, id);
    return await this.#transition(principal, id, version, 'user.disabled', changes, end);
  }

  async enable(principal: Principal, id: string, version: number): Promise<Person> {
    return await this.#transition(principal, id, version, 'user.enabled', { disabledAt: null });
  }

  /** Changes a user that has the version which was seen, and writes it down. */
  async #transition(
    principal: Principal,
    id: string,
    version: number,
    action: string,
    changes: UserChanges,
    more: (tx: Transaction, before: Person) => Promise<void> = () => Promise.resolve(),
  ): Promise<Person> {
    return await this.database.transaction(async (tx) => {
      const before = this.#visible(principal, (await findUsers(tx, [id]))[0]);
      const changed = await updateUser(tx, id, version, { ...changes, updatedAt: new Date() });
      if (!changed) throw new AppError('conflict', 'the user was changed meanwhile: look again');
      await more(tx, before);
      return await this.#noted(tx, principal, action, before, id);
    });
  }

  async #noted(
    tx: Transaction,
    actor: Principal,
    action: string,
    before: Person | null,
    id: string,
  ): Promise<Person> {
    const [after] = await findUsers(tx, [id]);
    if (isInCharge(before) && !isInCharge(after) && !(await hasOtherAdministrator(tx, id)))
      throw new AppError('unprocessable', 'somebody must remain administrator of everything');
    await this.audit.record(tx, { actor, action, subjectType: 'user', subjectId: id, before, after });
    return after!;
  }

  #visible(principal: Principal, person: Person | undefined): Person {
    if (person === undefined) throw new AppError('unknown-user', 'there is no such user');
    this.#scopes.assertCovers(principal, person.scope);
    return person;
  }
}

function isInCharge(person: Person | null | undefined): boolean {
  return !!person && !person.disabled && person.scope === null && person.roles.includes('administrator');
}
