import type { RateLimit } from './rate-limit.ts';

/** `late`: no place within the time one waits; `closed`: there will be none. */
export type Admission = 'granted' | 'late' | 'closed';

export interface WindowOptions {
  /** Most messages in flight at a time. */
  readonly size: number;
  /** How long a message waits for its place. */
  readonly maxWaitMs: number;
  readonly rate: RateLimit;
}

interface Waiter {
  readonly untilMs: number;
  settle(admission: Admission): void;
}

/** Who may send now: places in flight, the rate, and whether there is a connection at all. First come, first served. */
export class SendWindow {
  readonly #options: WindowOptions;
  /** By arrival, which is also by deadline: all wait equally long. */
  readonly #waiting: Waiter[] = [];
  #head = 0;
  #inFlight = 0;
  #open: boolean;
  #closed = false;
  #timer: NodeJS.Timeout | undefined;
  #onIdle: (() => void) | undefined;

  constructor(options: WindowOptions, { open }: { readonly open: boolean }) {
    this.#options = options;
    this.#open = open;
  }

  get inFlight(): number {
    return this.#inFlight;
  }
  get waiting(): number {
    return this.#waiting.length - this.#head;
  }

  /** Waits for a place. `granted` has to be given back with `leave`. */
  enter(): Promise<Admission> | Admission {
    if (this.#closed) return 'closed';
    const nowMs = performance.now();
    if (this.waiting === 0 && this.#mayGo(nowMs)) {
      this.#grant(nowMs);
      return 'granted';
    }
    return new Promise((settle) => {
      this.#waiting.push({ untilMs: nowMs + this.#options.maxWaitMs, settle });
      if (this.waiting === 1) this.#schedule(nowMs);
    });
  }

  leave(): void {
    this.#inFlight--;
    this.#pump();
    if (this.#inFlight === 0) this.#onIdle?.();
  }

  /** The next part of a message that has its place already: waits for the rate only. */
  async pace(): Promise<void> {
    const { rate } = this.#options;
    const nowMs = performance.now();
    const waitMs = rate.waitMs(nowMs);
    rate.take(nowMs);
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
  }

  /** Without a connection everybody waits. */
  setOpen(open: boolean): void {
    this.#open = open;
    this.#pump();
  }

  pause(forMs: number): void {
    this.#options.rate.pause(performance.now(), forMs);
  }

  /** Nobody enters any more. Resolves when all have left, at the latest after `withinMs`. */
  async close(withinMs: number): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const waiter of this.#waiting.splice(0).slice(this.#head)) waiter.settle('closed');
    this.#head = 0;
    if (this.#inFlight === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, withinMs);
      this.#onIdle = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #mayGo(nowMs: number): boolean {
    return this.#open && this.#inFlight < this.#options.size && this.#options.rate.waitMs(nowMs) === 0;
  }

  #grant(nowMs: number): void {
    this.#inFlight++;
    this.#options.rate.take(nowMs);
  }

  #pump(): void {
    const nowMs = performance.now();
    for (let waiter = this.#waiting[this.#head]; waiter; waiter = this.#waiting[this.#head]) {
      if (waiter.untilMs <= nowMs) waiter.settle('late');
      else if (this.#mayGo(nowMs)) {
        this.#grant(nowMs);
        waiter.settle('granted');
      } else break;
      this.#head++;
    }
    if (this.#head > 1_024 || this.#head === this.#waiting.length) {
      this.#waiting.splice(0, this.#head);
      this.#head = 0;
    }
    this.#schedule(nowMs);
  }

  /** Wakes up for whatever comes first: the deadline of the first in the queue, or its turn by the rate. */
  #schedule(nowMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const first = this.#waiting[this.#head];
    if (first === undefined) return;
    const rateMs = this.#options.rate.waitMs(nowMs);
    const untilMs = first.untilMs - nowMs;
    const byRate = this.#open && this.#inFlight < this.#options.size && rateMs > 0;
    this.#timer = setTimeout(() => this.#pump(), Math.max(0, byRate ? Math.min(rateMs, untilMs) : untilMs));
  }
}
