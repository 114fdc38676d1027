import { at } from '../at.ts';
import { soften, traceArcs, type Arc } from './arcs.ts';
import { crossingLines } from './crossings.ts';
import type { Point } from './partition.ts';
import { OUTSIDE, type Raster } from './raster.ts';
import { roughen } from './roughen.ts';

/** One area's shape: rings as lists of arc indices; `~i` is arc i backwards (TopoJSON 1.0). */
export interface TopoGeometry {
  readonly type: 'MultiPolygon';
  /** The areaId. */
  readonly id: string;
  readonly properties: {
    readonly name: string;
    readonly nameEn: string;
    readonly parentId: string;
    /** Longitude and latitude of its seat. */
    readonly centre: readonly [number, number];
  };
  readonly arcs: readonly (readonly (readonly number[])[])[];
}
export interface TopoCollection {
  readonly type: 'GeometryCollection';
  readonly geometries: readonly TopoGeometry[];
}
export type Tier = 'province' | 'city' | 'county' | 'township' | 'grid';
/** A quantised TopoJSON topology. Exterior rings run clockwise, as d3-geo wants them. */
export interface Topology {
  readonly type: 'Topology';
  /** West, south, east, north. */
  readonly bbox: readonly [number, number, number, number];
  readonly transform: {
    readonly scale: readonly [number, number];
    readonly translate: readonly [number, number];
  };
  readonly arcs: readonly (readonly (readonly [number, number])[])[];
  readonly objects: Readonly<Record<Tier, TopoCollection>>;
}

/** Raster corners to WGS 84. */
export interface Projection {
  readonly west: number;
  readonly south: number;
  /** Degrees a square. */
  readonly stepX: number;
  readonly stepY: number;
}

export interface ShapeLabel {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly parentId: string;
  /** Longitude and latitude of its seat. */
  readonly centre: readonly [number, number];
}

/** The areas of one level. */
export interface TierShapes {
  readonly labels: readonly ShapeLabel[];
  /** Index of the area that a label of the raster belongs to, −1 for none. */
  readonly areaOf: (label: number) => number;
}

const QUANTUM = 64;
const TOLERANCE = 0.12;

/** Boundaries at all levels over one set of shared arcs. */
export function createTopology(
  raster: Raster,
  projection: Projection,
  tiers: Readonly<Record<Tier, TierShapes>>,
  seed: number,
): Topology {
  const arcs = traceArcs(raster);
  const lines = drawLines(arcs, seed);
  const shapes = ({ labels, areaOf }: TierShapes): TopoCollection => ({
    type: 'GeometryCollection',
    geometries: labels.map((label, index) => {
      const region = (square: number): number => (square === OUTSIDE ? -1 : areaOf(square));
      return shape(label, rings(arcs, lines, region, index), lines);
    }),
  });
  return {
    type: 'Topology',
    bbox: boundingBox(lines, projection),
    transform: {
      scale: [projection.stepX / QUANTUM, projection.stepY / QUANTUM],
      translate: [projection.west, projection.south],
    },
    arcs: lines.map(quantise),
    objects: {
      province: shapes(tiers.province),
      city: shapes(tiers.city),
      county: shapes(tiers.county),
      township: shapes(tiers.township),
      grid: shapes(tiers.grid),
    },
  };
}

/** As rough as can be without crossing: lines that cross are smoother, and at last those of the raster, which never do. */
function drawLines(arcs: readonly Arc[], seed: number): Point[][] {
  const ways: readonly ((arc: Arc) => readonly Point[])[] = [
    (arc) => roughen(soften(arc, TOLERANCE), seed),
    (arc) => soften(arc, TOLERANCE),
    (arc) => arc.points,
  ];
  const way = arcs.map(() => 0);
  const draw = (index: number): Point[] => at(ways, at(way, index))(at(arcs, index)).map(onGrid);
  const lines = arcs.map((_, index) => draw(index));
  for (let crossed = crossingLines(lines); crossed.size > 0; crossed = crossingLines(lines)) {
    const rougher = [...crossed].filter((index) => at(way, index) < ways.length - 1);
    if (rougher.length === 0) break;
    for (const index of rougher) {
      way[index] = at(way, index) + 1;
      lines[index] = draw(index);
    }
  }
  return lines;
}

