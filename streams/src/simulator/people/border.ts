import type { Geography } from '../province.ts';

/** About eleven kilometres at 30° north. */
const REACH_DEGREES = 0.11;

/** For every cell the nearest cell of another city within reach, −1 where there is none: phones at a border swing. */
export function cellsAcross({ cells }: Geography): Int16Array {
  return Int16Array.from(cells, (cell) => {
    let nearest = -1;
    let distance = REACH_DEGREES ** 2;
    for (const [index, other] of cells.entries()) {
      if (other.city === cell.city) continue;
      const away = (other.latitude - cell.latitude) ** 2 + (other.longitude - cell.longitude) ** 2;
      if (away >= distance) continue;
      [nearest, distance] = [index, away];
    }
    return nearest;
  });
}
