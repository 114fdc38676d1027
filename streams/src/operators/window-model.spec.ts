import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { from, type OperatorFunction } from 'rxjs';
import type { PaneResult } from '../windows/window-panes.ts';
import { hoppingWindow } from './hopping-window.ts';
import { tumblingWindow, type TimedRows, type WindowStep } from './tumbling-window.ts';

type Step = WindowStep<TimedRows>;

interface Shape {
  readonly size: number;
  readonly slide: number;
  readonly lateness: number;
}

/** By the definition: every window by itself, as a list of the times that it holds. */
function model(steps: readonly Step[], { size, slide, lateness }: Shape): PaneResult<number[]>[][] {
  const windows = new Map<number, { times: number[]; revision: number; changed: boolean }>();
  let watermark = Number.NEGATIVE_INFINITY;
  return steps.map(({ batch, progress }) => {
    for (const time of batch.time) {
      for (let start = Math.floor(time / slide) * slide; start > time - size; start -= slide) {
        if (start + size + lateness <= watermark) continue;
        const window = windows.get(start) ?? { times: [], revision: -1, changed: false };
        windows.set(start, { ...window, times: [...window.times, time], changed: true });
      }
    }
    watermark = Math.max(watermark, progress.watermark);
    const results: PaneResult<number[]>[] = [];
    for (const [start, window] of [...windows].sort(([a], [b]) => a - b)) {
      if (!window.changed || start + size > watermark) continue;
      window.changed = false;
      results.push({ start, revision: ++window.revision, pane: [...window.times].sort((a, b) => a - b) });
    }
    return results;
  });
}

const stepOf = (times: readonly number[], watermark: number): Step => ({
  batch: { length: times.length, time: Float64Array.from(times) },
  progress: { watermark, inclusive: false },
});

/** Steps whose watermark follows the events at some distance, with events that are late by anything. */
const steps = fc
  .array(
    fc.record({ times: fc.array(fc.integer({ min: -40, max: 20 }), { maxLength: 5 }), on: fc.nat(40) }),
    { maxLength: 15 },
  )
  .map((list) => {
    let now = 0;
    return list.map(({ times, on }) =>
      stepOf(
        times.map((time) => now + time),
        (now += on),
      ),
    );
  });

function results(
  input: readonly Step[],
  operator: OperatorFunction<Step, PaneResult<number[]>[]>,
): PaneResult<number[]>[][] {
  const found: PaneResult<number[]>[][] = [];
  from(input)
    .pipe(operator)
    .subscribe((list) =>
      found.push(list.map((each) => ({ ...each, pane: [...each.pane].sort((a, b) => a - b) }))),
    );
  return found;
}

const add = (pane: number[], batch: TimedRows, row: number): void => {
  pane.push(batch.time[row]!);
};

describe('windows over any stream are those of the definition', () => {
  it('tumbling', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 20 }), fc.nat(30), (input, size, lateness) => {
        const operator = tumblingWindow({
          sizeMs: size,
          allowedLatenessMs: lateness,
          create: (): number[] => [],
          add,
        });
        expect(results(input, operator)).toEqual(model(input, { size, slide: size, lateness }));
      }),
      { numRuns: 300 },
    );
  });

  it('hopping', () => {
    const shape = fc.record({
      slide: fc.integer({ min: 1, max: 12 }),
      times: fc.integer({ min: 1, max: 4 }),
      lateness: fc.nat(30),
    });
    fc.assert(
      fc.property(steps, shape, (input, { slide, times, lateness }) => {
        const size = slide * times;
        const operator = hoppingWindow({
          sizeMs: size,
          slideMs: slide,
          allowedLatenessMs: lateness,
          create: (): number[] => [],
          add,
          merge: (panes: readonly number[][]) => panes.flat(),
        });
        expect(results(input, operator)).toEqual(model(input, { size, slide, lateness }));
      }),
      { numRuns: 300 },
    );
  });
});
