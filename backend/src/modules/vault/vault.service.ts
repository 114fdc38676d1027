import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Database, Db } from '../../adapters/postgres/index.ts';
import { DATABASE, LOGGER } from '../../tokens.ts';
import { numberForms } from './number-forms.ts';
import { seal, unseal, type Sealed } from './seal.ts';
import type { VaultSecrets } from './vault-secrets.ts';
import {
  insertNumbers,
  replaceNumbers,
  selectKnown,
  selectNumbers,
  selectOutdated,
} from './vault.repository.ts';
import { VAULT_SECRETS } from './vault.tokens.ts';

const SEALED_ANEW = 500;

/**
 * Turns pseudonyms back into numbers, which is done for sending and nothing else. Numbers are never logged, never in an
 * answer, and nowhere else in a table.
 */
@Injectable()
export class VaultService implements OnApplicationBootstrap {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(VAULT_SECRETS) private readonly secrets: VaultSecrets,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** What is sealed under an older key is sealed anew, a little at a time. */
  onApplicationBootstrap(): void {
    this.sealAnew().catch((err: unknown) => {
      this.logger.warn({ module: 'vault', err }, 'numbers not sealed anew; it goes on at the next start');
    });
  }

  /** Keeps numbers of subscribers. */
  async put(tx: Db, numbers: ReadonlyMap<string, string>): Promise<void> {
    const sealed = [...numbers].map(([pseudonym, number]) => ({
      pseudonym,
      sealed: seal(this.secrets.keys, pseudonym, number),
    }));
    await insertNumbers(tx, sealed);
  }

  /** Which of the pseudonyms have a number here. */
  known(db: Db, pseudonyms: readonly string[]): Promise<ReadonlySet<string>> {
    return selectKnown(db, pseudonyms);
  }

  /** The numbers behind pseudonyms, for handing them to a channel at once. */
  async reveal(db: Db, pseudonyms: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await selectNumbers(db, pseudonyms);
    return new Map(
      rows.map(({ pseudonym, sealed }) => [pseudonym, unseal(this.secrets.keys, pseudonym, sealed)]),
    );
  }

  /** Seals a text for its owner, such as the telephone number of a user. */
  seal(owner: string, text: string): Sealed {
    return seal(this.secrets.keys, owner, text);
  }

  unseal(owner: string, sealed: Sealed): string {
    return unseal(this.secrets.keys, owner, sealed);
  }

  /** Pseudonyms that a number may have, by the ways in which it can be written; empty: it is no number. */
  pseudonymsOf(number: string): readonly string[] {
    return numberForms(number).map((digits) => this.secrets.pseudonyms.idOf(digits));
  }

  /** Resolves when nothing is left under an older key. */
  async sealAnew(): Promise<void> {
    const { keys } = this.secrets;
    for (;;) {
      const outdated = await selectOutdated(this.database.db, keys[0].id, SEALED_ANEW);
      if (outdated.length === 0) return;
      const numbers = outdated.map(({ pseudonym, sealed }) => ({
        pseudonym,
        sealed: seal(keys, pseudonym, unseal(keys, pseudonym, sealed)),
      }));
      await this.database.transaction((tx) => replaceNumbers(tx, numbers));
    }
  }
}
