/**
 * How far one client is behind on one topic. A client acknowledges what it has drawn; one that is too far behind gets
 * no more deltas, then a fresh snapshot: what waits for it never grows.
 */
export class Credit {
  readonly #maxBehind: number;
  #sentSeq = 0;
  #unacknowledged = 0;
  #lagging = false;
  #lastSentAt = 0;

  constructor(maxBehind: number) {
    this.#maxBehind = maxBehind;
  }

  get lagging(): boolean {
    return this.#lagging;
  }

  get sentSeq(): number {
    return this.#sentSeq;
  }

  /** A snapshot brings the client up to date; what it skipped needs no acknowledgement. */
  snapshotSent(seq: number, now: number): void {
    this.#sentSeq = seq;
    this.#unacknowledged = this.#lagging ? this.#maxBehind : 1;
    this.#lagging = false;
    this.#lastSentAt = now;
  }

  deltaSent(seq: number, now: number): void {
    this.#sentSeq = seq;
    this.#unacknowledged++;
    this.#lastSentAt = now;
  }

  /** The client has drawn everything up to `seq`. Positions never sent are ignored. */
  acknowledge(seq: number): void {
    if (seq > this.#sentSeq) return;
    this.#unacknowledged = Math.min(this.#unacknowledged, this.#sentSeq - seq);
  }

  /** Whether the next delta may be sent; remembers when not. */
  mayTakeDelta(): boolean {
    if (!this.#lagging && this.#unacknowledged > this.#maxBehind) this.#lagging = true;
    return !this.#lagging;
  }

  /** A lagging client is due a snapshot once it has drawn all it was sent, or else now and then. */
  isDueSnapshot(now: number, retryMs: number): boolean {
    return this.#lagging && (this.#unacknowledged === 0 || now - this.#lastSentAt >= retryMs);
  }
}
