import type { TileDto, TileTypeDto, WallSetDto } from '../../api/scenes-dto.ts';
import type { Size } from './canvas.ts';

export type Grid = WallSetDto['grid'];

/** A tile where it stands on the grid of a page. */
export type PlacedTile = Pick<TileDto, 'id' | 'kind' | 'column' | 'row' | 'columns' | 'rows' | 'options'>;

interface Needed {
  readonly tile: TileDto;
  readonly columns: number;
  readonly rows: number;
}

interface Column {
  width: number;
  readonly tiles: Needed[];
}

/** Between tiles, layout units. */
const GAP = 0.5;
/** Sizes may fall short of the least by rounding. */
const SLACK = 0.97;

/**
 * The pages of a scene on a panel of some layout units: the scene as it was drawn where every tile has the room that its
 * text needs, else its tiles in their order on as many pages as that takes. Text never gets smaller.
 */
export function pagesOf(
  tiles: readonly TileDto[],
  panel: Size,
  grid: Grid,
  types: ReadonlyMap<string, Pick<TileTypeDto, 'minWidth' | 'minHeight'>>,
): readonly (readonly PlacedTile[])[] {
  const pitch = { width: (panel.width + GAP) / grid.columns, height: (panel.height + GAP) / grid.rows };
  const needed = tiles.map((tile) => {
    const { minWidth = 0, minHeight = 0 } = types.get(tile.kind) ?? {};
    const cells = (least: number, cell: number, all: number): number =>
      Math.min(all, Math.max(1, Math.ceil((least * SLACK + GAP) / cell)));
    return {
      tile,
      columns: cells(minWidth, pitch.width, grid.columns),
      rows: cells(minHeight, pitch.height, grid.rows),
    };
  });
  if (needed.every(({ tile, columns, rows }) => tile.columns >= columns && tile.rows >= rows)) return [tiles];
  return packed(needed, grid).map((columns) => placed(columns, grid));
}

/** First fit: under a tile that is wide enough, beside the last column, under a column that can be widened, a new page. */
function packed(needed: readonly Needed[], grid: Grid): Column[][] {
  const pages: Column[][] = [];
  for (const item of needed) {
    const found =
      pages.some((page) => under(page, item, grid, 0)) ||
      pages.some((page) => beside(page, item, grid)) ||
      pages.some((page) => under(page, item, grid, free(page, grid)));
    if (!found) pages.push([{ width: item.columns, tiles: [item] }]);
  }
  return pages;
}

function free(page: readonly Column[], grid: Grid): number {
  return grid.columns - page.reduce((sum, { width }) => sum + width, 0);
}

function under(page: readonly Column[], item: Needed, grid: Grid, widening: number): boolean {
  const column = page.find(
    ({ width, tiles }) =>
      width + widening >= item.columns && tiles.reduce((sum, { rows }) => sum + rows, item.rows) <= grid.rows,
  );
  if (column === undefined) return false;
  column.width = Math.max(column.width, item.columns);
  column.tiles.push(item);
  return true;
}

function beside(page: Column[], item: Needed, grid: Grid): boolean {
  if (free(page, grid) < item.columns) return false;
  page.push({ width: item.columns, tiles: [item] });
  return true;
}

/** The columns of a page stretched over the grid, and in each its tiles. */
function placed(columns: readonly Column[], grid: Grid): PlacedTile[] {
  const widths = stretched(
    columns.map(({ width }) => width),
    grid.columns,
  );
  let left = 0;
  return columns.flatMap(({ tiles }, index) => {
    const width = widths[index] ?? 1;
    const heights = stretched(
      tiles.map(({ rows }) => rows),
      grid.rows,
    );
    let top = 0;
    const column = left;
    left += width;
    return tiles.map(({ tile }, at) => {
      const rows = heights[at] ?? 1;
      const row = top;
      top += rows;
      return { ...tile, column, row, columns: width, rows };
    });
  });
}

/** Whole parts that add up to `total`, none smaller than it was; what is left goes to the parts in proportion. */
function stretched(parts: readonly number[], total: number): number[] {
  const sum = parts.reduce((all, part) => all + part, 0);
  let before = 0;
  return parts.map((part) => {
    const start = before;
    before += part;
    const at = (cells: number): number => Math.round(((total - sum) * cells) / sum);
    return part + at(before) - at(start);
  });
}
