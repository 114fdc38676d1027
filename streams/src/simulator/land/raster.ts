/** Size of the raster that the land is drawn on, in squares of some 760 metres. */
export const WIDTH = 480;
export const HEIGHT = 360;
/** Label of squares that belong to no county: sea, lakes, other provinces. */
export const OUTSIDE = -1;
