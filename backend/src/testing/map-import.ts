import type { FaultKind } from '../map-pack/import/faults.ts';
import {
  importMap,
  type Imported,
  type ImportOptions,
  type MapSource,
} from '../map-pack/import/import-map.ts';
import { signedArea } from '../map-pack/import/plane.ts';
import type { MapTopology, Position } from '../map-pack/map-pack.types.ts';
import { OpenPack } from '../map-pack/open-pack.ts';
import { readTopology } from '../map-pack/read-pack.ts';
import { Quilt } from './quilt.ts';

const ABOUT = {
  packId: 'test',
  name: '测试',
  nameEn: 'Test',
  source: 'drawn here',
  licence: 'Apache-2.0',
  reviewNumber: 'not a real place',
  createdAt: '2026-01-01T00:00:00.000Z',
};
/** Two cities of two counties each. */
export const quilt = new Quilt(2, 2);

/** Imports with what most tests want. */
export function runImport(sources: readonly MapSource[], over: Partial<ImportOptions> = {}): Imported {
  return importMap(sources, {
    about: ABOUT,
    datum: 'wgs84',
    simplify: 0,
    tolerance: 0.005,
    areas: quilt.areas(),
    mapping: new Map(),
    accepted: new Set(),
    onStep: () => undefined,
    ...over,
  });
}

/** The pack that was made; throws with the faults when there is none. */
export function opened({ pack, faults }: Imported): OpenPack {
  if (pack === null) throw new Error(JSON.stringify(faults));
  return new OpenPack(pack);
}

export const kindsOf = ({ faults }: Imported): readonly FaultKind[] => [
  ...new Set(faults.map(({ kind }) => kind)),
];

export const mapOf = (pack: OpenPack, areaId: string, levels: 1 | 2 = 1): MapTopology =>
  readTopology(areaId, pack.map(areaId, levels)?.text ?? '');

/** Square degrees of each area of a level. */
export function sizesOf(
  topology: MapTopology,
  level: 'province' | 'city' | 'county',
): ReadonlyMap<string, number> {
  const { scale, translate } = topology.transform;
  const lines = topology.arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([dx, dy]): Position => {
      [x, y] = [x + dx, y + dy];
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    });
  });
  const ring = (arcs: readonly number[]): readonly Position[] =>
    arcs.flatMap((arc) => (arc < 0 ? (lines[~arc]?.toReversed() ?? []) : (lines[arc] ?? [])));
  return new Map(
    topology.objects[level]?.geometries.map(({ id, arcs }) => [
      id,
      arcs.flat().reduce((sum, rings) => sum - signedArea(ring(rings)), 0),
    ]),
  );
}
