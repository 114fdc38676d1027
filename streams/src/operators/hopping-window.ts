import { defer, map, type OperatorFunction } from 'rxjs';
import { WindowPanes, type PaneResult } from '../windows/window-panes.ts';
import type { TimedRows, TumblingWindowSpec, WindowStep } from './tumbling-window.ts';

export interface HoppingWindowSpec<B, P, R> extends Omit<TumblingWindowSpec<B, P>, 'sizeMs'> {
  /** Length of a window, ms: a multiple of the slide. */
  readonly sizeMs: number;
  /** A window begins each `slideMs`. */
  readonly slideMs: number;
  /** The panes of one window (each of slide length), oldest first, as one result. */
  merge(panes: readonly P[]): R;
}

/**
 * Hopping event-time windows over batches: rows are kept in panes of the slide's length, which are merged when a window
 * closes, so a row is added once however many windows hold it. Emits closed and revised windows, oldest first; windows
 * without rows are left out.
 *
 * Memory: the panes of one window and of the allowed lateness.
 */
export function hoppingWindow<B extends TimedRows, P, R>(
  spec: HoppingWindowSpec<B, P, R>,
): OperatorFunction<WindowStep<B>, PaneResult<R>[]> {
  if (spec.sizeMs % spec.slideMs !== 0)
    throw new RangeError('the size of a hopping window is a multiple of its slide');
  return (source) =>
    defer(() => {
      const windows = new HoppingWindows(spec);
      return source.pipe(map((step) => windows.take(step)));
    });
}

/** The windows of one subscription. */
class HoppingWindows<B extends TimedRows, P, R> {
  readonly #spec: HoppingWindowSpec<B, P, R>;
  readonly #perWindow: number;
  readonly #panes: WindowPanes<P>;
  readonly #revisions = new Map<number, number>();
  readonly #changed = new Set<number>();
  #watermark = Number.NEGATIVE_INFINITY;

  constructor(spec: HoppingWindowSpec<B, P, R>) {
    this.#spec = spec;
    this.#perWindow = spec.sizeMs / spec.slideMs;
    // A pane is needed until the last window that holds it can no longer change.
    this.#panes = new WindowPanes<P>({
      sizeMs: spec.slideMs,
      allowedLatenessMs: spec.allowedLatenessMs + spec.sizeMs,
      create: (start) => spec.create(start),
    });
  }

  take({ batch, progress }: WindowStep<B>): PaneResult<R>[] {
    for (let row = 0; row < batch.length; row++) {
      const pane = this.#panes.paneAt(batch.time[row]!);
      if (pane === null) continue;
      this.#spec.add(pane, batch, row);
      this.#touch(batch.time[row]!);
    }
    this.#watermark = Math.max(this.#watermark, progress.watermark);
    const results = this.#ready().map((start) => this.#close(start));
    this.#panes.advance(progress);
    for (const start of this.#revisions.keys()) if (this.#expired(start)) this.#revisions.delete(start);
    return results;
  }

  /** Marks the windows that hold a time, but for those that are past the allowed lateness. */
  #touch(time: number): void {
    const last = Math.floor(time / this.#spec.slideMs) * this.#spec.slideMs;
    for (let i = 0; i < this.#perWindow; i++) {
      const start = last - i * this.#spec.slideMs;
      if (!this.#expired(start)) this.#changed.add(start);
    }
  }

  /** Changed windows that the watermark has closed, oldest first. */
  #ready(): number[] {
    const ready = [...this.#changed].filter((start) => start + this.#spec.sizeMs <= this.#watermark);
    return ready.sort((a, b) => a - b);
  }

  #close(start: number): PaneResult<R> {
    this.#changed.delete(start);
    const revision = (this.#revisions.get(start) ?? -1) + 1;
    this.#revisions.set(start, revision);
    const panes = Array.from({ length: this.#perWindow }, (_, i) =>
      this.#panes.pane(start + i * this.#spec.slideMs),
    );
    return { start, revision, pane: this.#spec.merge(panes.filter((pane) => pane !== undefined)) };
  }

  #expired(start: number): boolean {
    return start + this.#spec.sizeMs + this.#spec.allowedLatenessMs <= this.#watermark;
  }
}
