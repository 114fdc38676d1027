import type { Feed } from '../events/feeds.ts';

export interface SourceClock {
  readonly source: string;
  readonly feed: Feed;
  state: 'active' | 'idle' | 'finished';
  /** Largest event time seen, epoch ms; −Infinity before the first event. */
  newest: number;
  /** Nothing earlier is expected, epoch ms. */
  watermark: number;
}

/** How far event time has come. */
export interface EventTimeProgress {
  /** Nothing earlier is expected any more. −Infinity before the first event. */
  readonly watermark: number;
  /** Events at exactly the watermark are released too: no source holds it open. */
  readonly inclusive: boolean;
}

/**
 * Watermarks of source partitions and the combined one: the minimum over active partitions, never going back.
 * A partition set aside (idle, finished) no longer holds the others; when none is active, everything seen is released.
 */
export class Watermarks {
  readonly #maxOutOfOrdernessMs: number;
  readonly #sources = new Map<string, SourceClock>();
  #combined = Number.NEGATIVE_INFINITY;
  #inclusive = false;

  constructor(maxOutOfOrdernessMs: number) {
    this.#maxOutOfOrdernessMs = maxOutOfOrdernessMs;
  }

  get sources(): Iterable<SourceClock> {
    return this.#sources.values();
  }

  /** The partition, registered as active when new. An idle one that speaks again is active again. */
  open(source: string, feed: Feed): SourceClock {
    let clock = this.#sources.get(source);
    if (!clock) {
      const none = Number.NEGATIVE_INFINITY;
      clock = { source, feed, state: 'active', newest: none, watermark: none };
      this.#sources.set(source, clock);
    }
    clock.state = 'active';
    return clock;
  }

  /** Largest event time seen, epoch ms; −Infinity before the first event. */
  get newest(): number {
    let newest = Number.NEGATIVE_INFINITY;
    for (const clock of this.#sources.values()) newest = Math.max(newest, clock.newest);
    return newest;
  }

  find(source: string): SourceClock | undefined {
    return this.#sources.get(source);
  }

  /** An event of the partition has been accepted. */
  observe(clock: SourceClock, time: number): void {
    if (time <= clock.newest) return;
    clock.newest = time;
    if (time - this.#maxOutOfOrdernessMs > clock.watermark)
      clock.watermark = time - this.#maxOutOfOrdernessMs;
  }

  /** The source says that nothing earlier than `time` will come. */
  declare(clock: SourceClock, time: number): void {
    if (time > clock.watermark) clock.watermark = time;
  }

  setAside(clock: SourceClock, state: 'idle' | 'finished'): void {
    clock.state = state;
    if (clock.newest > clock.watermark) clock.watermark = clock.newest;
  }

  /** The combined watermark now. */
  progress(): EventTimeProgress {
    let minimum = Number.POSITIVE_INFINITY;
    let newest = Number.NEGATIVE_INFINITY;
    for (const clock of this.#sources.values()) {
      if (clock.state === 'active') minimum = Math.min(minimum, clock.watermark);
      newest = Math.max(newest, clock.watermark);
    }
    const inclusive = minimum === Number.POSITIVE_INFINITY;
    const candidate = inclusive ? newest : minimum;
    if (candidate > this.#combined) {
      this.#combined = candidate;
      this.#inclusive = inclusive;
    } else if (candidate === this.#combined && inclusive) this.#inclusive = true;
    return { watermark: this.#combined, inclusive: this.#inclusive };
  }

  snapshot(): unknown {
    const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
    const sources = [...this.#sources.values()].map((clock) => ({
      ...clock,
      newest: finite(clock.newest),
      watermark: finite(clock.watermark),
    }));
    return { combined: finite(this.#combined), inclusive: this.#inclusive, sources };
  }

  restore(state: unknown): void {
    const saved = state as {
      combined: number | null;
      inclusive: boolean;
      sources: (Omit<SourceClock, 'newest' | 'watermark'> & {
        newest: number | null;
        watermark: number | null;
      })[];
    };
    this.#combined = saved.combined ?? Number.NEGATIVE_INFINITY;
    this.#inclusive = saved.inclusive;
    this.#sources.clear();
    for (const clock of saved.sources) {
      const newest = clock.newest ?? Number.NEGATIVE_INFINITY;
      this.#sources.set(clock.source, {
        ...clock,
        newest,
        watermark: clock.watermark ?? Number.NEGATIVE_INFINITY,
      });
    }
  }
}
