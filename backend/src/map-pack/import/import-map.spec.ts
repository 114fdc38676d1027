import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { kindsOf, mapOf, opened, quilt, runImport, sizesOf } from '../../testing/map-import.ts';
import { mapFile, Quilt, type DataVFeature } from '../../testing/quilt.ts';
import type { FaultKind } from './faults.ts';
import { toGcj02 } from './gcj02.ts';

describe('importing a map', () => {
  it('makes a map of each parent, one file for each in DataV’s way', () => {
    const files = [
      mapFile('10_full.json', quilt.cities()),
      mapFile('11_full.json', [quilt.county(0, 0), quilt.county(0, 1)]),
      mapFile('12_full.json', [quilt.county(1, 0), quilt.county(1, 1)]),
    ];
    const imported = runImport(files);
    const pack = opened(imported);
    expect(kindsOf(imported)).toEqual([]);
    expect(pack.rootAreaId).toBe('10');
    expect(
      pack.manifest.files.map(({ areaId, level, childLevel, children }) => [
        areaId,
        level,
        childLevel,
        children,
      ]),
    ).toEqual([
      ['10', 'province', 'city', 2],
      ['11', 'city', 'county', 2],
      ['12', 'city', 'county', 2],
    ]);
    expect([...sizesOf(mapOf(pack, '10'), 'city').values()]).toEqual([
      expect.closeTo(2, 4),
      expect.closeTo(2, 4),
    ]);
    const [shape] = mapOf(pack, '11').objects.county?.geometries ?? [];
    expect(shape).toMatchObject({
      id: '1101',
      properties: { name: '第1101', nameEn: 'No 1101', centre: [110.5, 30.5] },
    });
  });

  it('draws parents that have no outline of their own from their children', () => {
    const pack = opened(runImport([mapFile('counties.json', quilt.counties())]));
    expect(sizesOf(mapOf(pack, '10'), 'province').get('10')).toBeCloseTo(4, 4);
    expect(mapOf(pack, '10', 2).arcs).toHaveLength(8);
  });

  it('lets children fill their parents exactly, however ragged and simplified', () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(0, 200, 2_000, 20_000), (seed, simplify) => {
        const draw = (a: number, b: number, c: number): number =>
          Math.abs(Math.sin(seed + a * 91.7 + b * 37.3 + c * 13.1));
        const ragged = new Quilt(3, 2, draw, 24);
        const pack = opened(
          runImport([mapFile('counties.json', ragged.counties())], {
            simplify,
            areas: ragged.areas(),
            // Near a corner seams may cross.
            accepted: new Set<FaultKind>(['crossing-ring']),
          }),
        );
        const all = mapOf(pack, '10', 2);
        const total = (level: 'province' | 'city' | 'county'): number =>
          [...sizesOf(all, level).values()].reduce((sum, size) => sum + size, 0);
        expect(total('county')).toBeCloseTo(total('province'), 6);
        expect(total('city')).toBeCloseTo(total('province'), 6);
      }),
      { numRuns: 25 },
    );
  });

  it('reads its own packs and other TopoJSON', () => {
    const pack = opened(runImport([mapFile('counties.json', quilt.counties())]));
    const text = pack.map('10', 2)?.text ?? '';
    const again = opened(runImport([{ file: 'pack.json', bytes: new TextEncoder().encode(text) }]));
    expect(again.manifest.files.map(({ sha256 }) => sha256).length).toBe(3);
    expect(sizesOf(mapOf(again, '10', 2), 'county')).toEqual(sizesOf(mapOf(pack, '10', 2), 'county'));
  });

  it('takes coordinates out of GCJ-02', () => {
    const shift = ({ geometry, ...feature }: DataVFeature): DataVFeature => ({
      ...feature,
      geometry: {
        ...geometry,
        coordinates: geometry.coordinates.map((rings) => rings.map((ring) => ring.map(toGcj02))),
      },
    });
    const there = opened(runImport([mapFile('a.json', quilt.counties().map(shift))], { datum: 'gcj02' }));
    const here = opened(runImport([mapFile('a.json', quilt.counties())]));
    expect(mapOf(there, '10').bbox).toEqual(
      mapOf(here, '10').bbox.map((degrees) => expect.closeTo(degrees, 5)),
    );
  });

  it('finds areas by a mapping, and leaves out what the mapping says is none', () => {
    const [first, ...rest] = quilt.counties();
    const line = { ...quilt.county(0, 1), properties: { adcode: '100000_JD', name: '' } };
    const coded = { ...first, properties: { ...first?.properties, adcode: 'X-1' } };
    const files = [mapFile('a.json', [coded, ...rest, line])];
    expect(kindsOf(runImport(files))).toEqual(['unknown-code', 'missing-children']);
    const mapping = new Map([
      ['X-1', '1101'],
      ['100000_JD', ''],
    ]);
    const imported = runImport(files, { mapping });
    expect(opened(imported).manifest.files).toHaveLength(3);
    expect(imported.leftOut).toBe(1);
  });
});
