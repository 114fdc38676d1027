interface Task {
  readonly at: number;
  run: (() => void) | null;
}

/** Time that passes only when it is told to, in milliseconds from 0. What falls due together runs in the order of asking. */
export class VirtualTime {
  now = 0;
  /** The latest first. */
  readonly #tasks: Task[] = [];

  after(delayMs: number, run: () => void): () => void {
    const task: Task = { at: this.now + Math.max(0, delayMs), run };
    this.#tasks.splice(this.#placeOf(task.at), 0, task);
    return () => {
      task.run = null;
    };
  }

  every(ms: number, run: () => void): void {
    this.after(ms, () => {
      run();
      this.every(ms, run);
    });
  }

  pass(ms: number): void {
    const end = this.now + ms;
    for (let task = this.#tasks.at(-1); task !== undefined && task.at <= end; task = this.#tasks.at(-1)) {
      this.#tasks.pop();
      this.now = Math.max(this.now, task.at);
      task.run?.();
    }
    this.now = end;
  }

  /** Before all that are due at the same time or earlier. */
  #placeOf(at: number): number {
    let low = 0;
    let high = this.#tasks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#tasks[middle]!.at > at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Numbers from 0 to below 1 that look drawn (mulberry32): the same for the same seed. */
export function drawing(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
