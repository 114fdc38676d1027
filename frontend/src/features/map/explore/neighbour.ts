export type Direction = 'up' | 'down' | 'left' | 'right';

/** A place that the keys can move to, in pixels, y downwards. */
export interface Spot {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

const STEP: Readonly<Record<Direction, readonly [number, number]>> = {
  up: [0, -1],
  down: [0, 1],
  left: [-1, 0],
  right: [1, 0],
};
/** Beyond this to the side of the way it is another direction. */
const MAX_SLOPE = 2.2;
/** What lies to the side is further than it looks. */
const SIDE_WEIGHT = 2;

/** The nearest place in a direction; without one to begin at, the first. Null: there is none. */
export function neighbourOf(
  spots: readonly Spot[],
  from: string | null,
  direction: Direction,
): string | null {
  const start = spots.find(({ id }) => id === from);
  if (start === undefined) return spots[0]?.id ?? null;
  const [dx, dy] = STEP[direction];
  let best: { readonly id: string; readonly far: number } | null = null;
  for (const { id, x, y } of spots) {
    const along = (x - start.x) * dx + (y - start.y) * dy;
    const aside = Math.abs((x - start.x) * dy) + Math.abs((y - start.y) * dx);
    if (along <= 0.5 || aside > along * MAX_SLOPE) continue;
    const far = along + aside * SIDE_WEIGHT;
    if (best === null || far < best.far) best = { id, far };
  }
  return best?.id ?? null;
}
