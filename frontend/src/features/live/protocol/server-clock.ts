/** One clock exchange, in milliseconds of the local monotonic clock except `serverTime` (epoch). */
export interface ClockSample {
  readonly sentAt: number;
  readonly receivedAt: number;
  readonly serverTime: number;
}

/** How long a sample with a short round trip is preferred to newer ones with a longer. */
const SAMPLE_LIFE_MS = 5 * 60_000;
/** What two good clocks may drift apart in that time: 50 parts in a million, and reading them. */
const DRIFT_MS = 20;

/**
 * Server time from the local monotonic clock, whatever the screen's own clock says.
 *
 * The error of a sample is at most half its round trip, so the sample with the shortest one counts. A sample that
 * contradicts it says that one of the clocks has been set, or that the screen has slept: then the newest counts.
 * Before the first exchange the newest message dates the server, late by its way here.
 */
export class ServerClock {
  #best: ClockSample | null = null;
  #heard: { readonly at: number; readonly receivedAt: number } | null = null;

  add(sample: ClockSample): void {
    const best = this.#best;
    const aged = best !== null && sample.receivedAt - best.receivedAt > SAMPLE_LIFE_MS;
    if (best === null || aged || contradicts(sample, best) || roundTrip(sample) <= roundTrip(best)) {
      this.#best = sample;
    }
  }

  /** A message that the server dated `at` has come. */
  hear(at: number, receivedAt: number): void {
    this.#heard = { at, receivedAt };
  }

  /** Epoch milliseconds at the server, or null while nothing was heard. */
  now(monotonic: number): number | null {
    if (this.#best !== null) return monotonic + offsetOf(this.#best);
    return this.#heard === null ? null : this.#heard.at + monotonic - this.#heard.receivedAt;
  }

  /** How far `now` may be off; null while nobody knows. */
  get errorMs(): number | null {
    return this.#best === null ? null : roundTrip(this.#best) / 2;
  }
}

function roundTrip(sample: ClockSample): number {
  return sample.receivedAt - sample.sentAt;
}

function offsetOf(sample: ClockSample): number {
  return sample.serverTime - (sample.sentAt + sample.receivedAt) / 2;
}

function contradicts(one: ClockSample, other: ClockSample): boolean {
  const apart = Math.abs(offsetOf(one) - offsetOf(other));
  return apart > (roundTrip(one) + roundTrip(other)) / 2 + DRIFT_MS;
}
