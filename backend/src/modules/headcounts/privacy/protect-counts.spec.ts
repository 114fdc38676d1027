import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AreaCount } from './count-forest.ts';
import { protectCounts, type ShownCount } from './protect-counts.ts';
import { shownAlone, stepsOf } from './steps-of.ts';

const K = 10;

/** `{ province: { city: { county: 7 } } }`: parents are the sums of their children. */
interface Nested {
  readonly [areaId: string]: number | Nested;
}

function countsOf(nested: Nested, parentId: string | null = null): AreaCount[] {
  return Object.entries(nested).flatMap(([areaId, value]) => {
    if (typeof value === 'number') return [{ areaId, parentId, count: value }];
    const below = countsOf(value, areaId);
    const count = below.filter((one) => one.parentId === areaId).reduce((sum, one) => sum + one.count, 0);
    return [{ areaId, parentId, count }, ...below];
  });
}

const protect = (nested: Nested): Record<string, ShownCount> =>
  Object.fromEntries(protectCounts(countsOf(nested), K));

describe('counts of people', () => {
  it('are shown as they are when none is below k', () => {
    expect(protect({ p: { a: 20, b: 31 } })).toEqual({ p: 51, a: 20, b: 31 });
  });

  it('below k are few, and the sibling from which they would follow is withheld', () => {
    expect(protect({ p: { a: 7, b: 40, c: 300 } })).toEqual({ p: 347, a: 'few', b: 'withheld', c: 300 });
  });

  it('need no help where enough few ones hide each other', () => {
    const shown = protect({ p: { a: 4, b: 3, c: 5, d: 2, e: 60 } });
    expect(shown).toEqual({ p: 74, a: 'few', b: 'few', c: 'few', d: 'few', e: 60 });
  });

  it('withhold the whole when all children are so small that their sum would tell them', () => {
    expect(protect({ p: { a: 9, b: 9 } })).toEqual({ p: 'withheld', a: 'few', b: 'few' });
    expect(protect({ p: { a: 0, b: 0 } })).toEqual({ p: 'few', a: 'few', b: 'few' });
  });

  it('withhold down to the lowest level: a city would follow from its counties', () => {
    const shown = protect({ p: { small: { a: 7 }, large: { b: 40, c: 50 } } });
    expect(shown).toEqual({
      p: 97,
      small: 'few',
      a: 'few',
      large: 'withheld',
      b: 'withheld',
      c: 50,
    });
  });

  it('withhold no more than is needed where many areas are empty', () => {
    const shown = protect({
      p: {
        large: { a: { a1: 25, a2: 0 }, b: { b1: 22, b2: 0 }, c: { c1: 7, c2: 0 } },
        other: { d: { d1: 30, d2: 0 }, e: { e1: 0 } },
        empty: { f: { f1: 0 } },
      },
    });
    expect(shown).toMatchObject({ p: 84, a: 25, b: 'withheld', c: 'few', other: 30, empty: 'few' });
  });

  it('of a large province are judged within a second', () => {
    let seed = 7;
    const next = (most: number): number => (seed = (seed * 48_271) % 2_147_483_647) % most;
    const many = (n: number, make: () => number | Nested): Nested => named(Array.from({ length: n }, make));
    const province = {
      p: many(20, () => many(10, () => many(15, () => (next(3) === 0 ? next(10) : next(900))))),
    };
    const counts = countsOf(province);
    expect(counts.length).toBeGreaterThan(3_000);
    const began = performance.now();
    expect(protectCounts(counts, K).size).toBe(counts.length);
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it('count those who are in several children at once where they are', () => {
    const counts = [
      { areaId: 'p', parentId: null, count: 90 },
      { areaId: 'a', parentId: 'p', count: 60 },
      { areaId: 'b', parentId: 'p', count: 40 },
    ];
    expect(Object.fromEntries(protectCounts(counts, K))).toEqual({ p: 90, a: 60, b: 40 });
  });

  it('that grow during the day move in whole steps of k', () => {
    expect([9, 10, 19, 20, 127].map((count) => stepsOf(shownAlone(count, K), K))).toEqual([
      'few',
      10,
      10,
      20,
      120,
    ]);
  });
});

/** Trees of up to four levels; small counts are as likely as large ones. */
const leaf = fc.oneof({ weight: 3, arbitrary: fc.nat(12) }, { weight: 2, arbitrary: fc.nat(400) });
const tree = fc.letrec<{ node: number | Nested }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.array(tie('node'), { minLength: 1, maxLength: 5 }).map((children) => named(children)),
  ),
}));
const forest = fc
  .array(tree.node, { minLength: 1, maxLength: 4 })
  .map((children) => ({ p: named(children) }));

let names = 0;
function named(children: readonly (number | Nested)[]): Nested {
  return Object.fromEntries(children.map((child) => [`n${names++}`, child]));
}

