/**
 * Place codes of events: a cell by its index (0 …), nothing (−1), an area outside our coverage (−2 − index), or a cell
 * that is in no reference file.
 */
export const NOWHERE = -1;
export const UNKNOWN_CELL = -1_000_000;

export function areaPlace(area: number): number {
  return -2 - area;
}

/** Our own province as the serving area: the second of all areas (see province.ts). */
export const OWN_PROVINCE = areaPlace(1);

/** The area of an area place. */
export function placeArea(place: number): number {
  return -2 - place;
}

export function isCell(place: number): boolean {
  return place >= 0;
}

export function isArea(place: number): boolean {
  return place <= -2 && place !== UNKNOWN_CELL;
}
