import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { heldOrLetGo, later, pageTurned, turnAt, turned, wentTo, type Hand, type Stage } from './director.ts';

const S = 1_000;
const STAGE: Stage = {
  items: [
    { sceneId: 'a', ms: 20 * S, pages: 1 },
    { sceneId: 'b', ms: 10 * S, pages: 3 },
    { sceneId: 'c', ms: 5 * S, pages: 1 },
  ],
  inStep: false,
};
const HAND: Hand = { anchor: { index: 0, at: 0 }, heldSince: null, fixed: null };
const at = (hand: Hand, now: number): string => {
  const { index, page } = turnAt(STAGE, hand, now);
  return `${STAGE.items[index]?.sceneId ?? ''}${page}`;
};

describe('the rotation', () => {
  it('gives every scene its time, a page after the other, round and round', () => {
    const seen = [0, 19, 20, 30, 40, 49, 50, 54, 55, 75].map((second) => at(HAND, second * S));
    expect(seen).toEqual(['a0', 'a0', 'b0', 'b1', 'b2', 'b2', 'c0', 'c0', 'a0', 'b0']);
  });

  it('says when it goes on and how far it is', () => {
    expect(turnAt(STAGE, HAND, 35 * S)).toEqual({ index: 1, page: 1, progress: 0.5, nextAt: 40 * S });
  });

  it('is the same on every screen that has the same clock, whenever it began to look', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 41 }), (now) => {
        const { index, page, nextAt } = turnAt(STAGE, HAND, now);
        // Just before it goes on the same is shown, and from then on something else.
        expect(turnAt(STAGE, HAND, nextAt! - 1)).toMatchObject({ index, page });
        const next = turnAt(STAGE, HAND, nextAt!);
        expect([next.index, next.page]).not.toEqual([index, page]);
      }),
    );
  });

  it('of nothing stands still', () => {
    expect(turnAt({ items: [], inStep: false }, HAND, 5)).toMatchObject({ index: 0, nextAt: null });
  });
});

describe('by hand', () => {
  it('the scene before or after begins now and has its whole time', () => {
    const next = turned(STAGE, HAND, 1, 7 * S);
    expect(at(next, 7 * S)).toBe('b0');
    expect(at(next, 7 * S + 30 * S - 1)).toBe('b2');
    expect(at(turned(STAGE, HAND, -1, 7 * S), 7 * S)).toBe('c0');
  });

  it('a page is turned within the scene', () => {
    const second = pageTurned(STAGE, HAND, 1, 22 * S);
    expect(at(second, 22 * S)).toBe('b1');
    expect(at(pageTurned(STAGE, second, -2, 23 * S), 23 * S)).toBe('b2');
  });

  it('a scene is chosen; one that is not in the rotation stays', () => {
    expect(at(wentTo(STAGE, HAND, 'c', 9 * S), 9 * S)).toBe('c0');
    expect(wentTo(STAGE, HAND, 'x', 9 * S).fixed).toBe('x');
    expect(wentTo(STAGE, { ...HAND, fixed: 'a' }, 'b', 9 * S)).toMatchObject({ fixed: 'b' });
  });

  it('is held where it is, also after a step, and goes on from there', () => {
    const held = heldOrLetGo(STAGE, HAND, 5 * S);
    expect(at(held, 500 * S)).toBe('a0');
    expect(turnAt(STAGE, held, 500 * S).nextAt).toBeNull();
    const stepped = turned(STAGE, held, 1, 600 * S);
    expect(at(stepped, 900 * S)).toBe('b0');
    const gone = heldOrLetGo(STAGE, held, 105 * S);
    expect(turnAt(STAGE, gone, 105 * S)).toMatchObject({ index: 0, progress: 0.25 });
    const freed = heldOrLetGo(STAGE, { ...HAND, fixed: 'b' }, 70 * S);
    expect(freed.fixed).toBeNull();
    expect(at(freed, 70 * S)).toBe('b0');
  });
});

describe('after an alarm', () => {
  it('a scene has the rest of its time', () => {
    const back = later(HAND, 30 * S);
    expect(turnAt(STAGE, back, 42 * S)).toMatchObject({ index: 0, nextAt: 50 * S });
  });
});
