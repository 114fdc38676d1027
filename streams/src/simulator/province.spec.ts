import { describe, expect, it } from '@jest/globals';
import { readReference, ReferenceIds } from '../reference/reference.ts';
import { at } from './at.ts';
import { createProvince, type Province, type TopoGeometry, type Topology } from './index.ts';

type Ring = [number, number][];

const KNOWN_BEFORE = Date.UTC(2026, 0, 1);
const provinces = [1, 2].map((seed) =>
  createProvince({ seed, subscribers: 2000, knownBefore: KNOWN_BEFORE }),
);

describe.each(provinces.map((province) => [province.geography.seed, province] as const))(
  'province of seed %i',
  (_, province) => {
    const topology = province.boundaries();
    const lines = decode(topology);
    const { geography } = province;

    it('is of the size of a real one', () => {
      expect(geography.cities.length).toBe(6);
      expect(geography.counties.length).toBe(26);
      expect(Math.min(...geography.cities.map(({ counties }) => counties.length))).toBeGreaterThanOrEqual(3);
      expect(geography.campuses.length).toBe(7);
      expect(Math.abs(geography.cells.length - 1200)).toBeLessThan(60);
      for (const county of geography.counties) {
        expect(county.towns.length).toBeGreaterThanOrEqual(3);
        expect(county.towns.length).toBeLessThanOrEqual(6);
      }
    });

    it('has every cell inside its county, its city and the province', () => {
      const shapes = new Map(allShapes(topology).map((shape) => [shape.id, rings(shape, lines)]));
      for (const cell of geography.cells) {
        const county = at(geography.areas, at(geography.counties, cell.county).area);
        for (const id of [county.areaId, county.parentId, '900000'])
          expect(contains(shapes.get(id) ?? [], [cell.longitude, cell.latitude])).toBe(true);
      }
    });

    it('shares every border inside the province between exactly two areas', () => {
      const uses = new Map<number, number>();
      for (const shape of smallest(topology))
        for (const arc of shape.arcs.flat(2))
          uses.set(arc < 0 ? ~arc : arc, (uses.get(arc < 0 ? ~arc : arc) ?? 0) + 1);
      const outer = new Set(
        topology.objects.province.geometries.flatMap(({ arcs }) => arcs.flat(2)).map((a) => (a < 0 ? ~a : a)),
      );
      expect(uses.size).toBe(topology.arcs.length);
      for (const [arc, count] of uses) expect(count).toBe(outer.has(arc) ? 1 : 2);
    });

    it('closes every ring, exteriors clockwise', () => {
      for (const shape of allShapes(topology))
        for (const polygon of shape.arcs)
          for (const [i, arcs] of polygon.entries()) {
            const ring = join(arcs, lines);
            expect(ring[0]).toEqual(ring.at(-1));
            expect(Math.sign(area(ring))).toBe(i === 0 ? -1 : 1);
          }
    });

    it('has areas whose children add up to them, from the province to the grids', () => {
      const size = (shape: TopoGeometry): number =>
        rings(shape, lines).reduce((sum, ring) => sum - area(ring), 0);
      const total = (shapes: readonly TopoGeometry[]): number =>
        shapes.reduce((sum, shape) => sum + size(shape), 0);
      const { province: top, city, county, township, grid } = topology.objects;
      expect(total(city.geometries)).toBeCloseTo(total(top.geometries), 6);
      for (const [parents, children] of [
        [city, county],
        [county, township],
        [township, grid],
      ] as const)
        for (const one of parents.geometries) {
          const own = children.geometries.filter(({ properties }) => properties.parentId === one.id);
          if (own.length > 0) expect(total(own)).toBeCloseTo(size(one), 6);
        }
    });

    it('has no borders that cross themselves or each other', () => {
      // On the grid itself: in degrees a point on a line may seem to be beside it.
      const grid = decode({ ...topology, transform: { scale: [1, 1], translate: [0, 0] } });
      expect(crossings(grid)).toBe(0);
    });

    it('has nearly every mast inside its township and its grid, and all areas that have masts', () => {
      const shapes = new Map(smallest(topology).map((shape) => [shape.id, rings(shape, lines)]));
      const inside = geography.cells.filter((cell) =>
        contains(shapes.get(at(geography.areas, cell.area).areaId) ?? [], [cell.longitude, cell.latitude]),
      );
      expect(inside.length / geography.cells.length).toBeGreaterThan(0.97);
      for (const cell of geography.cells)
        expect(shapes.get(at(geography.areas, cell.area).areaId)?.length).toBeGreaterThan(0);
    });

    it('has the seat of every area inside it', () => {
      for (const shape of allShapes(topology).filter(({ id }) => !id.includes('-g')))
        expect([shape.id, contains(rings(shape, lines), [...shape.properties.centre])]).toEqual([
          shape.id,
          true,
        ]);
    });

    it('is small enough to be sent to a page', () => {
      expect(JSON.stringify(topology).length).toBeLessThan(700_000);
    });

    it('describes itself in reference files that are accepted without a fault', () => {
      const reference = readReference(province.referenceFiles(), new ReferenceIds());
      expect(reference).toBeDefined();
    });
  },
);

