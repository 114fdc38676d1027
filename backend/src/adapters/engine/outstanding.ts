import type { EngineBlock } from './handover-rows.ts';

/** Blocks let out and not yet acknowledged. Bounds memory, and tells when a snapshot is covered. */
export class Outstanding {
  #nextId = 1;
  #bytes = 0;
  readonly #blocks = new Map<number, number>();
  #waiting: (() => void)[] = [];

  get bytes(): number {
    return this.#bytes;
  }

  add(block: EngineBlock): number {
    const id = this.#nextId++;
    this.#blocks.set(id, block.bytes.length);
    this.#bytes += block.bytes.length;
    return id;
  }

  acknowledge(id: number): void {
    this.#bytes -= this.#blocks.get(id) ?? 0;
    this.#blocks.delete(id);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }

  /** Resolves when every block added so far is acknowledged. */
  async settled(): Promise<void> {
    const last = this.#nextId - 1;
    while (this.#oldest() <= last) await this.#change();
  }

  /** Resolves when at most `bytes` are outstanding. */
  async atMost(bytes: number): Promise<void> {
    while (this.#bytes > bytes) await this.#change();
  }

  /** Ids are given in order, and a Map keeps that order. */
  #oldest(): number {
    for (const id of this.#blocks.keys()) return id;
    return Number.POSITIVE_INFINITY;
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
