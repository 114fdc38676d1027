import { map, type OperatorFunction } from 'rxjs';
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
  const perWindow = spec.sizeMs / spec.slideMs;
  // A pane is needed until the last window that holds it can no longer change.
  const panes = new WindowPanes<P>({
    sizeMs: spec.slideMs,
    allowedLatenessMs: spec.allowedLatenessMs + spec.sizeMs,
    create: (start) => spec.create(start),
  });
  const revisions = new Map<number, number>();
  const changed = new Set<number>();
  return map(({ batch, progress }) => {
    for (let row = 0; row < batch.length; row++) {
      const time = batch.time[row]!;
      const pane = panes.paneAt(time);
      if (pane === null) continue;
      spec.add(pane, batch, row);
      const last = Math.floor(time / spec.slideMs) * spec.slideMs;
      for (let i = 0; i < perWindow; i++) changed.add(last - i * spec.slideMs);
    }
    const results: PaneResult<R>[] = [];
    const ready = [...changed]
      .filter((start) => start + spec.sizeMs <= progress.watermark)
      .sort((a, b) => a - b);
    for (const start of ready) {
      changed.delete(start);
      const revision = (revisions.get(start) ?? -1) + 1;
      revisions.set(start, revision);
      const held = Array.from({ length: perWindow }, (_, i) => panes.pane(start + i * spec.slideMs));
      results.push({ start, revision, pane: spec.merge(held.filter((pane) => pane !== undefined)) });
    }
    panes.advance(progress);
    for (const start of revisions.keys()) {
      if (start + spec.sizeMs + spec.allowedLatenessMs <= progress.watermark) revisions.delete(start);
    }
    return results;
  });
}
