import type { Fill } from './layers.ts';
import type { MapTheme } from './map-theme.ts';
import { DISC_UNITS, type Plot, type Scene } from './scene.ts';
import type { Viewport } from './viewport.ts';

/** Draws the ground, the areas in their shades and their borders. `ratio`: device pixels a pixel. */
export function paintBase(
  context: CanvasRenderingContext2D,
  scene: Scene,
  view: Viewport,
  ratio: number,
): void {
  const { base, theme, unit } = scene;
  const { width, height } = context.canvas;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = theme.ground;
  context.fillRect(0, 0, width, height);
  context.setTransform(view.scale * ratio, 0, 0, view.scale * ratio, view.x * ratio, view.y * ratio);
  context.lineJoin = 'round';
  if (base.outline !== null) {
    context.fillStyle = theme.land;
    context.fill(base.outline);
  }
  for (const plot of base.plots) fillPlot(context, plot, scene, view);
  const stroke = (path: Path2D | null, color: string, units: number): void => {
    if (path === null) return;
    context.strokeStyle = color;
    context.lineWidth = (unit * units) / view.scale;
    context.stroke(path);
  };
  stroke(base.borders, theme.border, 0.14);
  stroke(base.outline, theme.outline, 0.1);
}

function fillPlot(context: CanvasRenderingContext2D, plot: Plot, scene: Scene, view: Viewport): void {
  const fill = scene.painted.get(plot.areaId)?.fill ?? { kind: 'unknown' };
  const path = plot.path ?? disc(plot, (scene.unit * DISC_UNITS) / view.scale);
  context.fillStyle = colorOf(fill, scene.theme);
  context.fill(path);
  const pattern = patternOf(fill);
  if (pattern !== null) strike(context, path, pattern, scene, view);
  if (plot.path !== null) return;
  context.strokeStyle = scene.theme.outline;
  context.lineWidth = (scene.unit * 0.08) / view.scale;
  context.stroke(path);
}

function disc({ x, y }: Plot, radius: number): Path2D {
  const path = new Path2D();
  path.arc(x, y, radius, 0, 2 * Math.PI);
  return path;
}

export function colorOf(fill: Fill, theme: MapTheme): string {
  if (fill.kind === 'class') return theme.shades[fill.index] ?? theme.shades[0];
  if (fill.kind === 'below') return theme.below;
  if (fill.kind === 'far-below') return theme.farBelow;
  if (fill.kind === 'near') return theme.shades[2];
  return fill.kind === 'plain' ? theme.shades[0] : theme.unknown;
}

/** What is told from the rest without its colour. */
export function patternOf({ kind }: Fill): 'stripes' | 'dots' | 'cross' | null {
  if (kind === 'few') return 'stripes';
  if (kind === 'withheld') return 'dots';
  return kind === 'far-below' ? 'cross' : null;
}

/** Stripes or dots within a path, as large on the screen whatever the scale. */
function strike(
  context: CanvasRenderingContext2D,
  path: Path2D,
  kind: 'stripes' | 'dots' | 'cross',
  { theme, unit }: Scene,
  { scale }: Viewport,
): void {
  const tile = tileOf(kind, theme.hatch, Math.max(5, Math.round(unit * 0.55)));
  const pattern = tile === null ? null : context.createPattern(tile, 'repeat');
  if (pattern === null) return;
  pattern.setTransform(new DOMMatrix([1 / scale, 0, 0, 1 / scale, 0, 0]));
  context.fillStyle = pattern;
  context.fill(path);
}

const tiles = new Map<string, HTMLCanvasElement>();

/** One square of a pattern; null: this browser draws no canvas. */
export function tileOf(
  kind: 'stripes' | 'dots' | 'cross',
  color: string,
  size: number,
): HTMLCanvasElement | null {
  const key = `${kind} ${color} ${String(size)}`;
  const known = tiles.get(key);
  if (known !== undefined) return known;
  const tile = document.createElement('canvas');
  tile.width = tile.height = size;
  const context = tile.getContext('2d');
  if (context === null) return null;
  context.strokeStyle = context.fillStyle = color;
  context.lineWidth = Math.max(1, size / 6);
  context.beginPath();
  if (kind === 'dots') context.arc(size / 2, size / 2, size / 6, 0, 2 * Math.PI);
  else {
    for (const shift of [-size, 0, size]) {
      context.moveTo(shift, size);
      context.lineTo(shift + size, 0);
      if (kind === 'cross') {
        context.moveTo(shift, 0);
        context.lineTo(shift + size, size);
      }
    }
  }
  if (kind === 'dots') context.fill();
  else context.stroke();
  tiles.set(key, tile);
  return tile;
}
