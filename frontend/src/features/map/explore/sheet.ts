import type { Viewport } from './viewport.ts';

/** How a painted picture is put over the surface, so that it shows another view: scaled about its corner, then moved. */
export interface Shift {
  readonly scale: number;
  /** Pixels. */
  readonly x: number;
  readonly y: number;
}

/** A picture is painted beyond the edges by this share of the shorter side, so that it can be moved before it is painted again. */
const MARGIN_SHARE = 0.2;
const MAX_MARGIN = 256;
/** Enlarged by more than this a picture is a blur. */
const MAX_BLUR = 2.5;

/** More pixels than this take too long to be painted in the middle of a movement; then so many are. */
const MANY_PIXELS = 4_000_000;
const COARSE_PIXELS = 2_500_000;

/** Device pixels a pixel for a picture that is painted on the way: large ones are coarse until the movement is over. */
export function coarseRatio(ratio: number, width: number, height: number): number {
  const pixels = width * height * ratio ** 2;
  return pixels <= MANY_PIXELS ? ratio : ratio * Math.sqrt(COARSE_PIXELS / pixels);
}

/** How far beyond the edges a surface of such a size is painted, whole pixels. */
export function marginOf(width: number, height: number): number {
  return Math.round(Math.min(MAX_MARGIN, MARGIN_SHARE * Math.min(width, height)));
}

/** How a picture painted for one view is put so that it shows another. */
export function shiftOf(painted: Viewport, view: Viewport): Shift {
  const scale = view.scale / painted.scale;
  return { scale, x: view.x - painted.x * scale, y: view.y - painted.y * scale };
}

/** Whether a picture with such a margin still fills a surface, sharp enough to be looked at for a moment. */
export function fills(
  { scale, x, y }: Shift,
  margin: number,
  [width, height]: readonly [number, number],
): boolean {
  if (scale > MAX_BLUR) return false;
  const spans = (shift: number, size: number): boolean =>
    shift - margin * scale <= 0.5 && shift + (size + margin) * scale >= size - 0.5;
  return spans(x, width) && spans(y, height);
}
