import { defer, map, type OperatorFunction } from 'rxjs';
import type { EventTimeProgress } from '../time/watermarks.ts';
import { WindowPanes, type PaneResult, type PaneSpec } from '../windows/window-panes.ts';

/** Rows with event times: what windows are made of. */
export interface TimedRows {
  readonly length: number;
  readonly time: Float64Array;
}

/** A batch and how far event time has come with it. */
export interface WindowStep<B> {
  readonly batch: B;
  readonly progress: EventTimeProgress;
}

export interface TumblingWindowSpec<B, P> extends PaneSpec<P> {
  /** Adds a row to a pane. Called in the order of the batch, which need not be event time. */
  add(pane: P, batch: B, row: number): void;
}

/**
 * Tumbling event-time windows over batches: adds each row to its window's pane at once, and emits the windows that the
 * watermark closed or late rows changed, oldest first (an empty list when there are none).
 *
 * Late within the allowed lateness: the window is emitted again with the next revision. Later still: left out.
 *
 * Each subscription begins with no windows, unless `panes` are given, which can then be part of a snapshot.
 *
 * @example
 * steps$.pipe(tumblingWindow({ sizeMs: 60_000, allowedLatenessMs: 0, create: () => ({ n: 0 }), add: (p) => p.n++ }))
 */
export function tumblingWindow<B extends TimedRows, P>(
  spec: TumblingWindowSpec<B, P>,
  panes?: WindowPanes<P>,
): OperatorFunction<WindowStep<B>, PaneResult<P>[]> {
  return (source) =>
    defer(() => {
      const kept = panes ?? new WindowPanes<P>(spec);
      return source.pipe(
        map(({ batch, progress }) => {
          for (let row = 0; row < batch.length; row++) {
            const pane = kept.paneAt(batch.time[row]!);
            if (pane !== null) spec.add(pane, batch, row);
          }
          return kept.advance(progress);
        }),
      );
    });
}
