import type { MapTheme } from './map-theme.ts';

/** Side of the sign of a note, in units. */
export const NOTE_UNITS = 1.1;

/** Draws the sign of a note around a point: a sheet with a folded corner and two lines. Drawn, since few fonts have one. */
export function paintNote(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  { theme, unit }: { readonly theme: MapTheme; readonly unit: number },
): void {
  const half = (unit * NOTE_UNITS) / 2;
  const fold = half * 0.7;
  const [left, top, right, bottom] = [x - half * 0.85, y - half, x + half * 0.85, y + half];
  context.lineJoin = 'round';
  context.beginPath();
  context.moveTo(left, top);
  context.lineTo(right - fold, top);
  context.lineTo(right, top + fold);
  context.lineTo(right, bottom);
  context.lineTo(left, bottom);
  context.closePath();
  context.strokeStyle = theme.halo;
  context.lineWidth = unit * 0.34;
  context.stroke();
  context.fillStyle = theme.note;
  context.fill();
  context.strokeStyle = theme.ink;
  context.lineWidth = unit * 0.09;
  context.stroke();
  context.beginPath();
  for (const line of [0.1, 0.55]) {
    context.moveTo(left + half * 0.35, y + half * line);
    context.lineTo(right - half * 0.35, y + half * line);
  }
  context.stroke();
}