describe('whoever adds and subtracts all that is shown', () => {
  it('can work out no count below k: the sums leave each of them undetermined', () => {
    fc.assert(
      fc.property(forest, (nested) => {
        const counts = countsOf(nested);
        const shown = protectCounts(counts, K);
        for (const areaId of determinedBy(counts, shown)) expect(shown.get(areaId)).not.toBe('few');
      }),
      { numRuns: 300 },
    );
  });

  it('can exclude at most one of the k values of a count below k, knowing what the words mean', () => {
    const small = fc.array(fc.oneof(fc.nat(5), fc.nat(9)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(small, (children) => {
        const k = 3;
        const counts = countsOf({ p: named(children) });
        const shown = protectCounts(counts, k);
        const lowest = counts.filter(({ parentId }) => parentId === 'p');
        const possible = solutions(lowest, shown, k);
        for (const [index, { areaId }] of lowest.entries()) {
          if (shown.get(areaId) !== 'few') continue;
          expect(new Set(possible.map((values) => values[index])).size).toBeGreaterThanOrEqual(k - 1);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is never told a count below k, and never told a wrong one', () => {
    fc.assert(
      fc.property(forest, (nested) => {
        const counts = countsOf(nested);
        const shown = protectCounts(counts, K);
        for (const { areaId, count } of counts) {
          const one = shown.get(areaId);
          if (count < K) expect(one).toBe('few');
          else expect([count, 'withheld']).toContain(one);
        }
      }),
      { numRuns: 300 },
    );
  });
});

/**
 * Counts that follow from the sums by elimination alone: unknowns are the counts that are not shown, equations say that
 * parents are the sums of their children.
 */
function determinedBy(
  counts: readonly AreaCount[],
  shown: ReadonlyMap<string, ShownCount>,
): readonly string[] {
  const unknowns = counts.filter(({ areaId }) => typeof shown.get(areaId) !== 'number');
  const column = new Map(unknowns.map(({ areaId }, index) => [areaId, index]));
  const parents = new Set(counts.flatMap(({ parentId }) => parentId ?? []));
  const rows = [...parents].map((parent) => {
    const row = unknowns.map(() => 0);
    const put = (areaId: string, value: number): void => {
      const at = column.get(areaId);
      if (at !== undefined) row[at] = value;
    };
    put(parent, -1);
    for (const { areaId, parentId } of counts) if (parentId === parent) put(areaId, 1);
    return row;
  });
  const reduced = eliminated(rows);
  return reduced.flatMap((row) => {
    const left = row.flatMap((value, index) => (Math.abs(value) > 1e-9 ? [index] : []));
    return left.length === 1 ? [unknowns[left[0]!]!.areaId] : [];
  });
}

/** Reduced row echelon form. */
function eliminated(rows: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const matrix = rows.map((row) => [...row]);
  let rank = 0;
  for (let column = 0; column < (matrix[0]?.length ?? 0); column++) {
    const pivot = matrix.findIndex((row, index) => index >= rank && Math.abs(row[column]!) > 1e-9);
    if (pivot < 0) continue;
    [matrix[rank], matrix[pivot]] = [matrix[pivot]!, matrix[rank]!];
    const head = matrix[rank]!;
    const scale = head[column]!;
    for (let at = 0; at < head.length; at++) head[at]! /= scale;
    for (const [index, row] of matrix.entries()) {
      const factor = row[column]!;
      if (index === rank || Math.abs(factor) < 1e-9) continue;
      for (let at = 0; at < row.length; at++) row[at]! -= factor * head[at]!;
    }
    rank++;
  }
  return matrix;
}

/** Every way in which the lowest counts can be what the answer says, tried one by one. */
function solutions(
  lowest: readonly AreaCount[],
  shown: ReadonlyMap<string, ShownCount>,
  k: number,
): readonly (readonly number[])[] {
  const most = 40;
  const valuesOf = ({ areaId }: AreaCount): readonly number[] => {
    const one = shown.get(areaId);
    if (typeof one === 'number') return [one];
    const [from, to] = one === 'few' ? [0, k - 1] : [k, most];
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  };
  const whole = shown.get('p');
  const fits = (sum: number): boolean =>
    typeof whole === 'number' ? sum === whole : whole === 'few' ? sum < k : sum >= k;
  const found: number[][] = [];
  const walk = (index: number, values: readonly number[], sum: number): void => {
    if (sum > most * 4 || found.length > 50_000) return;
    const next = lowest[index];
    if (next === undefined) {
      if (fits(sum)) found.push([...values]);
      return;
    }
    for (const value of valuesOf(next)) walk(index + 1, [...values, value], sum + value);
  };
  walk(0, [], 0);
  return found;
}
