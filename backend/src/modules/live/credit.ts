export interface CreditLimits {
  /** Messages a client may leave unacknowledged [20]. */
  readonly maxBehind: number;
  /** The same while its connection takes nothing: what was sent before has not left yet [4]. */
  readonly maxBehindStuck: number;
}

/**
 * How far one client is behind on one topic. A client acknowledges what it has drawn; one that is too far behind gets
 * no more deltas, then a fresh snapshot: what waits for it never grows.
 */
export class Credit {
  readonly #limits: CreditLimits;
  #sentSeq = 0;
  #unacknowledged = 0;
  #lagging = false;
  #asked = true;
  #lastSentAt = -Infinity;
  #lastSnapshotAt = -Infinity;

  constructor(limits: CreditLimits) {
    this.#limits = limits;
  }

  /** The client asks for a snapshot, now or anew. What it has not acknowledged stays so. */
  askSnapshot(): void {
    this.#asked = true;
  }

  /** The client holds the position `seq` already. */
  isAt(seq: number): void {
    this.#asked = false;
    this.#lagging = false;
    this.#sentSeq = seq;
    this.#unacknowledged = 0;
  }

  /** A snapshot brings the client up to date; what it skipped needs no acknowledgement. */
  snapshotSent(seq: number, now: number): void {
    this.#sentSeq = seq;
    this.#unacknowledged = this.#lagging ? this.#limits.maxBehind : this.#unacknowledged + 1;
    this.#lagging = false;
    this.#asked = false;
    this.#lastSentAt = now;
    this.#lastSnapshotAt = now;
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

  /** Whether the next delta may be sent; remembers when not. Whoever waits for a snapshot needs none. */
  mayTakeDelta(writable: boolean): boolean {
    const limit = writable ? this.#limits.maxBehind : this.#limits.maxBehindStuck;
    if (this.#unacknowledged > limit) this.#lagging = true;
    return !this.#lagging && !this.#asked;
  }

  /**
   * A snapshot is due to a client that asked, at most one in `everyMs`; and to a lagging one once it has drawn all it was
   * sent, or else every `retryMs`.
   */
  isDueSnapshot(now: number, everyMs: number, retryMs: number): boolean {
    if (this.#asked) return now - this.#lastSnapshotAt >= everyMs;
    return this.#lagging && (this.#unacknowledged === 0 || now - this.#lastSentAt >= retryMs);
  }
}
