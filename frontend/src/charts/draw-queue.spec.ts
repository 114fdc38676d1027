import { describe, expect, it } from '@jest/globals';
import { DrawQueue } from './draw-queue.ts';

function setUp() {
  const frames: (() => void)[] = [];
  const drawn: string[] = [];
  const queue = new DrawQueue((run) => frames.push(run));
  const chart = (name: string) => () => void drawn.push(name);
  /** What the next frame draws. */
  const frame = (): readonly string[] => {
    drawn.length = 0;
    frames.splice(0).forEach((run) => run());
    return [...drawn];
  };
  return { queue, chart, frame, frames };
}

describe('the queue of charts', () => {
  it('draws one a frame, in the order of asking, and then asks for no more frames', () => {
    const { queue, chart, frame, frames } = setUp();
    for (const name of ['a', 'b', 'c']) queue.add(chart(name));
    expect([frame(), frame(), frame()]).toEqual([['a'], ['b'], ['c']]);
    expect(frames).toHaveLength(0);
  });

  it('draws once what was asked for again before its turn', () => {
    const { queue, chart, frame } = setUp();
    const [a, b] = [chart('a'), chart('b')];
    for (const draw of [a, b, a, b]) queue.add(draw);
    expect([frame(), frame(), frame()]).toEqual([['a'], ['b'], []]);
  });

  it('does not draw what is gone', () => {
    const { queue, chart, frame } = setUp();
    const [a, b] = [chart('a'), chart('b')];
    queue.add(a);
    queue.add(b);
    queue.drop(a);
    expect(frame()).toEqual(['b']);
  });

  it('goes on after one that fails', () => {
    const { queue, chart, frame } = setUp();
    queue.add(() => {
      throw new Error('no such series');
    });
    queue.add(chart('b'));
    expect(() => frame()).toThrow('no such series');
    expect(frame()).toEqual(['b']);
  });
});
