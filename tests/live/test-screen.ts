import type { Cancel, Screen } from '@tidewall/frontend/protocol';
import type { VirtualTime } from './virtual-time.ts';

const FRAME_MS = 16;
const FROZEN_AGAIN_MS = 250;

/** A screen in virtual time: it may be hidden, get no frames, or sleep, while which its own clock stands still. */
export class TestScreen implements Screen {
  hidden = false;
  /** It is shown, and yet nothing is painted: nothing is acknowledged either. */
  frozen = false;
  readonly #time: VirtualTime;
  readonly #random: () => number;
  /** Its clock began at another moment than the server's: by ten minutes and more. */
  #behindMs: number;
  #asleepSince = Infinity;
  readonly #whenAwake: (() => void)[] = [];

  constructor(time: VirtualTime, random: () => number) {
    this.#time = time;
    this.#random = random;
    this.#behindMs = -10 * 60_000 * random();
  }

  now(): number {
    return Math.min(this.#time.now, this.#asleepSince) - this.#behindMs;
  }

  random(): number {
    return this.#random();
  }

  /** Nothing runs until it wakes, and its clock does not move. */
  sleep(ms: number): void {
    if (this.isAsleep) return;
    this.#asleepSince = this.#time.now;
    this.#time.after(ms, () => {
      this.#behindMs += this.#time.now - this.#asleepSince;
      this.#asleepSince = Infinity;
      for (const run of this.#whenAwake.splice(0)) run();
    });
  }

  get isAsleep(): boolean {
    return this.#asleepSince !== Infinity;
  }

  frame(run: () => void): Cancel {
    return this.#run(FRAME_MS, () => !this.hidden && !this.frozen, run);
  }

  after(delayMs: number, run: () => void): Cancel {
    return this.#run(delayMs, () => true, run);
  }

  #run(delayMs: number, may: () => boolean, run: () => void): Cancel {
    let cancelled = false;
    const attempt = (): void => {
      if (cancelled) return;
      if (this.isAsleep) this.#whenAwake.push(attempt);
      else if (!may()) this.#time.after(FROZEN_AGAIN_MS, attempt);
      else run();
    };
    this.#time.after(delayMs, attempt);
    return () => {
      cancelled = true;
    };
  }
}
