import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Watermarks } from './watermarks.ts';

const BOUND = 10;
const NEVER = Number.NEGATIVE_INFINITY;

function twoSources(): { marks: Watermarks; at: (source: 'a' | 'b', time: number) => void } {
  const marks = new Watermarks(BOUND);
  marks.open('a', 'signalling');
  marks.open('b', 'usage');
  return { marks, at: (source, time) => marks.observe(marks.find(source)!, time) };
}

describe('the watermark', () => {
  it('of a source is its newest event time less the disorder allowed, and never goes back', () => {
    const { marks, at } = twoSources();
    at('a', 100);
    expect(marks.find('a')).toMatchObject({ newest: 100, watermark: 90 });
    at('a', 95);
    expect(marks.find('a')).toMatchObject({ newest: 100, watermark: 90 });
  });

  it('of all is the least of the active sources', () => {
    const { marks, at } = twoSources();
    at('a', 100);
    expect(marks.progress()).toEqual({ watermark: NEVER, inclusive: false });
    at('b', 50);
    expect(marks.progress()).toEqual({ watermark: 40, inclusive: false });
    at('b', 500);
    expect(marks.progress()).toEqual({ watermark: 90, inclusive: false });
  });

  it('waits for a source that was opened and has said nothing yet', () => {
    const { marks, at } = twoSources();
    at('a', 100);
    at('a', 1000);
    expect(marks.progress().watermark).toBe(NEVER);
  });

  it.each(['idle', 'finished'] as const)('does not wait for a source that is %s', (state) => {
    const { marks, at } = twoSources();
    at('a', 100);
    at('b', 50);
    marks.setAside(marks.find('b')!, state);
    expect(marks.progress()).toEqual({ watermark: 90, inclusive: false });
  });

  it('goes to the newest event, inclusive, when no source is active, and not to infinity', () => {
    const { marks, at } = twoSources();
    at('a', 100);
    at('b', 50);
    marks.setAside(marks.find('a')!, 'finished');
    expect(marks.progress()).toEqual({ watermark: 40, inclusive: false });
    marks.setAside(marks.find('b')!, 'finished');
    expect(marks.progress()).toEqual({ watermark: 100, inclusive: true });
  });

  it('does not go back when an idle source speaks again', () => {
    const { marks, at } = twoSources();
    at('a', 100);
    marks.setAside(marks.find('b')!, 'idle');
    expect(marks.progress().watermark).toBe(90);
    marks.open('b', 'usage');
    at('b', 30);
    expect(marks.find('b')!.state).toBe('active');
    expect(marks.progress()).toEqual({ watermark: 90, inclusive: false });
    at('b', 200);
    at('a', 300);
    expect(marks.progress().watermark).toBe(190);
  });

  it('goes where a source declares that nothing earlier will come', () => {
    const { marks, at } = twoSources();
    at('a', 100);
    at('b', 100);
    marks.declare(marks.find('a')!, 100);
    marks.declare(marks.find('b')!, 95);
    expect(marks.progress()).toEqual({ watermark: 95, inclusive: false });
    marks.declare(marks.find('b')!, 20);
    expect(marks.progress().watermark).toBe(95);
  });

  it('never goes back and is the same after a snapshot, whatever happens', () => {
    const source = fc.constantFrom('a' as const, 'b' as const);
    const action = fc.oneof(
      fc.record({ do: fc.constant('observe' as const), source, time: fc.nat(1000) }),
      fc.record({ do: fc.constant('declare' as const), source, time: fc.nat(1000) }),
      fc.record({
        do: fc.constantFrom('idle' as const, 'finished' as const, 'open' as const),
        source,
        time: fc.constant(0),
      }),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        const marks = twoSources().marks;
        let other = twoSources().marks;
        let before = NEVER;
        for (const step of actions) {
          for (const each of [marks, other]) {
            const clock = each.find(step.source)!;
            if (step.do === 'observe') each.observe(clock, step.time);
            else if (step.do === 'declare') each.declare(clock, step.time);
            else if (step.do === 'open') each.open(step.source, clock.feed);
            else each.setAside(clock, step.do);
          }
          const progress = marks.progress();
          expect(other.progress()).toEqual(progress);
          expect(progress.watermark).toBeGreaterThanOrEqual(before);
          before = progress.watermark;
          const copy = new Watermarks(BOUND);
          copy.restore(JSON.parse(JSON.stringify(other.snapshot())));
          other = copy;
        }
      }),
    );
  });
});
