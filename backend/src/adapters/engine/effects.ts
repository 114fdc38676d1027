/** What a record causes outside, held back until the record is durable. */
interface Effect {
  readonly seq: number;
  readonly run: () => void;
}

/** Effects in record order. Nothing leaves before its record is on disk: what was seen outside can be rebuilt. */
export class Effects {
  readonly #queue: Effect[] = [];

  add(seq: number, run: () => void): void {
    this.#queue.push({ seq, run });
  }

  /** Runs the effects of records up to `durableSeq`. */
  release(durableSeq: number): void {
    let count = 0;
    for (const effect of this.#queue) {
      if (effect.seq > durableSeq) break;
      effect.run();
      count += 1;
    }
    this.#queue.splice(0, count);
  }
}
