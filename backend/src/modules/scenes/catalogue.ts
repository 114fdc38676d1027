import type { TileOptionName, TileType } from './scenes.types.ts';

/** Cells of every scene; a cell is about 9.3 by 2.1 layout units on a screen of 16:9. */
export const GRID = { columns: 12, rows: 24 } as const;
/** Layout units from one cell to the next, and what lies between two tiles, on a screen of 16:9. */
export const PITCH = { column: 9.83, row: 2.62, gap: 0.5 } as const;

function type(
  kind: string,
  minWidth: number,
  minHeight: number,
  ...options: readonly TileOptionName[]
): TileType {
  const cells = (least: number, pitch: number): number => Math.ceil((least + PITCH.gap) / pitch);
  return {
    kind,
    minWidth,
    minHeight,
    minColumns: cells(minWidth, PITCH.column),
    minRows: cells(minHeight, PITCH.row),
    options: ['title', ...options],
  };
}

/**
 * What a scene can be made of. Least sizes are in layout units, of which the smallest text has one: below them the text
 * would not find its place. A tile that takes an area shows that one instead of the whole province.
 */
export const CATALOGUE: readonly TileType[] = [
  type('homecoming-headline', 24, 16, 'areaId'),
  type('presence', 22, 11),
  type('homecoming-cities', 24, 12, 'limit'),
  type('homecoming-map', 40, 24),
  type('homecoming-curve', 34, 14, 'areaId'),
  type('homecoming-latest', 24, 12, 'limit'),
  type('campus-headline', 28, 11),
  type('campus-newcomers', 20, 9),
  type('campus-ranking', 54, 14, 'limit'),
  type('campus-curves', 34, 18, 'limit'),
  type('campus-latest', 34, 9, 'limit'),
  type('share-headline', 30, 17, 'areaId'),
  type('share-worst', 34, 14, 'limit'),
  type('share-map', 34, 24),
  type('share-trends', 22, 20, 'limit'),
  type('share-active', 34, 15, 'areaId'),
  type('share-latest', 40, 9, 'limit'),
  type('loop-headline', 22, 16),
  type('loop-states', 26, 19),
  type('loop-people', 24, 10, 'limit'),
  type('loop-alerts', 40, 14, 'limit'),
  type('loop-campaigns', 34, 16, 'limit'),
  type('pulse-headline', 24, 18),
  type('pulse-ledger', 62, 12),
  type('pulse-store', 24, 15),
  type('pulse-feeds', 72, 12),
  type('pulse-volume', 34, 14, 'areaId'),
  type('pulse-state', 26, 10, 'limit'),
  type('pulse-shards', 26, 10),
  type('pulse-history', 22, 7),
];

const BY_KIND = new Map(CATALOGUE.map((entry) => [entry.kind, entry]));

/** Undefined: there is no such tile. */
export function tileType(kind: string): TileType | undefined {
  return BY_KIND.get(kind);
}

/** Size of a place on the grid in layout units, on a screen of 16:9. */
export function sizeInUnits({ columns, rows }: { columns: number; rows: number }): {
  width: number;
  height: number;
} {
  return { width: columns * PITCH.column - PITCH.gap, height: rows * PITCH.row - PITCH.gap };
}
