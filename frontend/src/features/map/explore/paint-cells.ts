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
const SIDE_UNITS = { least: 0.32, most: 0.62 } as const;
/** So many cells have the least side; fewer have room. */
const CROWD = 1_400;
const MOST_UNITS = 0.9;
const LEAST_FRAMED_PX = 7;
/** Of the side of others. */
const FEW_SIZE = 0.75;

interface CellStyle {
  readonly theme: MapTheme;
  readonly unit: number;
  readonly view: Viewport;
  /** Device pixels a pixel. */
  readonly ratio: number;
}

/**
 * Draws each cell as a small square of its shade, over what is there; few people are a hollow one. Squares are whole device
 * pixels, which draws 20 000 of them in a few milliseconds and keeps them sharp. Those beyond the surface are left out.
 */
export function paintCells(context: CanvasRenderingContext2D, columns: CellColumns, style: CellStyle): void {
  const { theme, unit, view, ratio } = style;
  const room = SIDE_UNITS.least * Math.sqrt(CROWD / Math.max(1, columns.shade.length));
  const side = unit * Math.max(SIDE_UNITS.least, Math.min(SIDE_UNITS.most, room));
  const size = Math.max(LEAST_PX, Math.min(unit * MOST_UNITS, side * Math.sqrt(view.scale)));
  const pixelsOf = (css: number): number => Math.max(2, Math.round(css * ratio));
  const few = pixelsOf(size * FEW_SIZE);
  const rim = Math.max(1, Math.round(few / 6));
  context.setTransform(1, 0, 0, 1, 0, 0);
  paintSquares(context, columns, style, { of: FEW_SHADE, color: theme.frame, side: few });
  if (few > 2 * rim + 1)
    paintSquares(context, columns, style, { of: FEW_SHADE, color: theme.unknown, side: few - 2 * rim });
  const whole = pixelsOf(size);
  const isFramed = whole >= LEAST_FRAMED_PX * ratio;
  for (const [of, color] of theme.shades.entries()) {
    // Where there is room, a frame sets light squares off from the land.
    if (isFramed) paintSquares(context, columns, style, { of, color: theme.frame, side: whole });
    paintSquares(context, columns, style, { of, color, side: isFramed ? whole - 2 * rim : whole });
  }
}

function paintSquares(
  context: CanvasRenderingContext2D,
  { x, y, shade }: CellColumns,
  { view, ratio }: CellStyle,
  { of, color, side }: { readonly of: number; readonly color: string; readonly side: number },
): void {
  const { width, height } = context.canvas;
  const scale = view.scale * ratio;
  const [left, top] = [view.x * ratio, view.y * ratio];
  // Squares of one cell have the same middle, so that a smaller one lies within.
  const half = Math.floor(side / 2);
  context.fillStyle = color;
  for (let i = 0; i < shade.length; i++) {
    if (shade[i] !== of) continue;
    const px = Math.round((x[i] ?? 0) * scale + left) - half;
    const py = Math.round((y[i] ?? 0) * scale + top) - half;
    if (px < -side || py < -side || px > width || py > height) continue;
    context.fillRect(px, py, side, side);
  }
}
