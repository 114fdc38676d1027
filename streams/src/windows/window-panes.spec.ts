import { describe, expect, it } from '@jest/globals';
import { WindowPanes } from './window-panes.ts';

const SIZE = 100;
const LATENESS = 50;

const newPanes = (): WindowPanes<{ n: number }> =>
  new WindowPanes({ sizeMs: SIZE, allowedLatenessMs: LATENESS, create: () => ({ n: 0 }) });

function count(panes: WindowPanes<{ n: number }>, time: number): boolean {
  const pane = panes.paneAt(time);
  if (pane) pane.n++;
  return pane !== null;
}

const advance = (panes: WindowPanes<{ n: number }>, watermark: number): number[][] =>
  panes
    .advance({ watermark, inclusive: false })
    .map(({ start, pane, revision }) => [start, pane.n, revision]);

describe('tumbling windows', () => {
  it('begin at multiples of their size, before 1970 too, and hold their start but not their end', () => {
    const panes = newPanes();
    for (const time of [-1, 0, 99, 100]) count(panes, time);
    expect(advance(panes, 1000)).toEqual([
      [-100, 1, 0],
      [0, 2, 0],
      [100, 1, 0],
    ]);
  });

  it('close when the watermark reaches their end, and are said once', () => {
    const panes = newPanes();
    count(panes, 10);
    expect(advance(panes, 99)).toEqual([]);
    expect(advance(panes, 100)).toEqual([[0, 1, 0]]);
    expect(advance(panes, 120)).toEqual([]);
  });

  it('are revised by late events within the allowed lateness, each time with the next revision', () => {
    const panes = newPanes();
    count(panes, 10);
    advance(panes, 100);
    count(panes, 20);
    count(panes, 30);
    expect(advance(panes, 110)).toEqual([[0, 3, 1]]);
    count(panes, 40);
    expect(advance(panes, 149)).toEqual([[0, 4, 2]]);
  });

  it('take nothing after the allowed lateness, and count what they refuse', () => {
    const panes = newPanes();
    count(panes, 10);
    advance(panes, 150);
    expect(count(panes, 20)).toBe(false);
    expect(panes.expired).toBe(1);
    expect(panes.size).toBe(0);
    expect(count(panes, 120)).toBe(true);
  });

  it('that no event had yet can still be made by a late one', () => {
    const panes = newPanes();
    advance(panes, 140);
    expect(count(panes, 20)).toBe(true);
    expect(advance(panes, 141)).toEqual([[0, 1, 0]]);
  });

  it('do not go back when the watermark is said to', () => {
    const panes = newPanes();
    advance(panes, 500);
    advance(panes, 100);
    expect(count(panes, 300)).toBe(false);
  });

  it('go on from a snapshot: open, closed, changed', () => {
    let panes = newPanes();
    const restart = (): void => {
      const copy = newPanes();
      copy.restore(JSON.parse(JSON.stringify(panes.snapshot((pane) => pane.n))), (n) => ({ n: n as number }));
      panes = copy;
    };
    count(panes, 10);
    restart();
    expect(advance(panes, 100)).toEqual([[0, 1, 0]]);
    restart();
    expect(advance(panes, 101)).toEqual([]);
    count(panes, 20);
    restart();
    expect(advance(panes, 102)).toEqual([[0, 2, 1]]);
    restart();
    expect(advance(panes, 150)).toEqual([]);
    restart();
    expect(count(panes, 20)).toBe(false);
  });
});
