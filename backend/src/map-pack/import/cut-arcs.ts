import type { Position } from '../map-pack.types.ts';
import { sharePoints, type GridRing } from './share-points.ts';
import type { Ring } from './source.types.ts';

/** Grid that points are put on, degrees: about a metre. Points nearer than this are one. */
export const GRID_DEGREES = 1e-5;
/** More than there are rows in the grid. */
const ROWS = 2 ** 25;

/** Rings as indices of shared arcs: `~i` is arc i backwards. Null for rings smaller than the grid can show. */
export interface CutRings {
  /** Grid points, x eastward and y northward from 180° W and 90° S. */
  readonly arcs: readonly (readonly Position[])[];
  readonly rings: readonly (readonly number[] | null)[];
}

/**
 * Puts rings on the grid and cuts them where their neighbours change, so that every piece of border is there once, whoever has it.
 */
export function cutArcs(rings: readonly Ring[]): CutRings {
  const gridded = sharePoints(rings.map(toGrid)).map((ring) => ring.map(toKey));
  const junctions = findJunctions(gridded);
  const store = new ArcStore();
  const cut = gridded.map((ring) => (ring.length < 3 ? null : store.cut(ring, junctions)));
  return { arcs: store.arcs.map((arc) => arc.map(toPoint)), rings: cut };
}

/** A grid point as one number. Rings are open here: the first point does not come again. */
type Key = number;

function toGrid(ring: Ring): GridRing {
  const points: Position[] = [];
  for (const [longitude, latitude] of ring) {
    const [x, y] = [Math.round((longitude + 180) / GRID_DEGREES), Math.round((latitude + 90) / GRID_DEGREES)];
    const last = points.at(-1);
    if (last?.[0] !== x || last[1] !== y) points.push([x, y]);
  }
  const [first] = points;
  const last = points.at(-1);
  if (points.length > 1 && first?.[0] === last?.[0] && first?.[1] === last?.[1]) points.pop();
  return points;
}

function toKey([x, y]: Position): Key {
  return x * ROWS + y;
}

function toPoint(key: Key): Position {
  return [Math.floor(key / ROWS), key % ROWS];
}

/** Points where somebody comes from, or goes to, somewhere else than everybody else. */
function findJunctions(rings: readonly (readonly Key[])[]): ReadonlySet<Key> {
  const neighbours = new Map<Key, readonly [Key, Key]>();
  const junctions = new Set<Key>();
  for (const ring of rings)
    for (const [i, key] of ring.entries()) {
      const before = ring[(i + ring.length - 1) % ring.length] ?? key;
      const after = ring[(i + 1) % ring.length] ?? key;
      const known = neighbours.get(key);
      if (known === undefined) neighbours.set(key, [before, after]);
      else if (!isSame(known, before, after)) junctions.add(key);
    }
  return junctions;
}

function isSame([a, b]: readonly [Key, Key], before: Key, after: Key): boolean {
  return (a === before && b === after) || (a === after && b === before);
}

class ArcStore {
  readonly arcs: (readonly Key[])[] = [];
  readonly #numbers = new Map<string, number>();

  cut(ring: readonly Key[], junctions: ReadonlySet<Key>): readonly number[] {
    const first = ring.findIndex((key) => junctions.has(key));
    if (first < 0) return [this.#closed(ring)];
    const numbers: number[] = [];
    let arc: Key[] = [];
    for (let i = 0; i <= ring.length; i++) {
      const key = ring[(first + i) % ring.length] ?? 0;
      arc.push(key);
      if (i === 0 || !junctions.has(key)) continue;
      numbers.push(this.#number(arc));
      arc = [key];
    }
    return numbers;
  }

  /** A ring that meets nobody on its way begins at its least point, whoever has it. */
  #closed(ring: readonly Key[]): number {
    let least = 0;
    for (const [i, key] of ring.entries()) if (key < (ring[least] ?? key)) least = i;
    const start = ring[least] ?? 0;
    return this.#number([...ring.slice(least), ...ring.slice(0, least), start]);
  }

  #number(arc: readonly Key[]): number {
    const isForward = isCanonical(arc);
    const stored = isForward ? arc : arc.toReversed();
    const name = stored.join();
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.arcs.push(stored) - 1;
      this.#numbers.set(name, number);
    }
    return isForward ? number : ~number;
  }
}

/** Of an arc and its reverse exactly one is. */
function isCanonical(arc: readonly Key[]): boolean {
  for (let i = 0, j = arc.length - 1; i < j; i++, j--) {
    const difference = (arc[i] ?? 0) - (arc[j] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return true;
}
