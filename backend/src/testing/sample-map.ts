import type { LayeredTopology } from '../map-pack/index.ts';

const shape = (id: string, parentId: string, arcs: readonly (readonly number[])[]) => ({
  type: 'MultiPolygon' as const,
  id,
  properties: { name: `${id}区`, nameEn: `Area ${id}`, parentId, centre: [112.5, 30.5] as const },
  arcs: [arcs],
});
const level = <T>(...geometries: readonly T[]) => ({ type: 'GeometryCollection' as const, geometries });

/**
 * The sample province as a map: city 9901 with its counties 990101 (west) and 990102 (east), and city 9902 without
 * counties to the east of both. Each a degree square.
 */
export const SAMPLE_MAP: LayeredTopology = {
  type: 'Topology',
  bbox: [112, 30, 115, 31],
  transform: { scale: [0.001, 0.001], translate: [112, 30] },
  arcs: [
    // Between the counties, northwards; around the west; along the north and the south of the middle; between the cities;
    // around the east.
    [
      [1000, 0],
      [0, 1000],
    ],
    [
      [1000, 0],
      [-1000, 0],
      [0, 1000],
      [1000, 0],
    ],
    [
      [1000, 1000],
      [1000, 0],
    ],
    [
      [2000, 0],
      [-1000, 0],
    ],
    [
      [2000, 0],
      [0, 1000],
    ],
    [
      [2000, 1000],
      [1000, 0],
      [0, -1000],
      [-1000, 0],
    ],
  ],
  objects: {
    province: level(shape('99', '', [[1, 2, 5, 3]])),
    city: level(shape('9901', '99', [[1, 2, ~4, 3]]), shape('9902', '99', [[4, 5]])),
    county: level(shape('990101', '9901', [[1, ~0]]), shape('990102', '9901', [[0, 2, ~4, 3]])),
  },
};