/** Where quantising will put it. */
function onGrid({ x, y }: Point): Point {
  return { x: Math.round(x * QUANTUM) / QUANTUM, y: Math.round(y * QUANTUM) / QUANTUM };
}

function boundingBox(lines: readonly Point[][], p: Projection): [number, number, number, number] {
  const xs = lines.flat().map((point) => point.x);
  const ys = lines.flat().map((point) => point.y);
  const low = (values: number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = (values: number[]): number => values.reduce((a, b) => Math.max(a, b), -Infinity);
  return [
    p.west + low(xs) * p.stepX,
    p.south + low(ys) * p.stepY,
    p.west + high(xs) * p.stepX,
    p.south + high(ys) * p.stepY,
  ];
}

/** Whole steps of 1/64 square, each point relative to the one before. */
function quantise(line: readonly Point[]): [number, number][] {
  let [px, py] = [0, 0];
  const result: [number, number][] = [];
  for (const point of line) {
    const x = Math.round(point.x * QUANTUM);
    const y = Math.round(point.y * QUANTUM);
    if (result.length > 0 && x === px && y === py) continue;
    result.push([x - px, y - py]);
    [px, py] = [x, y];
  }
  return result;
}

/** Chains the arcs around a region, the region always on the right: exterior rings clockwise, holes the other way. */
function rings(
  arcs: readonly Arc[],
  lines: readonly Point[][],
  region: (label: number) => number,
  wanted: number,
): number[][] {
  const from = new Map<string, number>();
  const result: number[][] = [];
  arcs.forEach((arc, index) => {
    const [left, right] = [region(arc.left), region(arc.right)];
    if (left === right || (left !== wanted && right !== wanted)) return;
    const directed = right === wanted ? index : ~index;
    if (arc.closed) result.push([directed]);
    else from.set(startOf(lines, directed), directed);
  });
  for (let [first] = from.values(); first !== undefined; [first] = from.values()) {
    const ring: number[] = [];
    for (let next: number | undefined = first; next !== undefined; next = from.get(endOf(lines, next))) {
      from.delete(startOf(lines, next));
      ring.push(next);
    }
    result.push(ring);
  }
  return result;
}

function startOf(lines: readonly Point[][], arc: number): string {
  const line = at(lines, arc < 0 ? ~arc : arc);
  return key(at(line, arc < 0 ? line.length - 1 : 0));
}

function endOf(lines: readonly Point[][], arc: number): string {
  return startOf(lines, ~arc);
}

function key(point: Point): string {
  return `${point.x}/${point.y}`;
}

function shape(label: ShapeLabel, ringList: readonly number[][], lines: readonly Point[][]): TopoGeometry {
  const sized = ringList.map((ring) => ({ ring, area: signedArea(ring, lines) }));
  const exteriors = sized.filter(({ area }) => area < 0).sort((a, b) => a.area - b.area);
  const holes = sized.filter(({ area }) => area >= 0).map(({ ring }) => ring);
  // Holes are enclaves, and those lie in the mainland, the largest ring.
  const polygons = exteriors.map(({ ring }, i) => (i === 0 ? [ring, ...holes] : [ring]));
  const { id, ...properties } = label;
  return { type: 'MultiPolygon', id, properties, arcs: polygons };
}

function signedArea(ring: readonly number[], lines: readonly Point[][]): number {
  const points = ring.flatMap((arc) => (arc < 0 ? [...at(lines, ~arc)].reverse() : at(lines, arc)));
  let area = 0;
  for (let i = 0; i < points.length; i++) {
    const a = at(points, i);
    const b = at(points, (i + 1) % points.length);
    area += a.x * b.y - b.x * a.y;
  }
  return area / 2;
}
