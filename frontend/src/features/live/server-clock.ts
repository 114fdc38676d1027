/** One clock exchange, in milliseconds of the local monotonic clock except `serverTime` (epoch). */
export interface ClockSample {
  readonly sentAt: number;
  readonly receivedAt: number;
  readonly serverTime: number;
}

/** How long a sample with a short round trip is preferred to newer ones with a longer. */
const SAMPLE_LIFE_MS = 5 * 60_000;

/**
 * Server time from the local monotonic clock, whatever the screen's own clock says.
 *
 * The error of a sample is at most half its round trip, so the sample with the shortest one counts.
 */
export class ServerClock {
  #best: ClockSample | null = null;

  add(sample: ClockSample): void {
    const best = this.#best;
    const aged = best !== null && sample.receivedAt - best.receivedAt > SAMPLE_LIFE_MS;
    if (best === null || aged || roundTrip(sample) <= roundTrip(best)) this.#best = sample;
  }

  /** Epoch milliseconds at the server, or null before the first exchange. */
  now(monotonic: number): number | null {
    const best = this.#best;
    if (best === null) return null;
    return best.serverTime + monotonic - (best.sentAt + best.receivedAt) / 2;
  }
}

function roundTrip(sample: ClockSample): number {
  return sample.receivedAt - sample.sentAt;
}
