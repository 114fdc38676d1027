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

/**
 * Draws each cell as a small square of its shade, one path a shade: 20 000 of them in a few milliseconds. Those beyond the
 * surface are left out.
 */
export function paintCells(
  context: CanvasRenderingContext2D,
  { x, y, shade }: CellColumns,
  { theme, unit, view, ratio }: { theme: MapTheme; unit: number; view: Viewport; ratio: number },
): void {
  const width = context.canvas.width / ratio;
  const height = context.canvas.height / ratio;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  const size = Math.max(2.5, Math.min(unit * 0.9, unit * 0.32 * Math.sqrt(view.scale)));
  for (const [of, color] of [[FEW_SHADE, theme.inkSoft] as const, ...theme.shades.entries()]) {
    context.fillStyle = color;
    const drawn = of === FEW_SHADE ? Math.max(2, size * 0.6) : size;
    for (let i = 0; i < shade.length; i++) {
      if (shade[i] !== of) continue;
      const px = (x[i] ?? 0) * view.scale + view.x;
      const py = (y[i] ?? 0) * view.scale + view.y;
      if (px < -size || py < -size || px > width + size || py > height + size) continue;
      context.fillRect(px - drawn / 2, py - drawn / 2, drawn, drawn);
    }
  }
}
