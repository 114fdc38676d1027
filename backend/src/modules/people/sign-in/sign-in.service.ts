import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Database } from '../../../adapters/postgres/index.ts';
import { DATABASE, LOGGER } from '../../../tokens.ts';
import type { Principal, Proof } from '../../access/index.ts';
import { AuditService } from '../../audit/index.ts';
import { AppError, invalidParameters } from '../../web/app-error.ts';
import { findByLogin, findUsers, updateUser, type Login } from '../people.repository.ts';
import type { Person } from '../people.types.ts';
import { passwordFault } from './password-rules.ts';
import { Passwords } from './passwords.ts';
import { SessionsService, type NewSession } from './sessions.service.ts';
import { SignInLimits } from './sign-in-limits.ts';

export interface SignedIn {
  readonly person: Person;
  readonly session: NewSession;
}

/** Signing in with a password, and changing it. */
@Injectable()
export class SignInService {
  readonly #limits: SignInLimits;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SessionsService) private readonly sessions: SessionsService,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(Passwords) private readonly passwords: Passwords,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    this.#limits = new SignInLimits(database);
  }

  /** Opens a session; an earlier one of the same browser ends. Says no more than `wrong-credentials` when it does not. */
  async signIn(login: string, password: string, address: string, earlier: Proof | null): Promise<SignedIn> {
    const found = await this.#judged(login.toLowerCase(), password, address);
    const rehashed = this.passwords.isOutdated(found.passwordHash)
      ? await this.passwords.hash(password)
      : null;
    return await this.open(found.person, earlier, rehashed === null ? {} : { passwordHash: rehashed });
  }

  /** Opens a session for somebody who has proven who they are. */
  async open(
    person: Person,
    earlier: Proof | null,
    changes: { passwordHash?: string } = {},
  ): Promise<SignedIn> {
    const session = await this.database.transaction(async (tx) => {
      if (earlier?.principal.kind === 'user') await this.sessions.close(tx, earlier.evidenceId);
      if (changes.passwordHash !== undefined) await updateUser(tx, person.id, person.version, changes);
      const opened = await this.sessions.open(tx, person.id);
      const about = { subjectType: 'user', subjectId: person.id };
      await this.audit.record(tx, { actor: principalOf(person), action: 'session.opened', ...about });
      return opened;
    });
    return { person, session };
  }

  async signOut(proof: Proof): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.sessions.close(tx, proof.evidenceId);
      const about = { subjectType: 'user', subjectId: proof.principal.id };
      await this.audit.record(tx, { actor: proof.principal, action: 'session.closed', ...about });
    });
  }

  /** Changes one's own password. All sessions end, and a new one begins. */
  async changePassword(
    principal: Principal,
    passwords: { current: string; next: string },
    address: string,
  ): Promise<SignedIn> {
    const [person] = await findUsers(this.database.db, [principal.id]);
    if (person === undefined) throw new AppError('not-signed-in', 'sign in first');
    await this.#judged(person.login, passwords.current, address);
    const fault = passwordFault(passwords.next, person.login) ?? sameFault(passwords);
    if (fault !== null) throw invalidParameters([{ field: 'next', message: fault }]);
    const passwordHash = await this.passwords.hash(passwords.next);
    const session = await this.database.transaction(async (tx) => {
      const changes = { passwordHash, mustChangePassword: false, updatedAt: new Date() };
      if (!(await updateUser(tx, person.id, person.version, changes))) throw changedMeanwhile();
      await this.sessions.closeAll(tx, person.id);
      const opened = await this.sessions.open(tx, person.id);
      const about = { subjectType: 'user', subjectId: person.id };
      await this.audit.record(tx, { actor: principal, action: 'user.password-changed', ...about });
      return opened;
    });
    return { person: { ...person, mustChangePassword: false, version: person.version + 1 }, session };
  }

  /** Who has this login and password; counts the attempt, and takes as long for a login that nobody has. */
  async #judged(login: string, password: string, address: string): Promise<Login & { passwordHash: string }> {
    await this.#limits.attempt(login, address);
    const found = await findByLogin(this.database.db, login);
    const hash = found?.passwordHash ?? null;
    const fits = await this.passwords.fits(hash, password);
    if (found === undefined || hash === null || !fits || found.person.disabled) {
      this.log.info({ module: 'people', known: found !== undefined }, 'sign-in refused');
      throw new AppError('wrong-credentials', 'login or password is wrong');
    }
    await this.#limits.succeeded(login, address);
    return { ...found, passwordHash: hash };
  }
}

export function principalOf({ id, name, roles, scope }: Person): Principal {
  return { kind: 'user', id, name, roles, scope };
}

function sameFault({ current, next }: { current: string; next: string }): string | null {
  return current === next ? 'must be another one than before' : null;
}

function changedMeanwhile(): AppError {
  return new AppError('conflict', 'the user was changed meanwhile: look again');
}
