import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../web/app-error.ts';

/** At most so many of something in a while, by a key; in the memory of this server. */
export class AttemptLimit {
  readonly #limiter: RateLimiterMemory;

  constructor(points: number, seconds: number) {
    this.#limiter = new RateLimiterMemory({ points, duration: seconds });
  }

  /** Counts one; throws `too-many-attempts` when it is one too many. */
  async count(key: string): Promise<void> {
    try {
      await this.#limiter.consume(key);
    } catch (reason) {
      if (!(reason instanceof RateLimiterRes)) throw reason;
      throw tooManyAttempts(reason.msBeforeNext);
    }
  }

  /** It was none after all. */
  async forgive(key: string): Promise<void> {
    await this.#limiter.reward(key);
  }
}

export function tooManyAttempts(waitMs: number): AppError {
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000));
  return new AppError('too-many-attempts', `too many attempts: wait ${seconds} s`, {
    headers: { 'Retry-After': String(seconds) },
    details: { retryAfterSeconds: seconds },
  });
}