it('names every place once, in both languages', () => {
  for (const { geography } of provinces) {
    const covered = geography.areas.filter((area) => area.level === 'city' || area.level === 'county');
    expect(new Set(covered.map(({ name }) => name)).size).toBe(covered.length);
    expect(new Set(covered.map(({ nameEn }) => nameEn)).size).toBe(covered.length);
  }
});

it('gives each number to one subscriber only', () => {
  for (const { people } of provinces) expect(new Set(people.msisdn).size).toBe(people.size);
});

it('is the same province for the same seed', () => {
  const again: Province = createProvince({ seed: 2, subscribers: 2000, knownBefore: KNOWN_BEFORE });
  expect(JSON.stringify(again.boundaries())).toBe(JSON.stringify(provinces[1]?.boundaries()));
  expect(again.referenceFiles()).toEqual(provinces[1]?.referenceFiles());
});

function allShapes({ objects }: Topology): TopoGeometry[] {
  return Object.values(objects).flatMap(({ geometries }) => geometries);
}

/** Grids, and townships that are not divided. */
function smallest({ objects: { township, grid } }: Topology): TopoGeometry[] {
  const divided = new Set(grid.geometries.map(({ properties }) => properties.parentId));
  return [...township.geometries.filter(({ id }) => !divided.has(id)), ...grid.geometries];
}

function decode({ arcs, transform: { scale, translate } }: Topology): Ring[] {
  return arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([dx, dy]): [number, number] => {
      [x, y] = [x + dx, y + dy];
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    });
  });
}

function join(arcs: readonly number[], lines: readonly Ring[]): Ring {
  return arcs.flatMap((arc, i) => {
    const line = arc < 0 ? [...at(lines, ~arc)].reverse() : at(lines, arc);
    return i === 0 ? line : line.slice(1);
  });
}

function rings(shape: TopoGeometry, lines: readonly Ring[]): Ring[] {
  return shape.arcs.flat().map((arcs) => join(arcs, lines));
}

function area(ring: Ring): number {
  return ring.reduce((sum, [x, y], i) => {
    const [nx, ny] = ring[(i + 1) % ring.length] ?? [0, 0];
    return sum + (x * ny - nx * y) / 2;
  }, 0);
}

/** Even-odd rule over all rings. */
function contains(shape: readonly Ring[], [px, py]: [number, number]): boolean {
  let inside = false;
  for (const ring of shape)
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [xi, yi] = at(ring, i);
      const [xj, yj] = at(ring, j);
      if (yi > py !== yj > py && px < ((xj - xi) * (py - yi)) / (yj - yi) + xi) inside = !inside;
    }
  return inside;
}

type Segment = readonly [number, number, number, number];

/** Pairs of segments that properly cross; those that begin farther east than another ends cannot. */
function crossings(lines: readonly Ring[]): number {
  const segments: Segment[] = lines
    .flatMap((line) => line.slice(1).map(([x, y], i): Segment => [...at(line, i), x, y]))
    .sort((a, b) => Math.min(a[0], a[2]) - Math.min(b[0], b[2]));
  let count = 0;
  for (const [i, a] of segments.entries()) {
    const east = Math.max(a[0], a[2]);
    for (let j = i + 1; j < segments.length && Math.min(at(segments, j)[0], at(segments, j)[2]) <= east; j++)
      if (cross(a, at(segments, j))) count++;
  }
  return count;
}

function cross(a: Segment, b: Segment): boolean {
  // Most pairs are far apart: say so before anything is worked out.
  if (
    (a[0] > b[0] && a[0] > b[2] && a[2] > b[0] && a[2] > b[2]) ||
    (a[0] < b[0] && a[0] < b[2] && a[2] < b[0] && a[2] < b[2])
  )
    return false;
  return turns(a, b[0], b[1]) * turns(a, b[2], b[3]) < 0 && turns(b, a[0], a[1]) * turns(b, a[2], a[3]) < 0;
}

/** Positive left of the segment, negative right of it. */
function turns([x1, y1, x2, y2]: Segment, x: number, y: number): number {
  return (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1);
}
