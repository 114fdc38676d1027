import { hash, parseOptions, verify } from '@node-rs/argon2';
import { bulkhead, isBulkheadRejectedError } from 'cockatiel';
import { AppError } from '../../web/app-error.ts';

/** Argon2id with what the OWASP Password Storage Cheat Sheet asks for at least: 19 MiB, 2 passes, 1 lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** Each takes a core and 19 MiB: more at once would only slow down everything else. */
const AT_ONCE = 2;
const WAITING = 64;

/** Hashes and checks passwords, a few at a time. */
export class Passwords {
  readonly #queue = bulkhead(AT_ONCE, WAITING);
  /** What a password is checked against where there is none, so that it takes as long. */
  readonly #nobody: Promise<string>;

  constructor() {
    this.#nobody = this.hash('nobody');
    this.#nobody.catch(() => undefined);
  }

  hash(password: string): Promise<string> {
    return this.#inTurn(() => hash(normal(password), COST));
  }

  /** Takes as long whether there is such a user or not. */
  async fits(hashed: string | null, password: string): Promise<boolean> {
    const against = hashed ?? (await this.#nobody);
    const fits = await this.#inTurn(() => verify(against, normal(password)));
    return fits && hashed !== null;
  }

  /** Whether a hash was made with less than what is asked for now. */
  isOutdated(hashed: string): boolean {
    const { memoryCost, timeCost } = parseOptions(hashed);
    return memoryCost < COST.memoryCost || timeCost < COST.timeCost;
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.#queue.execute(work);
    } catch (error) {
      if (!isBulkheadRejectedError(error)) throw error;
      throw new AppError('too-many-attempts', 'too many people sign in at once: try again in a moment', {
        headers: { 'Retry-After': '2' },
      });
    }
  }
}

/** The same characters, however a keyboard composes them (NIST SP 800-63B). */
function normal(password: string): string {
  return password.normalize('NFKC');
}
