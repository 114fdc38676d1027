/**
 * Gathers what comes one by one and writes it in sets: at once while nothing is being written, else together with
 * everything that came meanwhile. What could not be written is tried again.
 */
export class Batcher<T> {
  readonly #write: (items: readonly T[]) => Promise<void>;
  readonly #failed: (error: unknown) => void;
  readonly #gatherMs: number;
  #waiting: T[] = [];
  #busy = false;
  #running: Promise<void> = Promise.resolve();

  constructor(
    write: (items: readonly T[]) => Promise<void>,
    failed: (error: unknown) => void,
    { gatherMs = 0 }: { readonly gatherMs?: number } = {},
  ) {
    this.#write = write;
    this.#failed = failed;
    this.#gatherMs = gatherMs;
  }

  add(item: T): void {
    this.#waiting.push(item);
    if (this.#busy) return;
    this.#busy = true;
    this.#running = this.#run();
  }

  /** Resolves when everything added so far is written. */
  async settled(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      await new Promise((resolve) => setTimeout(resolve, this.#gatherMs));
      const taken = this.#waiting.splice(0, MOST);
      try {
        await this.#write(taken);
      } catch (error) {
        this.#failed(error);
        this.#waiting.unshift(...taken);
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
    this.#busy = false;
  }
}

const MOST = 500;
const RETRY_MS = 500;
