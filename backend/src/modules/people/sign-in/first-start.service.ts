import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Database } from '../../../adapters/postgres/index.ts';
import { DATABASE } from '../../../tokens.ts';
import { AuditService } from '../../audit/index.ts';
import { insertUser, userCount } from '../people.repository.ts';
import { newOneTimePassword } from './one-time-password.ts';
import { Passwords } from './passwords.ts';

/** What the terminal shows once. */
export interface FirstSignIn {
  readonly login: string;
  readonly password: string;
}

const ADMINISTRATOR = 'administrator';

/** The first start makes somebody who can make the others. */
@Injectable()
export class FirstStartService implements OnApplicationBootstrap {
  #made: FirstSignIn | null = null;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(Passwords) private readonly passwords: Passwords,
  ) {}

  /** The administrator that this start has made; null when there were users. */
  get made(): FirstSignIn | null {
    return this.#made;
  }

  async onApplicationBootstrap(): Promise<void> {
    if ((await userCount(this.database.db)) > 0) return;
    const password = newOneTimePassword();
    const passwordHash = await this.passwords.hash(password);
    const made = await this.database.transaction(async (tx) => {
      const id = randomUUID();
      const now = new Date();
      const roles = [ADMINISTRATOR];
      const added = await insertUser(tx, {
        id,
        login: ADMINISTRATOR,
        name: '管理员 Administrator',
        roles,
        passwordHash,
        mustChangePassword: true,
        createdAt: now,
        updatedAt: now,
      });
      // Another server may have been faster.
      if (!added) return false;
      const after = { login: ADMINISTRATOR, roles };
      const about = { subjectType: 'user', subjectId: id, after };
      await this.audit.record(tx, { actor: 'system:first-start', action: 'user.created', ...about });
      return true;
    });
    if (made) this.#made = { login: ADMINISTRATOR, password };
  }
}
