import { describe, expect, it } from '@jest/globals';
import type { AreaDto } from '@tidewall/streams/events';
import { cartogramOf } from '../map/cartogram.ts';
import { ancestorAt, buildAreaTree, descendantsAt } from './area-tree.ts';

const area = (areaId: string, parentId: string | null, level: AreaDto['level'], covered = true): AreaDto => ({
  areaId,
  parentId,
  level,
  name: areaId,
  nameEn: areaId,
  covered,
});

const AREAS: readonly AreaDto[] = [
  area('00', null, 'country', false),
  area('44', '00', 'province', false),
  area('41', '00', 'province'),
  area('4101', '41', 'city'),
  area('4102', '41', 'city'),
  area('410101', '4101', 'county'),
  area('410102', '4101', 'county'),
  area('410103', '4101', 'county'),
  area('41010101', '410101', 'township'),
];
const tree = buildAreaTree(AREAS);

describe('area tree', () => {
  it('takes the province that has covered areas as its root', () => {
    expect(tree.root?.areaId).toBe('41');
    expect(buildAreaTree([area('44', null, 'province', false)]).root).toBeNull();
  });

  it('finds the ancestor of a level, the area itself included', () => {
    expect(ancestorAt(tree.byId, '41010101', 'county')?.areaId).toBe('410101');
    expect(ancestorAt(tree.byId, '4101', 'city')?.areaId).toBe('4101');
    expect(ancestorAt(tree.byId, '41', 'city')).toBeNull();
    expect(ancestorAt(tree.byId, 'nowhere', 'city')).toBeNull();
  });

  it('survives areas that are their own ancestors', () => {
    const loop = buildAreaTree([area('a', 'b', 'city'), area('b', 'a', 'city')]);
    expect(ancestorAt(loop.byId, 'a', 'province')).toBeNull();
  });

  it('lists a level below an area', () => {
    expect(descendantsAt(tree, '41', 'county').map(({ areaId }) => areaId)).toEqual([
      '410101',
      '410102',
      '410103',
    ]);
  });
});

describe('cartogram', () => {
  const map = cartogramOf(tree, '41');
  const boxOf = (id: string): { left: number; right: number; top: number; bottom: number } => {
    const region = [...map.counties, ...map.cities].find((found) => found.id === id);
    const points = (region?.geometry.coordinates.flat(1) ?? []) as [number, number][];
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
    return { left: Math.min(...xs), right: Math.max(...xs), top: Math.max(...ys), bottom: Math.min(...ys) };
  };

  it('has a tile a county; a city without counties is its own', () => {
    expect(map.counties.map(({ id }) => id).toSorted()).toEqual(['410101', '410102', '410103', '4102']);
  });

  it('puts counties inside their city and no two on top of each other', () => {
    const city = boxOf('4101');
    const counties = ['410101', '410102', '410103'].map(boxOf);
    for (const county of counties) {
      expect(county.left).toBeGreaterThanOrEqual(city.left - 1e-9);
      expect(county.right).toBeLessThanOrEqual(city.right + 1e-9);
    }
    const size = (box: ReturnType<typeof boxOf>): number => (box.right - box.left) * (box.top - box.bottom);
    expect(counties.reduce((sum, county) => sum + size(county), 0)).toBeCloseTo(size(city), 6);
  });
});
