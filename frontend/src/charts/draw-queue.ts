/**
 * Charts that change together are drawn one a frame: eight merges of some 15 ms each would otherwise be one task, in which
 * nothing else moves. What is asked for again before its turn is drawn once.
 */
export class DrawQueue {
  readonly #frame: (run: () => void) => void;
  readonly #waiting = new Set<() => void>();
  #asked = false;

  /** `frame`: runs once before the next paint. */
  constructor(frame: (run: () => void) => void) {
    this.#frame = frame;
  }

  add(draw: () => void): void {
    this.#waiting.add(draw);
    this.#ask();
  }

  drop(draw: () => void): void {
    this.#waiting.delete(draw);
  }

  #ask(): void {
    if (this.#asked || this.#waiting.size === 0) return;
    this.#asked = true;
    this.#frame(() => this.#next());
  }

  #next(): void {
    this.#asked = false;
    const [draw] = this.#waiting;
    if (draw === undefined) return;
    this.#waiting.delete(draw);
    this.#ask();
    draw();
  }
}

/** All charts of the page. */
export const drawQueue = new DrawQueue((run) => requestAnimationFrame(run));
