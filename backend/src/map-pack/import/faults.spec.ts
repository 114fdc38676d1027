import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { kindsOf, mapOf, opened, quilt, runImport, sizesOf } from '../../testing/map-import.ts';
import { mapFile } from '../../testing/quilt.ts';
import type { Position } from '../map-pack.types.ts';
import type { FaultKind } from './faults.ts';
import type { MapSource } from './import-map.ts';

describe('what is wrong with a map', () => {
  const [west, ...others] = quilt.counties();
  const changed = (coordinates: unknown, properties: Readonly<Record<string, unknown>> = {}) => ({
    ...west,
    properties: { ...west?.properties, ...properties },
    geometry: { type: 'Polygon', coordinates },
  });
  const square = (size: number): readonly Position[] => [
    [110, 30],
    [110 + size, 30],
    [110 + size, 30 + size],
    [110, 30 + size],
    [110, 30],
  ];
  const around = (first: unknown): readonly MapSource[] => [mapFile('a.json', [first, ...others])];
  const text = (content: string): readonly MapSource[] => [
    { file: 'a.json', bytes: new TextEncoder().encode(content) },
  ];

  it.each<[string, readonly MapSource[], FaultKind, string]>([
    [
      'a file that was cut off',
      text('{"type":"FeatureCollection","fea'),
      'not-a-map',
      'a.json is not JSON; is it whole?',
    ],
    [
      'a file that is not UTF-8',
      [{ file: 'a.json', bytes: Uint8Array.of(0xce, 0xe4, 0xba) }],
      'not-a-map',
      'a.json is not UTF-8; save it as UTF-8',
    ],
    [
      'something else in JSON',
      text('[1]'),
      'not-a-map',
      'a.json is neither a GeoJSON FeatureCollection nor a TopoJSON',
    ],
    [
      'another crs',
      [mapFile('a.json', others, { crs: { properties: { name: 'urn:ogc:def:crs:EPSG::3857' } } })],
      'wrong-crs',
      'a.json is in urn:ogc:def:crs:EPSG::3857; convert it to longitude and latitude (EPSG:4326)',
    ],
    [
      'metres for degrees',
      around(changed([[[12245143, 3503549]]])),
      'wrong-crs',
      'a.json, feature 1 1101 第1101 a point is not longitude and latitude in degrees: 12245143, 3503549',
    ],
    [
      'a point for an area',
      around({ ...west, geometry: { type: 'Point', coordinates: [1, 2] } }),
      'not-a-map',
      'a.json, feature 1 geometry.type Invalid option: expected one of "Polygon"|"MultiPolygon"',
    ],
    [
      'a ring that is not closed',
      around(changed([square(1).slice(0, 4)])),
      'invalid-ring',
      'a.json, feature 1 1101 第1101 a ring is not closed: its last point is not its first',
    ],
    [
      'a ring of two points',
      around(
        changed([
          [
            [110, 30],
            [111, 30],
            [110, 30],
          ],
        ]),
      ),
      'invalid-ring',
      'a.json, feature 1 1101 第1101 a ring has fewer than four points that differ',
    ],
    [
      'a ring without an inside',
      around(
        changed([
          [
            [110, 30],
            [111, 30],
            [112, 30],
            [110, 30],
          ],
        ]),
      ),
      'invalid-ring',
      'a.json, feature 1 1101 第1101 a ring encloses nothing',
    ],
    [
      'a ring that crosses itself',
      around(
        changed([
          [
            [110, 30],
            [111, 31],
            [111, 30],
            [110, 30.5],
            [110, 30],
          ],
        ]),
      ),
      'crossing-ring',
      'a.json, feature 1 1101 第1101 a ring crosses itself or another near 110, 30',
    ],
    [
      'a code that nobody has',
      around(changed([square(1)], { adcode: 777 })),
      'unknown-code',
      'a.json, feature 1 777 第1101 its code is no area in the reference data; 第1101 is 1101 there. Say with --mapping which area it is, or that it is none',
    ],
    [
      'an area that is there twice',
      [...around(west), mapFile('b.json', [west])],
      'duplicate',
      'b.json, feature 1 1101 第1101 is there already: a.json, feature 1 1101 第1101',
    ],
    [
      'a child that is missing',
      [mapFile('a.json', others)],
      'missing-children',
      '11 第11 1 of 2 children have no outline: 1101 第1101',
    ],
    [
      'children that overlap',
      [mapFile('a.json', [changed([square(1.2)]), ...others])],
      'overlap',
      '11 第11 children overlap, most of all 1101 第1101 and 1102 第1102 (8.9 % of its area, 0.50 % allowed)',
    ],
    [
      'children that leave a part free',
      [mapFile('a.json', [changed([square(0.9)]), ...others, quilt.city(0)])],
      'gap',
      '11 第11 its children leave a part of it free (9.5 % of its area, 0.50 % allowed)',
    ],
    [
      'children beyond their parent',
      [mapFile('a.json', [changed([square(1.2)]), ...others, quilt.city(0)])],
      'outside-parent',
      '11 第11 children reach beyond it, most of all 1101 第1101 (12 % of its area, 0.50 % allowed)',
    ],
    [
      'one area alone',
      [mapFile('a.json', [quilt.city(0)])],
      'nothing-below',
      '11 no area has another below it: a pack needs a parent with its children',
    ],
  ])('is said of %s, with file and feature', (_, files, kind, message) => {
    const imported = runImport(files);
    expect(imported.pack).toBeNull();
    expect(
      imported.faults
        .filter((fault) => fault.kind === kind)
        .map(({ where, message: said }) => `${where} ${said}`),
    ).toContain(message);
  });

  it('is put right where that is safe: winding, and what the reference data know better', () => {
    const turned = changed([square(1).toReversed()], { name: '老县', level: 'city', parent: { adcode: 12 } });
    const imported = runImport(around(turned));
    expect(kindsOf(imported).toSorted()).toEqual(['other-level', 'other-name', 'other-parent', 'winding']);
    expect(sizesOf(mapOf(opened(imported), '11'), 'county').get('1101')).toBeCloseTo(1, 4);
  });

  it('can be taken where somebody says so: then the parent keeps its own outline', () => {
    const accepted = new Set<FaultKind>(['missing-children', 'gap']);
    const imported = runImport([mapFile('a.json', [...others, quilt.city(0)])], { accepted });
    const pack = opened(imported);
    expect(kindsOf(imported)).toEqual(['missing-children', 'gap']);
    expect(sizesOf(mapOf(pack, '11'), 'city').get('11')).toBeCloseTo(2, 4);
    expect([...sizesOf(mapOf(pack, '11'), 'county').keys()]).toEqual(['1102']);
  });

  it('is found in any JSON without failing', () => {
    const properties = fc.dictionary(
      fc.constantFrom('adcode', 'name', 'center', 'parent', 'level'),
      fc.jsonValue(),
    );
    const numbers = fc.array(fc.tuple(fc.double(), fc.double()), { maxLength: 6 });
    const geometry = fc.record({
      type: fc.constantFrom('Polygon', 'MultiPolygon', 'Point'),
      coordinates: fc.oneof(
        fc.jsonValue(),
        fc.array(numbers, { maxLength: 3 }),
        fc.array(fc.array(numbers, { maxLength: 2 })),
      ),
    });
    const feature = fc.oneof(
      fc.jsonValue(),
      fc.record({ type: fc.constant('Feature'), properties, geometry }),
    );
    const topology = fc.record({
      type: fc.constant('Topology'),
      arcs: fc.array(fc.oneof(fc.jsonValue(), numbers)),
      objects: fc.dictionary(
        fc.string(),
        fc.record({
          type: fc.constantFrom('Polygon', 'MultiPolygon', 'GeometryCollection'),
          arcs: fc.jsonValue(),
          geometries: fc.jsonValue(),
        }),
      ),
    });
    const file = fc.oneof(
      fc.jsonValue(),
      topology,
      fc.record({ type: fc.constant('FeatureCollection'), features: fc.array(feature, { maxLength: 4 }) }),
    );
    fc.assert(
      fc.property(file, (content) => {
        const imported = runImport(text(JSON.stringify(content)));
        expect(imported.pack === null).toBe(imported.faults.length > 0);
      }),
      { numRuns: 300 },
    );
  });
});
