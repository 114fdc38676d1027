import type { Position } from '../map-pack.types.ts';
import type { PlannedArea } from './area-plan.ts';
import { cutArcs, GRID_DEGREES } from './cut-arcs.ts';
import { dissolve } from './dissolve.ts';
import { centroid, contains, METRES_A_DEGREE, signedArea } from './plane.ts';
import { simplifyArcs } from './simplify-arcs.ts';
import type { Ring } from './source.types.ts';

/** Rings of arc indices: an exterior, then its holes. */
type ArcPolygon = readonly (readonly number[])[];

/** What opens between neighbours whose points differ a little is no lake; square metres. */
const SLIVER_M2 = 2_500;

/** All borders of a map, each once, and the areas they enclose. Lines are in grid points (see cut-arcs). */
export class BorderNet {
  readonly lines: readonly (readonly Position[])[];
  readonly points: readonly [number, number];
  readonly #plan: ReadonlyMap<string, PlannedArea>;
  readonly #own = new Map<string, readonly ArcPolygon[]>();
  readonly #made = new Map<string, readonly ArcPolygon[]>();
  /** Metres a grid step, eastward and northward. */
  readonly #step: Position;
  readonly #least: number;

  constructor(plan: ReadonlyMap<string, PlannedArea>, tolerance: number) {
    this.#plan = plan;
    this.#least = Math.max(SLIVER_M2, tolerance * tolerance);
    const rings = [...plan.values()].flatMap(({ polygons }) => polygons?.flat() ?? []);
    const cut = cutArcs(rings);
    this.#step = stepAt(middleLatitude(rings));
    this.lines = this.#simplified(cut.arcs, cut.rings, tolerance);
    this.points = [countOf(cut.arcs), countOf(this.lines)];
    let next = 0;
    for (const [areaId, { polygons }] of plan) {
      if (polygons === null) continue;
      const own = polygons.map((polygon) => polygon.map(() => cut.rings[next++] ?? null));
      this.#own.set(areaId, this.#worthKeeping(own));
    }
  }

  /** The polygons of an area; none when nothing of it is left. */
  polygonsOf(areaId: string): readonly ArcPolygon[] {
    let made = this.#made.get(areaId);
    if (made === undefined) {
      made =
        this.#own.get(areaId) ?? this.#polygons(dissolve(this.#membersOf(areaId), (arc) => this.#ends(arc)));
      this.#made.set(areaId, made);
    }
    return made;
  }

  /** The middle of an area's largest part, degrees. */
  middleOf(areaId: string): Position {
    const exteriors = this.polygonsOf(areaId).map(([exterior = []]) => this.#ring(exterior));
    const largest = exteriors.reduce((best, ring) => (signedArea(ring) < signedArea(best) ? ring : best));
    const [x, y] = centroid(largest);
    return [x * GRID_DEGREES - 180, y * GRID_DEGREES - 90];
  }

  #membersOf(areaId: string): ArcPolygon {
    const own = this.#own.get(areaId);
    if (own !== undefined) return own.flat();
    return (this.#plan.get(areaId)?.children ?? []).flatMap((child) => this.#membersOf(child));
  }

  /** Simplified, but every ring is still one. */
  #simplified(
    arcs: readonly (readonly Position[])[],
    rings: readonly (readonly number[] | null)[],
    tolerance: number,
  ): readonly (readonly Position[])[] {
    const [east, north] = this.#step;
    const metres = arcs.map((arc) => arc.map(([x, y]): Position => [x * east, y * north]));
    const simple = simplifyArcs(metres, tolerance).map((line): readonly Position[] =>
      line.map(([x, y]): Position => [Math.round(x / east), Math.round(y / north)]),
    );
    for (const ring of rings) {
      if (ring === null || signedArea(ringOf(ring, simple)) !== 0) continue;
      for (const arc of ring) simple[forward(arc)] = arcs[forward(arc)] ?? [];
    }
    return simple;
  }

  /** Without islands and lakes that nobody would see; the largest part stays whatever its size. */
  #worthKeeping(polygons: readonly (readonly (readonly number[] | null)[])[]): readonly ArcPolygon[] {
    const sized = polygons.flatMap(([exterior = null, ...holes]) => {
      if (exterior === null) return [];
      const kept = holes.filter((hole) => hole !== null && this.#squareMetres(hole) >= this.#least);
      return [
        { polygon: [exterior, ...kept.filter((hole) => hole !== null)], size: this.#squareMetres(exterior) },
      ];
    });
    const largest = Math.max(...sized.map(({ size }) => size));
    return sized.flatMap(({ polygon, size }) => (size >= this.#least || size === largest ? [polygon] : []));
  }

  /** Rings that run clockwise are exteriors, the others holes of the smallest exterior around them. */
  #polygons(rings: ArcPolygon): readonly ArcPolygon[] {
    const sized = rings.map((arcs) => ({ arcs, ring: this.#ring(arcs), size: this.#squareMetres(arcs) }));
    const exteriors = sized.filter(({ ring }) => signedArea(ring) < 0).sort((a, b) => a.size - b.size);
    const polygons = exteriors.map(({ arcs, ring, size }) => ({ ring, size, rings: [arcs] }));
    for (const { arcs, ring, size } of sized) {
      const [point] = ring;
      if (signedArea(ring) <= 0 || size < this.#least || point === undefined) continue;
      polygons.find((polygon) => polygon.size > size && contains([polygon.ring], point))?.rings.push(arcs);
    }
    const largest = polygons.at(-1);
    return polygons
      .filter((polygon) => polygon === largest || polygon.size >= this.#least)
      .map((one) => one.rings);
  }

  #squareMetres(arcs: readonly number[]): number {
    return Math.abs(signedArea(this.#ring(arcs))) * this.#step[0] * this.#step[1];
  }

  #ring(arcs: readonly number[]): Ring {
    return ringOf(arcs, this.lines);
  }

  #ends(arc: number): readonly [string, string] {
    const line = this.lines[forward(arc)] ?? [];
    const [first = '', last = ''] = [line[0]?.join(), line.at(-1)?.join()];
    return arc < 0 ? [last, first] : [first, last];
  }
}

function ringOf(arcs: readonly number[], lines: readonly (readonly Position[])[]): Ring {
  return arcs.flatMap((arc, index) => {
    const line = arc < 0 ? (lines[~arc]?.toReversed() ?? []) : (lines[arc] ?? []);
    return index === 0 ? line : line.slice(1);
  });
}

function forward(arc: number): number {
  return arc < 0 ? ~arc : arc;
}

function countOf(lines: readonly (readonly Position[])[]): number {
  return lines.reduce((sum, { length }) => sum + length, 0);
}

function middleLatitude(rings: readonly Ring[]): number {
  let [south, north] = [90, -90];
  for (const ring of rings)
    for (const [, latitude] of ring) [south, north] = [Math.min(south, latitude), Math.max(north, latitude)];
  return (south + north) / 2;
}

function stepAt(latitude: number): Position {
  const north = GRID_DEGREES * METRES_A_DEGREE;
  return [north * Math.cos((latitude * Math.PI) / 180), north];
}
