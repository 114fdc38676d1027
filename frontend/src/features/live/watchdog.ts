/** Why a screen should begin anew at the next good moment. */
export type ReloadReason = 'stalls' | 'no-paint' | 'heap';

/** What one look at the screen finds, once a second while it is shown. Times in milliseconds that nobody sets. */
export interface Look {
  readonly at: number;
  /** How late this look came. */
  readonly lateMs: number;
  /** Since the newest frame. */
  readonly frameAgeMs: number;
  /** Bytes of the script heap, garbage included; null where the browser does not tell. */
  readonly heapBytes: number | null;
}

export const WATCHDOG = {
  /** A main thread that stood still for so long has shown old data as new… */
  stallMs: 2_000,
  /** …which may happen once or twice in ten minutes. */
  stallsForgiven: 2,
  stallMemoryMs: 10 * 60_000,
  /** Frames that stay away this long do not come back by themselves. */
  noPaintMs: 10_000,
  /** Before this the page is still loading what it needs; what is measured is the growth since. */
  settleMs: 10 * 60_000,
  /** The least of so much time is what is left after collections. */
  heapSpanMs: 10 * 60_000,
  heapGrowthBytes: 96 * 2 ** 20,
} as const;

/** Judges a screen by its looks. Remembers the first reason, which stands until the page begins anew. */
export class Watchdog {
  #reason: ReloadReason | null = null;
  #startedAt: number | null = null;
  #stalls: number[] = [];
  #spanStartedAt: number | null = null;
  #least: number | null = null;
  #baseline: number | null = null;

  get reason(): ReloadReason | null {
    return this.#reason;
  }

  /** The screen was not shown: nobody stalled, and no frame is missed. */
  pause(): void {
    this.#spanStartedAt = null;
    this.#least = null;
  }

  look(look: Look): ReloadReason | null {
    this.#startedAt ??= look.at;
    this.#reason ??= this.#stalled(look) ?? noPaint(look) ?? this.#grown(look);
    return this.#reason;
  }

  #stalled({ at, lateMs }: Look): ReloadReason | null {
    if (lateMs >= WATCHDOG.stallMs) this.#stalls.push(at);
    this.#stalls = this.#stalls.filter((then) => at - then < WATCHDOG.stallMemoryMs);
    return this.#stalls.length > WATCHDOG.stallsForgiven ? 'stalls' : null;
  }

  /** The least heap of each span against that of the first one. */
  #grown({ at, heapBytes }: Look): ReloadReason | null {
    if (heapBytes === null || at - (this.#startedAt ?? at) < WATCHDOG.settleMs) return null;
    this.#spanStartedAt ??= at;
    this.#least = Math.min(this.#least ?? heapBytes, heapBytes);
    if (at - this.#spanStartedAt < WATCHDOG.heapSpanMs) return null;
    const least = this.#least;
    this.pause();
    this.#baseline ??= least;
    return least - this.#baseline > WATCHDOG.heapGrowthBytes ? 'heap' : null;
  }
}

/** A look that came late itself missed the frames meanwhile: it does not count. */
function noPaint({ frameAgeMs, lateMs }: Look): ReloadReason | null {
  return lateMs < WATCHDOG.stallMs && frameAgeMs >= WATCHDOG.noPaintMs ? 'no-paint' : null;
}
