import type { EventTimeProgress } from '../time/watermarks.ts';

/** A window at its close (revision 0) or changed by a late event afterwards (1, 2, …). */
export interface PaneResult<P> {
  /** Start of the window, epoch ms. */
  readonly start: number;
  readonly pane: P;
  readonly revision: number;
}

interface Kept<P> {
  readonly start: number;
  readonly pane: P;
  /** −1 while open. */
  revision: number;
  changed: boolean;
}

export interface PaneSpec<P> {
  /** Size of a window in ms; windows begin at multiples of it since 1970-01-01 UTC. */
  readonly sizeMs: number;
  /** How long after its end a window still takes late events, ms of event time. */
  readonly allowedLatenessMs: number;
  create(start: number): P;
}

/**
 * Tumbling event-time windows by start. A window closes when the watermark reaches its end; until `allowedLatenessMs`
 * later a late event changes it and it is reported again with the next revision; after that it is gone, and events for
 * it find no pane (`expired` counts them). Memory: the open panes and those within the allowed lateness.
 */
export class WindowPanes<P> {
  readonly #spec: PaneSpec<P>;
  readonly #panes = new Map<number, Kept<P>>();
  #watermark = Number.NEGATIVE_INFINITY;
  #last: Kept<P> | null = null;
  expired = 0;

  constructor(spec: PaneSpec<P>) {
    this.#spec = spec;
  }

  get size(): number {
    return this.#panes.size;
  }

  /** The pane that an event of this time belongs to, marked as changed; null when its window is gone. */
  paneAt(time: number): P | null {
    const last = this.#last;
    if (last && time >= last.start && time < last.start + this.#spec.sizeMs) {
      last.changed = true;
      return last.pane;
    }
    const start = Math.floor(time / this.#spec.sizeMs) * this.#spec.sizeMs;
    let kept = this.#panes.get(start);
    if (!kept) {
      if (this.#gone(start)) {
        this.expired++;
        return null;
      }
      kept = { start, pane: this.#spec.create(start), revision: -1, changed: false };
      this.#panes.set(start, kept);
    }
    kept.changed = true;
    this.#last = kept;
    return kept.pane;
  }

  /** Windows that the watermark closes or late events changed, by start; forgets those past the allowed lateness. */
  advance(progress: EventTimeProgress): PaneResult<P>[] {
    this.#watermark = Math.max(this.#watermark, progress.watermark);
    const results: PaneResult<P>[] = [];
    for (const kept of this.#panes.values()) {
      const closed = kept.start + this.#spec.sizeMs <= this.#watermark;
      if (!closed || !kept.changed) continue;
      kept.revision++;
      kept.changed = false;
      results.push({ start: kept.start, pane: kept.pane, revision: kept.revision });
    }
    if (results.length > 1) results.sort((a, b) => a.start - b.start);
    this.#forget();
    return results;
  }

  /** Panes by start, open ones included. */
  *entries(): Iterable<{ start: number; pane: P; revision: number }> {
    yield* this.#panes.values();
  }

  pane(start: number): P | undefined {
    return this.#panes.get(start)?.pane;
  }

  snapshot(write: (pane: P) => unknown): unknown {
    const panes = [...this.#panes.values()].map((kept) => ({ ...kept, pane: write(kept.pane) }));
    return { watermark: Number.isFinite(this.#watermark) ? this.#watermark : null, panes };
  }

  restore(state: unknown, read: (saved: unknown, start: number) => P): void {
    const saved = state as { watermark: number | null; panes: (Omit<Kept<P>, 'pane'> & { pane: unknown })[] };
    this.#watermark = saved.watermark ?? Number.NEGATIVE_INFINITY;
    this.#last = null;
    this.#panes.clear();
    for (const kept of saved.panes)
      this.#panes.set(kept.start, { ...kept, pane: read(kept.pane, kept.start) });
  }

  #gone(start: number): boolean {
    return start + this.#spec.sizeMs + this.#spec.allowedLatenessMs <= this.#watermark;
  }

  /** Drops panes past the allowed lateness. What was reported of them has been read by then or holds them itself. */
  #forget(): void {
    for (const kept of this.#panes.values()) {
      if (!this.#gone(kept.start)) continue;
      this.#panes.delete(kept.start);
      if (this.#last === kept) this.#last = null;
    }
  }
}
