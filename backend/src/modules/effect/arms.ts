import type { Arm } from './newcombe.ts';

const DAY_MS = 86_400_000;

/** A subscriber in one arm, from its first trigger on. */
export interface Assigned {
  readonly subscriberId: string;
  readonly arm: 'treated' | 'control';
  readonly at: number;
}

/** Successes by subscriber, oldest first. */
export type Successes = ReadonlyMap<string, readonly number[]>;

/**
 * The arms of a scheme. Intention to treat: who was to be contacted counts as treated, whatever became of the message.
 * A success counts within its days after the first trigger. Whoever's days are not over is left out of both arms: they
 * could only still turn into a success.
 */
export class Arms {
  readonly #withinMs: number;
  readonly #now: number;
  readonly #mature = { treated: { subjects: 0, successes: 0 }, control: { subjects: 0, successes: 0 } };
  readonly #drawn = { treated: 0, control: 0 };
  readonly converted: number[] = [];
  maturing = 0;

  constructor(withinDays: number, now: number) {
    this.#withinMs = withinDays * DAY_MS;
    this.#now = now;
  }

  get treated(): Arm {
    return this.#mature.treated;
  }

  get control(): Arm {
    return this.#mature.control;
  }

  /** Everybody drawn so far, whose days are over or not: for the sizes of the arms. */
  get drawn(): Readonly<Record<Assigned['arm'], number>> {
    return this.#drawn;
  }

  add({ subscriberId, arm, at }: Assigned, successes: Successes): void {
    const until = at + this.#withinMs;
    const hasSuccess = successes.get(subscriberId)?.some((time) => time > at && time <= until) ?? false;
    this.#drawn[arm]++;
    if (hasSuccess && arm === 'treated') this.converted.push(at);
    if (until > this.#now) {
      this.maturing++;
      return;
    }
    this.#mature[arm].subjects++;
    if (hasSuccess) this.#mature[arm].successes++;
  }
}
