import { describe, expect, it } from '@jest/globals';
import { coarseRatio, fills, marginOf, shiftOf } from './sheet.ts';
import { AT_REST, contained, moved, toScreen, zoomed, type Viewport } from './viewport.ts';

const SIZE = [1_000, 600] as const;
const MARGIN = marginOf(...SIZE);

/** Where a picture painted for one view shows a point once it is put so that it shows another. */
function shown(painted: Viewport, view: Viewport, point: readonly [number, number]): readonly number[] {
  const { scale, x, y } = shiftOf(painted, view);
  const [px, py] = toScreen(painted, point);
  return [px * scale + x, py * scale + y].map((pixels) => Math.round(pixels * 1_000) / 1_000);
}

describe('a picture of the map that is moved instead of painted again', () => {
  const painted = zoomed(AT_REST, 4, [300, 200]);

  it('shows each point where a new picture would', () => {
    const views = [moved(painted, 80, -45), zoomed(painted, 1.7, [900, 10]), zoomed(AT_REST, 1.2, [5, 5])];
    for (const view of views) {
      for (const point of [
        [0, 0],
        [512, 77],
      ] as const) {
        expect(shown(painted, view, point)).toEqual(
          toScreen(view, point).map((pixels) => Math.round(pixels * 1_000) / 1_000),
        );
      }
    }
  });

  it('fills the surface as far as it has been painted beyond it', () => {
    const by = (dx: number, dy: number): boolean =>
      fills(shiftOf(painted, moved(painted, dx, dy)), MARGIN, SIZE);
    expect([by(0, 0), by(MARGIN, -MARGIN), by(-MARGIN, MARGIN)]).toEqual([true, true, true]);
    expect([by(MARGIN + 1, 0), by(0, -MARGIN - 1)]).toEqual([false, false]);
  });

  it('fills it when it is enlarged, until it is a blur, and when made smaller by no more than its margin', () => {
    const by = (factor: number): boolean =>
      fills(shiftOf(painted, zoomed(painted, factor, [500, 300])), MARGIN, SIZE);
    expect([by(1.01), by(2.4), by(2.6)]).toEqual([true, true, false]);
    expect([by(0.95), by(0.6)]).toEqual([true, false]);
  });

  it('is painted coarsely on the way where it is large, and never otherwise', () => {
    expect([coarseRatio(1, 1_920, 1_300), coarseRatio(2, 900, 900)]).toEqual([1, 2]);
    const ratio = coarseRatio(1, 4_000, 2_500);
    expect(Math.round(4_000 * ratio * 2_500 * ratio)).toBe(2_500_000);
  });

  it('has no margin on nothing, and a bounded one on a large screen', () => {
    expect([marginOf(0, 0), marginOf(3_840, 2_000)]).toEqual([0, 256]);
    expect(contained(moved(AT_REST, 500, 500), ...SIZE)).toEqual(AT_REST);
  });
});
