import { createHash } from 'node:crypto';
import { RateLimiterDrizzle, RateLimiterRes } from 'rate-limiter-flexible';
import type { Database } from '../../../adapters/postgres/index.ts';
import { tooManyAttempts } from '../../access/index.ts';
import { signInLimits } from '../people.schema.ts';

/** Failures of a login that cost nothing but themselves. */
const FREE_FAILURES = 5;
const FIRST_WAIT_SECONDS = 30;
const LONGEST_WAIT_SECONDS = 900;
const DAY_SECONDS = 86_400;
/** Failures from one address, whatever the logins. */
const BY_ADDRESS = { points: 60, duration: 600 } as const;

/** How long a login has to wait after so many failures in a row: twice as long each time, up to a quarter of an hour. */
export function waitSeconds(failures: number): number {
  if (failures <= FREE_FAILURES) return 0;
  return Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** (failures - FREE_FAILURES - 1));
}

/** Slows down guessing, by login and by address. Kept in the database: it outlives restarts and is one for all servers. */
export class SignInLimits {
  readonly #failures: RateLimiterDrizzle;
  readonly #waits: RateLimiterDrizzle;
  readonly #addresses: RateLimiterDrizzle;

  constructor({ db }: Pick<Database, 'db'>) {
    const store = { storeClient: db, schema: signInLimits, clearExpiredByTimeout: false };
    this.#failures = new RateLimiterDrizzle({
      ...store,
      keyPrefix: 'failures',
      points: Number.MAX_SAFE_INTEGER,
      duration: DAY_SECONDS,
    });
    this.#waits = new RateLimiterDrizzle({ ...store, keyPrefix: 'wait', points: 1, duration: DAY_SECONDS });
    this.#addresses = new RateLimiterDrizzle({ ...store, keyPrefix: 'address', ...BY_ADDRESS });
  }

  /** Counts an attempt before it is judged, so that many at once are no way around. Throws `too-many-attempts`. */
  async attempt(login: string, address: string): Promise<void> {
    await refusedWhenEmpty(() => this.#addresses.consume(address));
    const key = keyOf(login);
    const { consumedPoints } = await this.#failures.penalty(key);
    const wait = waitSeconds(consumedPoints);
    if (wait === 0) return;
    try {
      await refusedWhenEmpty(() => this.#waits.consume(key, 1, { customDuration: wait }));
    } catch (error) {
      // Only what was judged counts.
      await this.#failures.reward(key);
      throw error;
    }
  }

  /** The attempt was right: it was none of the failures. */
  async succeeded(login: string, address: string): Promise<void> {
    const key = keyOf(login);
    await this.#addresses.reward(address);
    await this.#failures.delete(key);
    await this.#waits.delete(key);
  }
}

/** People type their password into the wrong field: what they typed is not kept. */
function keyOf(login: string): string {
  return createHash('sha256').update(login).digest('hex');
}

async function refusedWhenEmpty(consume: () => Promise<unknown>): Promise<void> {
  try {
    await consume();
  } catch (reason) {
    if (!(reason instanceof RateLimiterRes)) throw reason;
    throw tooManyAttempts(reason.msBeforeNext);
  }
}
