/** One observation with a side: at home (in the home city) or away. */
export interface Sighting {
  readonly time: number;
  readonly home: boolean;
  /** Area index of the place. */
  readonly place: number;
  /** Cell index, negative when none. */
  readonly cell: number;
}

/** A run of sightings on one side whose fate is open: it may still turn out to be ping-pong. */
interface OpenRun {
  /** Last sighting of the other side before the run. */
  readonly before: number;
  /** How far apart the two sightings of the other side may be for this run to be ping-pong. */
  readonly limitMs: number;
  readonly sightings: Sighting[];
}

/**
 * Ping-pong rule: sightings on one side between two on the other are ignored when the two are at most `limitMs` apart,
 * the limit in force when the run began; judged on the raw sequence of a subscriber. A run is therefore open until a sighting of it, or the watermark, is
 * further than the limit from the last sighting before it.
 *
 * Per subscriber (dense index): side and time of the last sighting are kept by the caller in typed arrays; here only
 * the few open runs.
 */
export class PingPongFilter {
  readonly #open = new Map<number, OpenRun>();
  /** No open run is decided by the watermark before this, epoch ms. */
  #nextDecision = Number.POSITIVE_INFINITY;

  get openRuns(): number {
    return this.#open.size;
  }

  isOpen(subscriber: number): boolean {
    return this.#open.has(subscriber);
  }

  /**
   * Takes a sighting of a subscriber whose last sighting was at `lastTime` on the other side (`turned`) or the same.
   * Passes on what is decided, in order.
   */
  take(
    subscriber: number,
    sighting: Sighting,
    turned: boolean,
    lastTime: number,
    limitMs: number,
    pass: (kept: Sighting) => void,
  ): void {
    const run = this.#open.get(subscriber);
    if (!turned) {
      if (!run) return pass(sighting);
      if (sighting.time - run.before <= run.limitMs) {
        run.sightings.push(sighting);
        return;
      }
      this.#settle(subscriber, run, pass);
      return pass(sighting);
    }
    if (run) {
      // The open run ends here: between its two neighbours of the other side lie `sighting.time - run.before`.
      if (sighting.time - run.before <= run.limitMs) this.#open.delete(subscriber);
      else this.#settle(subscriber, run, pass);
    }
    if (sighting.time - lastTime > limitMs) pass(sighting);
    else this.#begin(subscriber, { before: lastTime, limitMs, sightings: [sighting] });
  }

  /** Decides the run of a subscriber if nothing that comes at `time` or after it can still make it ping-pong. */
  settleBefore(subscriber: number, time: number, pass: (kept: Sighting) => void): void {
    const run = this.#open.get(subscriber);
    if (run && run.before + run.limitMs < time) this.#settle(subscriber, run, pass);
  }

  /** Forgets the run of a subscriber. */
  forget(subscriber: number): void {
    this.#open.delete(subscriber);
  }

  /** Decides the runs that the watermark has passed. Subscribers in order of their run's beginning. */
  advance(passed: (time: number) => boolean, pass: (subscriber: number, kept: Sighting) => void): void {
    if (!passed(this.#nextDecision)) return;
    this.#nextDecision = Number.POSITIVE_INFINITY;
    for (const [subscriber, run] of this.#open) {
      const decision = run.before + run.limitMs;
      if (passed(decision)) this.#settle(subscriber, run, (kept) => pass(subscriber, kept));
      else this.#nextDecision = Math.min(this.#nextDecision, decision);
    }
  }

  snapshot(): unknown {
    return [...this.#open];
  }

  restore(state: unknown): void {
    this.#open.clear();
    this.#nextDecision = Number.POSITIVE_INFINITY;
    for (const [subscriber, run] of state as [number, OpenRun][]) this.#begin(subscriber, run);
  }

  #begin(subscriber: number, run: OpenRun): void {
    this.#open.set(subscriber, run);
    this.#nextDecision = Math.min(this.#nextDecision, run.before + run.limitMs);
  }

  #settle(subscriber: number, run: OpenRun, pass: (kept: Sighting) => void): void {
    this.#open.delete(subscriber);
    for (const sighting of run.sightings) pass(sighting);
  }
}
