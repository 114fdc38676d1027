import type { TileDto, TileTypeDto, WallSetDto } from '../../api/scenes-dto.ts';

type Grid = WallSetDto['grid'];
type Place = Pick<TileDto, 'column' | 'row' | 'columns' | 'rows'>;

const clamp = (value: number, least: number, most: number): number =>
  Math.min(Math.max(value, least), Math.max(least, most));

/** A tile some cells further on, but not past the grid. */
export function moved(tile: TileDto, columns: number, rows: number, grid: Grid): TileDto {
  return {
    ...tile,
    column: clamp(tile.column + columns, 0, grid.columns - tile.columns),
    row: clamp(tile.row + rows, 0, grid.rows - tile.rows),
  };
}

/** A tile some cells larger or smaller: at least as large as its kind needs, at most to the end of the grid. */
export function resized(
  tile: TileDto,
  columns: number,
  rows: number,
  grid: Grid,
  type: Pick<TileTypeDto, 'minColumns' | 'minRows'> | undefined,
): TileDto {
  return {
    ...tile,
    columns: clamp(tile.columns + columns, type?.minColumns ?? 1, grid.columns - tile.column),
    rows: clamp(tile.rows + rows, type?.minRows ?? 1, grid.rows - tile.row),
  };
}

/** A new tile of a kind in the first place, by rows, where it covers none; null when there is no room. */
export function added(
  tiles: readonly TileDto[],
  type: Pick<TileTypeDto, 'kind' | 'minColumns' | 'minRows'>,
  grid: Grid,
): TileDto | null {
  const size = { columns: type.minColumns, rows: type.minRows };
  for (let row = 0; row + size.rows <= grid.rows; row++)
    for (let column = 0; column + size.columns <= grid.columns; column++) {
      const place = { column, row, ...size };
      if (tiles.some((tile) => overlap(tile, place))) continue;
      return { id: freeId(type.kind, tiles), kind: type.kind, ...place, options: {} };
    }
  return null;
}

function overlap(a: Place, b: Place): boolean {
  return (
    a.column < b.column + b.columns &&
    b.column < a.column + a.columns &&
    a.row < b.row + b.rows &&
    b.row < a.row + a.rows
  );
}

function freeId(kind: string, tiles: readonly TileDto[]): string {
  const taken = new Set(tiles.map(({ id }) => id));
  if (!taken.has(kind)) return kind;
  let n = 2;
  while (taken.has(`${kind}-${String(n)}`)) n++;
  return `${kind}-${String(n)}`;
}

/** Options without those that say nothing. */
export function withOptions(
  tile: TileDto,
  options: {
    readonly zh: string;
    readonly en: string;
    readonly areaId: string | undefined;
    readonly limit: number | undefined;
  },
): TileDto {
  const { zh, en, areaId, limit } = options;
  const [first, second] = [zh.trim(), en.trim()];
  const title = first === '' && second === '' ? null : { zh: first || second, en: second || first };
  return {
    ...tile,
    options: {
      ...(title === null ? {} : { title }),
      ...(areaId === undefined || areaId === '' ? {} : { areaId }),
      ...(limit === undefined ? {} : { limit }),
    },
  };
}

/** A name that people type as an id: lower-case letters, digits and hyphens; empty when nothing is left. */
export function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, 40);
}
