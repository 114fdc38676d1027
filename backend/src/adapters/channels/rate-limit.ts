/** How much earlier than its turn a message may leave: timers are no finer, and nothing is lost to them. */
const TOLERANCE_MS = 20;

/**
 * At most `perSecond` messages a second, evenly (the generic cell rate algorithm). Over any second at most
 * `perSecond` and those of the tolerance leave. Knows no clock: times are the caller's, in milliseconds.
 */
export class RateLimit {
  readonly #intervalMs: number;
  /** When the next one would be due if all came evenly. */
  #dueMs = 0;

  constructor(perSecond: number | null) {
    this.#intervalMs = perSecond === null ? 0 : 1_000 / perSecond;
  }

  /** How long until one may leave; 0 for now. */
  waitMs(nowMs: number): number {
    return Math.max(0, this.#dueMs - TOLERANCE_MS - nowMs);
  }

  /** One leaves. */
  take(nowMs: number): void {
    this.#dueMs = Math.max(nowMs, this.#dueMs) + this.#intervalMs;
  }

  /** Nothing leaves for so long: the provider asked for less. */
  pause(nowMs: number, forMs: number): void {
    this.#dueMs = Math.max(this.#dueMs, nowMs + forMs + TOLERANCE_MS);
  }
}
