/**
 * The time of an accelerated simulation. It stands still until `run`, then goes `speed` times as fast as the wall:
 * after a restart it goes on where it stopped.
 */
export class SimulatedClock {
  readonly simulated = true;
  readonly speed: number;
  readonly #monotonic: () => number;
  #from: number;
  #startedAt: number | null = null;

  constructor(at: number, speed: number, monotonic: () => number = () => performance.now()) {
    this.#from = at;
    this.speed = speed;
    this.#monotonic = monotonic;
  }

  /** Epoch milliseconds. */
  now(): number {
    if (this.#startedAt === null) return this.#from;
    return Math.floor(this.#from + (this.#monotonic() - this.#startedAt) * this.speed);
  }

  /** Runs on from `at`. */
  run(at: number): void {
    this.#from = at;
    this.#startedAt = this.#monotonic();
  }

  /** Stands still at `at`. */
  hold(at: number): void {
    this.#from = at;
    this.#startedAt = null;
  }
}
