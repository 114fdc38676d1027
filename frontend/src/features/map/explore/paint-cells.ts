import type { MapTheme } from './map-theme.ts';
import type { Viewport } from './viewport.ts';

/** Cells in columns, in the order in which they are drawn. Pixels of the map at rest. */
export interface CellColumns {
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Shade from 0; 255: fewer than k. */
  readonly shade: Uint8Array;
}

export const FEW_SHADE = 255;

/** Smallest and largest side of a square, and its growth with the scale, in units. */
const LEAST_PX = 2.5;
const SIDE_UNITS = 0.32;
const MOST_UNITS = 0.9;

/**
 * Draws each cell as a small square of its shade, over what is there. Squares are whole device pixels, which draws 20 000 of
 * them in a few milliseconds and keeps them sharp. Those beyond the surface are left out.
 */
export function paintCells(
  context: CanvasRenderingContext2D,
  { x, y, shade }: CellColumns,
  { theme, unit, view, ratio }: { theme: MapTheme; unit: number; view: Viewport; ratio: number },
): void {
  const { width, height } = context.canvas;
  const size = Math.max(LEAST_PX, Math.min(unit * MOST_UNITS, unit * SIDE_UNITS * Math.sqrt(view.scale)));
  const scale = view.scale * ratio;
  context.setTransform(1, 0, 0, 1, 0, 0);
  for (const [of, color] of [[FEW_SHADE, theme.inkSoft] as const, ...theme.shades.entries()]) {
    context.fillStyle = color;
    const side = Math.max(2, Math.round((of === FEW_SHADE ? size * 0.6 : size) * ratio));
    const left = view.x * ratio - side / 2;
    const top = view.y * ratio - side / 2;
    for (let i = 0; i < shade.length; i++) {
      if (shade[i] !== of) continue;
      const px = Math.round((x[i] ?? 0) * scale + left);
      const py = Math.round((y[i] ?? 0) * scale + top);
      if (px < -side || py < -side || px > width || py > height) continue;
      context.fillRect(px, py, side, side);
    }
  }
}
