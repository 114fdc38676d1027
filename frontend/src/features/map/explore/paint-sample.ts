import type { Sample } from './legend.ts';
import { FONT } from '../../../charts/palette.ts';
import type { MapTheme } from './map-theme.ts';
import { colorOf, patternOf, tileOf } from './paint-base.ts';
import { FEW_SHADE } from './paint-cells.ts';

/** Width of a sample in a legend, in units. */
export const SAMPLE_UNITS = 1.8;

/** The colour of a cell’s square or of a sign; fills have theirs and a pattern. */
export function sampleColor(sample: Exclude<Sample, { kind: 'fill' }>, theme: MapTheme): string {
  if (sample.kind === 'sign') return theme[sample.tone];
  return sample.shade === FEW_SHADE ? theme.frame : (theme.shades[sample.shade] ?? theme.frame);
}

/** Draws what something looks like on the map, beginning at x, around y. */
export function paintSample(
  context: CanvasRenderingContext2D,
  sample: Sample,
  { x, y }: { readonly x: number; readonly y: number },
  { theme, unit }: { readonly theme: MapTheme; readonly unit: number },
): void {
  const middle = x + (unit * SAMPLE_UNITS) / 2;
  if (sample.kind === 'sign') {
    context.font = `500 ${String(unit * 1.1)}px ${FONT}`;
    context.textAlign = 'center';
    context.fillStyle = sampleColor(sample, theme);
    context.fillText(sample.sign, middle, y);
    return;
  }
  if (sample.kind === 'cell') {
    const isFew = sample.shade === FEW_SHADE;
    const side = unit * (isFew ? 0.5 : 0.7);
    const box = [middle - side / 2, y - side / 2, side, side] as const;
    context.fillStyle = context.strokeStyle = sampleColor(sample, theme);
    context.lineWidth = unit * 0.1;
    if (isFew) context.strokeRect(...box);
    else context.fillRect(...box);
    return;
  }
  const box = [x, y - unit * 0.5, unit * SAMPLE_UNITS, unit] as const;
  context.fillStyle = colorOf(sample.fill, theme);
  context.fillRect(...box);
  const pattern = patternOf(sample.fill);
  const tile = pattern === null ? null : tileOf(pattern, theme.hatch, Math.max(5, Math.round(unit * 0.55)));
  const strokes = tile === null ? null : context.createPattern(tile, 'repeat');
  if (strokes !== null) {
    context.fillStyle = strokes;
    context.fillRect(...box);
  }
  context.strokeStyle = theme.inkSoft;
  context.lineWidth = 1;
  context.strokeRect(...box);
}
