import { describe, expect, it } from '@jest/globals';
import { cutArcs } from './cut-arcs.ts';
import { dissolve } from './dissolve.ts';
import type { Ring } from './source.types.ts';

/** Clockwise boxes from corner to corner, with more points on the way where asked. */
const west: Ring = [
  [0, 0],
  [0, 1],
  [1, 1],
  [1, 0],
  [0, 0],
];
const east: Ring = [
  [1, 0],
  [1, 1],
  [2, 1],
  [2, 0],
  [1, 0],
];
const eastWithMore: Ring = [
  [1, 0],
  [1, 0.25],
  [1, 0.500004],
  [1, 1],
  [2, 1],
  [2, 0],
  [1, 0],
];

const together = (rings: readonly Ring[]) => {
  const { arcs, rings: cut } = cutArcs(rings);
  const ends = (arc: number): readonly [string, string] => {
    const line = arcs[arc < 0 ? ~arc : arc] ?? [];
    const names = [line[0]?.join() ?? '', line.at(-1)?.join() ?? ''] as const;
    return arc < 0 ? [names[1], names[0]] : names;
  };
  return {
    arcs,
    outline: dissolve(
      cut.filter((ring) => ring !== null),
      ends,
    ),
  };
};

describe('borders of neighbours', () => {
  it('are one arc, used forwards by one and backwards by the other', () => {
    const { arcs, rings } = cutArcs([west, east]);
    expect(arcs).toHaveLength(3);
    const used = rings.flatMap((ring) => ring ?? []);
    expect(used.some((arc) => used.includes(~arc))).toBe(true);
  });

  it('are one arc where one of them has more points on a straight line than the other', () => {
    const { arcs, outline } = together([west, eastWithMore]);
    expect(arcs).toHaveLength(3);
    expect(outline).toHaveLength(1);
    expect(Math.max(...arcs.map(({ length }) => length))).toBe(4);
  });

  it('leave the outline of both together', () => {
    const { arcs, outline } = together([west, east]);
    expect(outline).toHaveLength(1);
    expect(outline[0]?.map((arc) => arcs[arc < 0 ? ~arc : arc]?.length)).toEqual([4, 4]);
  });

  it('around an enclave are a hole of the one, and vanish in both together', () => {
    const enclave: Ring = [
      [0.4, 0.4],
      [0.4, 0.6],
      [0.6, 0.6],
      [0.6, 0.4],
      [0.4, 0.4],
    ];
    const { arcs, outline } = together([west, enclave.toReversed(), enclave]);
    expect(arcs).toHaveLength(2);
    expect(outline).toHaveLength(1);
  });

  it('are nothing for a ring smaller than the grid', () => {
    const speck: Ring = west.map(([x, y]) => [x * 1e-7, y * 1e-7] as const);
    expect(cutArcs([speck]).rings).toEqual([null]);
  });
});
