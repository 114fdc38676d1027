interface Watched {
  /** Monotonic milliseconds of the last sign of life. */
  seenAt: number;
  /** Bodies that wait or are under way: the source is held up by us, not silent. */
  waiting: number;
  idle: boolean;
}

/** Sources of our own say how far they are even when they have nothing: silence means that they are being prepared. */
const OWN_PREFIX = 'simulator:';

/** Finds sources that have been silent for `timeoutMs` of wall time, so that they hold nobody else up. */
export class IdleWatch {
  readonly #timeoutMs: number;
  readonly #ownTimeoutMs: number;
  readonly #sources = new Map<string, Watched>();

  constructor(timeoutMs: number, ownTimeoutMs: number) {
    this.#timeoutMs = timeoutMs;
    this.#ownTimeoutMs = ownTimeoutMs;
  }

  /** A source that was active when the state was saved. */
  resume(source: string, at: number): void {
    this.#sources.set(source, { seenAt: at, waiting: 0, idle: false });
  }

  arrived(source: string, at: number): void {
    const watched = this.#sources.get(source);
    if (watched === undefined) this.#sources.set(source, { seenAt: at, waiting: 1, idle: false });
    else Object.assign(watched, { seenAt: at, waiting: watched.waiting + 1, idle: false });
  }

  handled(source: string, at: number): void {
    const watched = this.#sources.get(source);
    if (watched === undefined) return;
    watched.seenAt = at;
    watched.waiting -= 1;
  }

  /** The sources to set aside now; each is named once until it speaks again. */
  takeSilent(at: number): string[] {
    const silent: string[] = [];
    for (const [source, watched] of this.#sources) {
      const timeoutMs = source.startsWith(OWN_PREFIX) ? this.#ownTimeoutMs : this.#timeoutMs;
      if (watched.idle || watched.waiting > 0 || at - watched.seenAt < timeoutMs) continue;
      watched.idle = true;
      silent.push(source);
    }
    return silent;
  }
}
