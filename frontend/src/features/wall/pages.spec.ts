import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { TileDto } from '../../api/scenes-dto.ts';
import { pagesOf, type PlacedTile } from './pages.ts';

const GRID = { columns: 12, rows: 24 };
/** Layout units of a panel of 16:9 under its bar. */
const PANEL = { width: 117.5, height: 62.5 };

const type = (kind: string, minWidth: number, minHeight: number) => ({ kind, minWidth, minHeight });
const tile = (kind: string, column: number, row: number, columns: number, rows: number): TileDto => ({
  id: kind,
  kind,
  column,
  row,
  columns,
  rows,
  options: {},
});
const SCENE = [tile('head', 0, 0, 3, 7), tile('list', 0, 7, 3, 17), tile('map', 3, 0, 9, 24)];
const TYPES = new Map(
  [type('head', 24, 14), type('list', 24, 12), type('map', 40, 24)].map((each) => [each.kind, each]),
);
const zoomed = (by: number): typeof PANEL => ({ width: PANEL.width / by, height: PANEL.height / by });

describe('the pages of a scene', () => {
  it('are one, as it was drawn, where every tile has its room', () => {
    expect(pagesOf(SCENE, PANEL, GRID, TYPES)).toEqual([SCENE]);
  });

  it('are more where text is larger: tiles keep their order and fill each page', () => {
    const pages = pagesOf(SCENE, zoomed(2.2), GRID, TYPES);
    expect(pages.map((page) => page.map(({ id }) => id))).toEqual([['head', 'list'], ['map']]);
    for (const page of pages) expect(area(page)).toBe(GRID.columns * GRID.rows);
  });

  it('hold every tile once, none over another, none below its least size while a page has that room', () => {
    const scene = fc.array(
      fc.record({ width: fc.integer({ min: 8, max: 80 }), height: fc.integer({ min: 6, max: 40 }) }),
      { minLength: 1, maxLength: 9 },
    );
    fc.assert(
      fc.property(scene, fc.double({ min: 0.5, max: 5, noNaN: true }), (sizes, zoom) => {
        // Drawn without any size, they never fit as they are.
        const tiles = sizes.map((_, index) => tile(`t${index}`, 0, 0, 0, 0));
        const types = new Map(
          sizes.map(({ width, height }, index) => [`t${index}`, type(`t${index}`, width, height)]),
        );
        const panel = zoomed(zoom);
        const pages = pagesOf(tiles, panel, GRID, types);
        expect(
          pages
            .flat()
            .map(({ id }) => id)
            .toSorted(),
        ).toEqual(tiles.map(({ id }) => id).toSorted());
        for (const page of pages) {
          expect(area(page)).toBe(cells(page).size);
          for (const { kind, column, row, columns, rows } of page) {
            expect(column + columns).toBeLessThanOrEqual(GRID.columns);
            expect(row + rows).toBeLessThanOrEqual(GRID.rows);
            const { minWidth, minHeight } = types.get(kind)!;
            const [width, height] = [
              (columns * (panel.width + 0.5)) / GRID.columns - 0.5,
              (rows * (panel.height + 0.5)) / GRID.rows - 0.5,
            ];
            expect(width).toBeGreaterThanOrEqual(Math.min(minWidth * 0.97, panel.width) - 1e-6);
            expect(height).toBeGreaterThanOrEqual(Math.min(minHeight * 0.97, panel.height) - 1e-6);
          }
        }
      }),
    );
  });
});

function area(page: readonly PlacedTile[]): number {
  return page.reduce((sum, { columns, rows }) => sum + columns * rows, 0);
}

function cells(page: readonly PlacedTile[]): ReadonlySet<string> {
  const taken = new Set<string>();
  for (const { column, row, columns, rows } of page)
    for (let x = column; x < column + columns; x++)
      for (let y = row; y < row + rows; y++) taken.add(`${x},${y}`);
  return taken;
}
