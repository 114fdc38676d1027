import type { AreaDto, HotspotDto } from '@tidewall/streams';
import { parse } from 'csv-parse/sync';
import { AreaTree } from './area-tree.ts';
import type { Operator, ReferenceModel, ReferenceTexts } from './reference.types.ts';

type Row = Readonly<Record<string, string>>;
/** Reads the texts in force. They have been validated when they were taken, so nothing is judged here. */
export function readReference(texts: ReferenceTexts): ReferenceModel {
  const cells = rowsOf(texts.cells);
  const areas = new AreaTree(withCoverage(rowsOf(texts.areas).map(toArea), cells));
  const hotspotCells = rowsOf(texts['hotspot-cells']);
  const places = placesOf(cells, hotspotCells);
  const hotspots = rowsOf(texts.hotspots).map((row) => toHotspot(row, places));
  return {
    areas,
    hotspots,
    hotspotById: new Map(hotspots.map((hotspot) => [hotspot.hotspotId, hotspot])),
    cellsOf: cellsByHotspot(hotspotCells),
    operators: new Map(rowsOf(texts.operators).map((row) => [row['operatorId'] ?? '', toOperator(row)])),
  };
}

function rowsOf(text: string | undefined): readonly Row[] {
  if (text === undefined || text === '') return [];
  return parse(text, {
    columns: true,
    bom: true,
    skipEmptyLines: true,
    relaxColumnCount: true,
  }) as unknown as Row[];
}

function cellsByHotspot(hotspotCells: readonly Row[]): ReadonlyMap<string, readonly string[]> {
  const cells = new Map<string, string[]>();
  for (const { hotspotId = '', cellId = '' } of hotspotCells) {
    const known = cells.get(hotspotId);
    if (known) known.push(cellId);
    else cells.set(hotspotId, [cellId]);
  }
  return cells;
}

function toOperator(row: Row): Operator {
  return { name: row['name'] || (row['operatorId'] ?? ''), own: row['own'] === 'true' };
}

function toArea(row: Row): AreaDto {
  return {
    areaId: row['areaId'] ?? '',
    parentId: row['parentId'] || null,
    level: (row['level'] ?? '') as AreaDto['level'],
    name: row['name'] ?? '',
    nameEn: row['nameEn'] || (row['name'] ?? ''),
    covered: false,
  };
}

/** Ours is every area of a province that has cells. */
function withCoverage(areas: readonly AreaDto[], cells: readonly Row[]): readonly AreaDto[] {
  const tree = new AreaTree(areas);
  const provinces = new Set<string>();
  for (const areaId of new Set(cells.map((cell) => cell['areaId'] ?? ''))) {
    const province = tree.ancestorAt(areaId, 'province');
    if (province) provinces.add(province.areaId);
  }
  const covered = new Set([...provinces].flatMap((areaId) => [...tree.subtree(areaId)]));
  return areas.map((area) => ({ ...area, covered: covered.has(area.areaId) }));
}

interface Place {
  latitude: number;
  longitude: number;
  cells: number;
}

/** Where hotspots are: the middle of their cells. */
function placesOf(cells: readonly Row[], hotspotCells: readonly Row[]): ReadonlyMap<string, Place> {
  const cellById = new Map(cells.map((cell) => [cell['cellId'], cell]));
  const sums = new Map<string, Place>();
  for (const link of hotspotCells) {
    const cell = cellById.get(link['cellId']);
    if (!cell?.['latitude'] || !cell['longitude']) continue;
    const hotspotId = link['hotspotId'] ?? '';
    const sum = sums.get(hotspotId) ?? { latitude: 0, longitude: 0, cells: 0 };
    sum.latitude += Number(cell['latitude']);
    sum.longitude += Number(cell['longitude']);
    sum.cells++;
    sums.set(hotspotId, sum);
  }
  return sums;
}

function toHotspot(row: Row, places: ReadonlyMap<string, Place>): HotspotDto {
  const hotspotId = row['hotspotId'] ?? '';
  const place = places.get(hotspotId);
  return {
    hotspotId,
    type: (row['type'] ?? '') as HotspotDto['type'],
    name: row['name'] ?? '',
    areaId: row['areaId'] ?? '',
    latitude: place ? place.latitude / place.cells : null,
    longitude: place ? place.longitude / place.cells : null,
  };
}
