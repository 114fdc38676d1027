import type { ScreenDto } from '../../api/scenes-dto.ts';

/** Smallest text and primary text as seen by whoever looks, minutes of arc. Primary text is 1.25 units. */
const SMALLEST_ARC_MINUTES = 16;
const ARC_MINUTE = Math.PI / 180 / 60;
const MM_PER_INCH = 25.4;
const WIDE = 16 / 9;
/** Of a picture of 16:9, where nothing is known of who looks at it: 16 minutes of arc at 3.2 times its height. */
const UNIT_OF_HEIGHT = 0.015;
const UNIT_OF_WIDTH = UNIT_OF_HEIGHT / WIDE;
const MAX_PANELS = 4;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The whole picture, of which a screen shows a part; all in pixels of this screen. */
export interface Canvas extends Size {
  /** One layout unit, the size of the smallest text. */
  readonly unit: number;
  /** Scenes side by side: a picture twice as wide as usual has room for two. */
  readonly panels: number;
  /** What this screen shows of it. */
  readonly part: Size & { readonly left: number; readonly top: number };
}

/** Least pixels of the smallest text, for the distance and size that are declared; 0 when either is not known. */
export function leastUnit(view: Size, { distanceM, diagonalInch }: ScreenDto): number {
  if (distanceM === null || diagonalInch === null) return 0;
  const mmPerPixel = (diagonalInch * MM_PER_INCH) / Math.hypot(view.width, view.height);
  return (distanceM * 1_000 * Math.tan(SMALLEST_ARC_MINUTES * ARC_MINUTE)) / mmPerPixel;
}

/** How a screen of some pixels shows its part of the picture. Text never is smaller than the distance allows. */
export function canvasOf(view: Size, screen: ScreenDto): Canvas {
  const { rows, columns, row, column } = screen.span ?? { rows: 1, columns: 1, row: 0, column: 0 };
  const width = view.width * columns;
  const height = view.height * rows;
  const panels = Math.min(MAX_PANELS, Math.max(1, Math.round(width / height / WIDE)));
  const usual = Math.min(height * UNIT_OF_HEIGHT, (width / panels) * UNIT_OF_WIDTH);
  return {
    width,
    height,
    unit: Math.max(usual, leastUnit(view, screen)),
    panels,
    part: { left: column * view.width, top: row * view.height, ...view },
  };
}

/** Whether a screen shows anything of a rectangle of the canvas. */
export function isInPart({ part }: Canvas, box: Size & { left: number; top: number }): boolean {
  return (
    box.left < part.left + part.width &&
    part.left < box.left + box.width &&
    box.top < part.top + part.height &&
    part.top < box.top + box.height
  );
}
