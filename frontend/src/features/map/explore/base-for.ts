import { frameOf, outlineOf, type AreaShapes, type FrameBox } from './area-shapes.ts';
import type { CellLayer } from './cell-layer.ts';
import { baseMapOf, type BaseMap } from './scene.ts';

/** Lays an area out on a surface; without boundaries around what is known to lie in it. Null: nothing is, or no surface. */
export function baseFor(
  shapes: AreaShapes | null,
  places: readonly (readonly [string, number, number])[],
  cells: CellLayer | null,
  [width, height]: readonly [number, number],
  unit: number,
): BaseMap | null {
  if (width < 1 || height < 1) return null;
  if (shapes !== null) {
    const box = boxOf(width, height, unit * 2.7, unit);
    return baseMapOf(frameOf(shapes.outline, box), shapes, places);
  }
  const points = [
    ...places.map(([, longitude, latitude]) => [longitude, latitude] as const),
    ...(cells?.cells ?? []).map(({ longitude, latitude }) => [longitude, latitude] as const),
  ];
  if (points.length === 0) return null;
  return baseMapOf(frameOf(outlineOf(points), boxOf(width, height, unit * 6, unit)), null, places);
}

/** Narrower than so many units the legend has two lines. */
const NARROW = 40;

/** Room for what lies over the edges of the map: legend and scale below. */
function boxOf(width: number, height: number, most: number, unit: number): FrameBox {
  const margin = Math.min(most, width / 8, height / 8);
  const legend = unit * (width < NARROW * unit ? 4.5 : 2.5);
  return {
    left: margin,
    top: margin,
    right: width - margin,
    bottom: height - margin - Math.min(legend, height / 6),
  };
}
