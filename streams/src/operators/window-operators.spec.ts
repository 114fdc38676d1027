import { describe, expect, it } from '@jest/globals';
import { of, repeat, take, type OperatorFunction } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import type { PaneResult } from '../windows/window-panes.ts';
import { hoppingWindow } from './hopping-window.ts';
import { tumblingWindow, type TimedRows, type WindowStep } from './tumbling-window.ts';

type Counted = PaneResult<{ n: number }>[];
type Step = WindowStep<TimedRows>;

const step = (watermark: number, ...times: number[]): Step => ({
  batch: { length: times.length, time: Float64Array.from(times) },
  progress: { watermark, inclusive: false },
});
const closed = (start: number, n: number, revision = 0): PaneResult<{ n: number }> => ({
  start,
  pane: { n },
  revision,
});

const spec = (add: (pane: { n: number }) => void = (pane) => void pane.n++) => ({
  sizeMs: 100,
  allowedLatenessMs: 50,
  create: () => ({ n: 0 }),
  add,
});

const OPERATORS: [string, (add?: (pane: { n: number }) => void) => OperatorFunction<Step, Counted>][] = [
  ['tumblingWindow', (add) => tumblingWindow(spec(add))],
  [
    'hoppingWindow',
    (add) => {
      const merge = (panes: readonly { n: number }[]): { n: number } => ({
        n: panes.reduce((sum, { n }) => sum + n, 0),
      });
      return hoppingWindow({ ...spec(add), slideMs: 100, merge });
    },
  ],
];

/** Values as they were when they came: panes go on changing. */
const frozen = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function marbles(body: Parameters<TestScheduler['run']>[0]): void {
  new TestScheduler((actual, expected) => expect(frozen(actual)).toEqual(frozen(expected))).run(body);
}

describe.each(OPERATORS)('%s', (_name, operator) => {
  it('emits once a step what the watermark closed', () => {
    marbles(({ cold, expectObservable }) => {
      const steps = cold('a-b-c-|', { a: step(50, 10, 60), b: step(120, 110), c: step(130) });
      const expected = { x: [], y: [closed(0, 2)], z: [] };
      expectObservable(steps.pipe(operator())).toBe('x-y-z-|', expected);
    });
  });

  it('says nothing by itself at the end: what is open stays open', () => {
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold('a|', { a: step(50, 10) }).pipe(operator())).toBe('x|', { x: [] });
    });
  });

  it('never emits where nothing comes, and completes where the source is empty', () => {
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold<Step>('-').pipe(operator())).toBe('-');
      expectObservable(cold<Step>('|').pipe(operator())).toBe('|');
      expectObservable(cold<Step>('--|').pipe(operator())).toBe('--|');
    });
  });

  it('hands on the error of its source', () => {
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold<Step>('#').pipe(operator())).toBe('#');
      expectObservable(cold('a-#', { a: step(0, 10) }).pipe(operator())).toBe('x-#', { x: [] });
    });
  });

  it('unsubscribes from its source as soon as nobody listens', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const steps = cold('a-b-c-|', { a: step(50, 10), b: step(120), c: step(130) });
      expectObservable(steps.pipe(operator()), '---!').toBe('x-y-', { x: [], y: [closed(0, 1)] });
      expectSubscriptions(steps.subscriptions).toBe('^--!');
    });
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const steps = cold('a-b-c-|', { a: step(50, 10), b: step(120), c: step(130) });
      expectObservable(steps.pipe(operator(), take(2))).toBe('x-(y|)', { x: [], y: [closed(0, 1)] });
      expectSubscriptions(steps.subscriptions).toBe('^-!');
    });
  });

  it('fails, and leaves its source, when the counting throws', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const steps = cold('a-b-c-|', { a: step(50), b: step(120, 10), c: step(130) });
      const broken = operator(() => {
        throw new Error('broken');
      });
      expectObservable(steps.pipe(broken)).toBe('x-#', { x: [] }, new Error('broken'));
      expectSubscriptions(steps.subscriptions).toBe('^-!');
    });
  });

  it('begins anew for every subscriber', () => {
    const found: unknown[] = [];
    of(step(50, 10), step(120))
      .pipe(operator(), repeat(2))
      .subscribe((results) => found.push(frozen(results)));
    expect(found).toEqual([[], [closed(0, 1)], [], [closed(0, 1)]]);
  });
});

describe('hoppingWindow', () => {
  it('refuses a size that is no multiple of its slide', () => {
    const merge = (): null => null;
    expect(() => hoppingWindow({ ...spec(), slideMs: 30, merge })).toThrow(RangeError);
  });

  it('counts a row once for every window that holds it', () => {
    marbles(({ cold, expectObservable }) => {
      const merge = (panes: readonly { n: number }[]): { n: number } => ({
        n: panes.reduce((sum, { n }) => sum + n, 0),
      });
      const steps = cold('a|', { a: step(200, 10, 60) });
      const expected = [closed(-50, 1), closed(0, 2), closed(50, 1)];
      expectObservable(steps.pipe(hoppingWindow({ ...spec(), slideMs: 50, merge }))).toBe('x|', {
        x: expected,
      });
    });
  });
});
