import { describe, expect, it } from '@jest/globals';
import type { Ring } from './source.types.ts';
import { coverageOf } from './scan-lines.ts';

/** A box near the equator, where degrees are of one length. */
const box = (areaId: string, west: number, south: number, east: number, north: number) => {
  const ring: Ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { areaId, rings: [ring] };
};

describe('cover along lines of latitude', () => {
  const parent = box('p', 0, 0, 1, 1);

  it('is whole where children touch each other and their parent', () => {
    const cover = coverageOf([box('a', 0, 0, 0.4, 1), box('b', 0.4, 0, 1, 1)], parent);
    expect(cover).toMatchObject({ overlapping: null, farthest: null });
    expect(cover.overlap + cover.gap + cover.outside).toBeCloseTo(0, 9);
  });

  it('knows how much of the parent two children share, and which two', () => {
    const cover = coverageOf(
      [box('a', 0, 0, 0.5, 1), box('b', 0.4, 0, 1, 1), box('c', 0.98, 0, 1, 1)],
      parent,
    );
    expect(cover.overlap).toBeCloseTo(0.12, 3);
    expect(cover.overlapping).toEqual(['a', 'b']);
  });

  it('knows what nobody covers, and what lies beyond', () => {
    const cover = coverageOf([box('a', 0, 0, 0.5, 1), box('b', 0.75, 0, 1.1, 1)], parent);
    expect(cover.gap).toBeCloseTo(0.25, 3);
    expect(cover.outside).toBeCloseTo(0.1, 3);
    expect(cover.farthest).toBe('b');
  });

  it('leaves holes out: an enclave does not overlap what is around it', () => {
    const [outer = []] = box('a', 0, 0, 1, 1).rings;
    const [hole = []] = box('a', 0.4, 0.4, 0.6, 0.6).rings;
    const around = { areaId: 'a', rings: [outer, hole.toReversed()] };
    const cover = coverageOf([around, box('b', 0.4, 0.4, 0.6, 0.6)], parent);
    expect(cover.overlap).toBeCloseTo(0, 9);
    expect(cover.gap).toBeCloseTo(0, 9);
  });

  it('compares siblings where the parent has no outline', () => {
    const cover = coverageOf([box('a', 0, 0, 0.5, 1), box('b', 0.4, 0, 1, 1)], null);
    expect(cover).toMatchObject({ gap: 0, outside: 0 });
    expect(cover.overlap).toBeCloseTo(0.1, 3);
  });
});
