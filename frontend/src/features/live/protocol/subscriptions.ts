/** At most one question in this time and topic, however many deltas arrive past a gap. */
const ASK_EVERY_MS = 1_000;
/** Every topic is heard each second; one that is not has been lost on the way. */
const SILENT_AFTER_MS = 6_000;
const RETRY_MS = 5_000;
/** Areas come with new reference data, and people get other roles. */
const REFUSED_RETRY_MS = 30_000;

interface Wanted {
  needsSnapshot: boolean;
  askedAt: number;
  /** When the newest message of it came. */
  heardAt: number;
  refusal: string | null;
  retryAt: number;
}

/** Which topics are wanted, and which of them the server must be asked for now. Knows times, sends nothing. */
export class Subscriptions {
  readonly #topics = new Map<string, Wanted>();

  /** False when it is wanted already. */
  want(topic: string): boolean {
    if (this.#topics.has(topic)) return false;
    this.#topics.set(topic, {
      needsSnapshot: true,
      askedAt: -Infinity,
      heardAt: -Infinity,
      refusal: null,
      retryAt: -Infinity,
    });
    return true;
  }

  drop(topic: string): boolean {
    return this.#topics.delete(topic);
  }

  has(topic: string): boolean {
    return this.#topics.has(topic);
  }

  get names(): readonly string[] {
    return [...this.#topics.keys()];
  }

  /** Milliseconds since a topic was heard; Infinity before. */
  silentMs(topic: string, now: number): number {
    return now - (this.#topics.get(topic)?.heardAt ?? -Infinity);
  }

  /** Code with which the server refused the topic; null while it does not. */
  refusal(topic: string): string | null {
    return this.#topics.get(topic)?.refusal ?? null;
  }

  /** A new connection, or a screen that is shown again: everything is asked for at once. */
  forgetAsked(): void {
    for (const wanted of this.#topics.values()) {
      wanted.needsSnapshot = true;
      wanted.askedAt = -Infinity;
      wanted.retryAt = -Infinity;
    }
  }

  heard(topic: string, now: number): void {
    const wanted = this.#topics.get(topic);
    if (wanted !== undefined) wanted.heardAt = now;
  }

  /** The state of the topic can be continued. */
  whole(topic: string): void {
    const wanted = this.#topics.get(topic);
    if (wanted === undefined) return;
    wanted.needsSnapshot = false;
    wanted.refusal = null;
  }

  broken(topic: string): void {
    const wanted = this.#topics.get(topic);
    if (wanted !== undefined) wanted.needsSnapshot = true;
  }

  /** The server refused the topic, for now or for reasons that last. */
  refused(topic: string, code: string, now: number): void {
    const wanted = this.#topics.get(topic);
    if (wanted === undefined) return;
    wanted.refusal = code;
    wanted.retryAt = now + (code === 'internal' || code === 'too-many-topics' ? RETRY_MS : REFUSED_RETRY_MS);
  }

  /** Topics to ask for now; they count as asked. */
  due(now: number): readonly string[] {
    const due: string[] = [];
    for (const [topic, wanted] of this.#topics) {
      if (now < wanted.retryAt || now - wanted.askedAt < ASK_EVERY_MS) continue;
      const lost = Math.min(now - wanted.heardAt, now - wanted.askedAt) >= SILENT_AFTER_MS;
      if (!lost && !wanted.needsSnapshot) continue;
      wanted.askedAt = now;
      due.push(topic);
    }
    return due;
  }
}
