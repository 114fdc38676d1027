/** Size of the raster that the land is drawn on, in squares of some 760 metres. */
export const WIDTH = 480;
export const HEIGHT = 360;
/** Label of squares that belong to no county: sea, lakes, other provinces. */
export const OUTSIDE = -1;

/** Labels of all squares. Row 0 is the south. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly label: Int16Array;
}
