import { describe, expect, it } from '@jest/globals';
import { curvePaths } from './curve.ts';

const BOX = { fromMs: 0, toMs: 100, k: 10, width: 100, height: 50 };

describe('the curve of a card', () => {
  it('is drawn to a round top, with its band', () => {
    const paths = curvePaths({
      ...BOX,
      points: [
        [0, 20],
        [100, 180],
      ],
      band: [
        [0, [10, 20, 30]],
        [100, [100, 150, 190]],
      ],
      before: [],
    });
    expect(paths.top).toBe(200);
    expect(paths.line).toBe('M0,45L100,5');
    expect(paths.band).toBe('M0,42.5L100,2.5L100,25L0,47.5Z');
  });

  it('breaks where a figure is not shown, and says where, instead of drawing nothing', () => {
    const paths = curvePaths({
      ...BOX,
      points: [
        [0, 20],
        [25, 'few'],
        [50, 'withheld'],
        [75, 40],
        [100, 50],
      ],
      band: [],
      before: [],
    });
    expect(paths.line).toBe('M0,30M75,10L100,0');
    expect(paths.hidden).toEqual([[25, 75]]);
  });

  it('has the whole as the top of shares', () => {
    const paths = curvePaths({ ...BOX, points: [[0, 0.4]], band: [], before: [], threshold: 0.7 });
    expect(paths.top).toBe(1);
    expect(paths.threshold).toBe(15);
  });
});
