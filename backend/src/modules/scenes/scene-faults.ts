import { GRID, sizeInUnits, tileType } from './catalogue.ts';
import type { SceneDefinition, SceneFault, TileDefinition, TileOptionName } from './scenes.types.ts';

function fault(code: SceneFault['code'], at: string | null, other: string | null = null): SceneFault {
  return { code, at, other };
}

/**
 * What is wrong with a scene, each fault once, tile by tile: kinds that do not exist, places past the grid, below the
 * kind's least size or on top of each other, ids that are not unique, the same figures twice, options that a kind does
 * not take, areas that do not exist.
 */
export function sceneFaults(
  { tiles }: Pick<SceneDefinition, 'tiles'>,
  isArea: (areaId: string) => boolean,
): readonly SceneFault[] {
  if (tiles.length === 0) return [fault('no-tiles', null)];
  return tiles.flatMap((tile, index) => {
    const before = tiles.slice(0, index);
    return [...ownFaults(tile), ...optionFaults(tile, isArea), ...faultsAmong(tile, before)];
  });
}

function ownFaults(tile: TileDefinition): SceneFault[] {
  const type = tileType(tile.kind);
  if (type === undefined) return [fault('unknown-kind', tile.id, tile.kind)];
  if (leavesGrid(tile)) return [fault('leaves-grid', tile.id)];
  const { width, height } = sizeInUnits(tile);
  return width < type.minWidth || height < type.minHeight ? [fault('too-small', tile.id)] : [];
}

function leavesGrid({ column, row, columns, rows }: TileDefinition): boolean {
  return (
    Math.min(column, row) < 0 ||
    Math.min(columns, rows) < 1 ||
    column + columns > GRID.columns ||
    row + rows > GRID.rows
  );
}

function optionFaults(
  { id, kind, options }: TileDefinition,
  isArea: (areaId: string) => boolean,
): SceneFault[] {
  const type = tileType(kind);
  if (type === undefined) return [];
  const given = (Object.keys(options) as TileOptionName[]).filter((name) => options[name] !== undefined);
  const faults = given
    .filter((name) => !type.options.includes(name))
    .map((name) => fault('option-not-taken', id, name));
  const { areaId } = options;
  if (areaId !== undefined && !isArea(areaId)) faults.push(fault('unknown-area', id, areaId));
  return faults;
}

function faultsAmong(tile: TileDefinition, before: readonly TileDefinition[]): SceneFault[] {
  const faults = before.filter((other) => overlap(tile, other)).map(({ id }) => fault('covers', tile.id, id));
  if (before.some(({ id }) => id === tile.id)) faults.push(fault('same-id', tile.id));
  const twin = before.find(
    ({ kind, options }) => kind === tile.kind && options.areaId === tile.options.areaId,
  );
  if (twin !== undefined) faults.push(fault('same-twice', tile.id, twin.id));
  return faults;
}

function overlap(a: TileDefinition, b: TileDefinition): boolean {
  return (
    a.column < b.column + b.columns &&
    b.column < a.column + a.columns &&
    a.row < b.row + b.rows &&
    b.row < a.row + a.rows
  );
}
