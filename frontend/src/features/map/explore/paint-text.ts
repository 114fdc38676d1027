import { FONT } from '../../../charts/palette.ts';

/** Height of a line, in units. */
export const LINE = 1.3;

export interface TextStyle {
  /** Around it, so that it is read where it leaves what it is written on. */
  readonly halo: string;
  readonly size: number;
  readonly color: string;
  readonly bold?: boolean;
  readonly align?: CanvasTextAlign;
}

/** Writes a text around or after a point, with a halo. Leaves its font, so that it can be measured. */
export function paintText(
  context: CanvasRenderingContext2D,
  value: string,
  x: number,
  y: number,
  style: TextStyle,
): void {
  context.font = `${style.bold === true ? '500' : '400'} ${String(style.size)}px ${FONT}`;
  context.textAlign = style.align ?? 'center';
  context.strokeStyle = style.halo;
  context.lineWidth = style.size * 0.26;
  context.strokeText(value, x, y);
  context.fillStyle = style.color;
  context.fillText(value, x, y);
}
