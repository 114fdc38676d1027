import type { Classes } from '../classes.ts';
import type { Frame } from './area-shapes.ts';
import type { Hit } from './hit-scene.ts';
import { classesOfCounts, SHADES } from './layers.ts';
import type { CellsDto, ShownCount } from './map-dto.ts';
import { FEW_SHADE, type CellColumns } from './paint-cells.ts';
import { PointGrid } from './point-grid.ts';
import { fromScreen, type Viewport } from './viewport.ts';

export interface CellPoint {
  readonly cellId: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly count: ShownCount;
}

/** Cells that have a position, and the classes of their counts. */
export interface CellLayer {
  /** Changes when other cells are shown, not when their counts do. */
  readonly key: string;
  readonly startMs: number;
  readonly cells: readonly CellPoint[];
  readonly classes: Classes;
  readonly cut: boolean;
}

/** Classes of cells, so that as many shades are apart as there are: the lightest is that of land. */
const CELL_CLASSES = 4;

export function cellLayerOf(areaId: string, { startMs, cells, cut }: CellsDto): CellLayer {
  const placed = cells.flatMap(([cellId, longitude, latitude, count]) =>
    longitude === null || latitude === null ? [] : [{ cellId, longitude, latitude, count }],
  );
  const counts = placed.map(({ count }) => count).filter((count) => typeof count === 'number');
  const key = `${areaId}/${String(placed.length)}`;
  return { key, startMs, cells: placed, classes: classesOfCounts(counts, CELL_CLASSES), cut };
}

/** The shade of a cell: the highest class is the strongest. */
export function cellShade({ breaks }: Classes, count: ShownCount): number {
  if (typeof count !== 'number') return FEW_SHADE;
  const last = breaks.length;
  const index = breaks.findIndex((bound) => count <= bound);
  const way = last === 0 ? 0.5 : (index === -1 ? last : index) / last;
  return SHADES - CELL_CLASSES + Math.round(way * (CELL_CLASSES - 1));
}

const grids = new WeakMap<CellColumns, PointGrid>();

/** Where the cells are on a map at rest, and their shades. */
export function columnsOf(layer: CellLayer, frame: Frame): CellColumns {
  const { length } = layer.cells;
  const columns = {
    x: new Float32Array(length),
    y: new Float32Array(length),
    shade: new Uint8Array(length),
  };
  const points: [number, number][] = [];
  layer.cells.forEach(({ longitude, latitude, count }, index) => {
    const [x, y] = frame.pointOf(longitude, latitude);
    columns.x[index] = x;
    columns.y[index] = y;
    columns.shade[index] = cellShade(layer.classes, count);
    points.push([x, y]);
  });
  grids.set(columns, new PointGrid(points, 16));
  return columns;
}

/** The cell near a point of the screen; null: there is none. */
export function hitCells(
  layer: CellLayer,
  columns: CellColumns,
  view: Viewport,
  point: readonly [number, number],
  unit: number,
): Hit | null {
  const [x, y] = fromScreen(view, point);
  const index = grids.get(columns)?.nearest(x, y, (unit * 0.7) / view.scale) ?? null;
  const cell = index === null ? undefined : layer.cells[index];
  return cell === undefined ? null : { kind: 'cell', id: cell.cellId };
}
