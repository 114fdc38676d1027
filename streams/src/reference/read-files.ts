import { parseTime } from '../events/decoders/parse.ts';
import type { ReferenceFile } from '../topology/types.ts';
import { AREA_LEVELS, type AreaLevel, type AreaRow, type AreaTree } from './areas.ts';
import { readCsvTable, type CsvRow, type ReferenceFault } from './csv-table.ts';
import type {
  HotspotRow,
  HotspotType,
  ReferenceIds,
  ReferenceTexts,
  SubscriberProfile,
} from './reference.ts';

/** What the readers share: texts in, dictionaries and faults out. */
export interface Source {
  readonly texts: ReferenceTexts;
  readonly ids: ReferenceIds;
  readonly faults: ReferenceFault[];
  readonly rows: Partial<Record<ReferenceFile, number>>;
}

const DIGITS = /^[0-9]+$/;
const HOTSPOT_TYPES: readonly string[] = ['campus', 'residential', 'village', 'transport', 'business'];
const STATUSES: readonly string[] = ['', 'active', 'suspended', 'closed'];

/** Reads one file into rows; an absent file has none. */
export function readTable(
  source: Source,
  file: ReferenceFile,
  required: readonly string[],
  onRow: (row: CsvRow) => void,
): void {
  const text = source.texts[file] ?? '';
  source.rows[file] = text === '' ? 0 : readCsvTable(file, text, required, source.faults, onRow);
}

function idIn(row: CsvRow, column: string): string {
  const id = row.get(column);
  if (id === '') row.fail(column, 'missing', `${column} is empty`);
  return id;
}

function uniqueId(row: CsvRow, column: string, seen: Set<string>): string {
  const id = idIn(row, column);
  if (seen.has(id)) row.fail(column, 'twice', `this ${column} has been given before`);
  seen.add(id);
  return id;
}

function numberIn(row: CsvRow, column: string, shortest: number, longest: number): string {
  const digits = row.get(column);
  if (digits === '') row.fail(column, 'missing', `${column} is empty`);
  else if (!DIGITS.test(digits)) row.fail(column, 'not-digits', `${column} is not all digits`);
  else if (digits.length < shortest || digits.length > longest) {
    row.fail(column, 'wrong-length', `${column} needs ${shortest} to ${longest} digits`);
  }
  return digits;
}

/** Epoch ms; NaN when empty. */
export function timeIn(row: CsvRow, column: string): number {
  const text = row.get(column);
  if (text === '') return Number.NaN;
  const bytes = new TextEncoder().encode(text);
  const time = parseTime(bytes, 0, bytes.length);
  if (Number.isNaN(time))
    row.fail(column, 'not-a-time', `${column} is no time (RFC 3339 with offset, or epoch milliseconds)`);
  return time;
}

function coordinate(row: CsvRow, column: string, limit: number): void {
  const text = row.get(column);
  if (text === '') return;
  const value = Number(text);
  if (!(Math.abs(value) <= limit))
    row.fail(column, 'not-a-coordinate', `${column} is no coordinate in degrees`);
}

function flag(row: CsvRow, column: string): void {
  const text = row.get(column);
  if (text !== '' && text !== 'true' && text !== 'false')
    row.fail(column, 'not-allowed', `${column} is neither true nor false`);
}

/** Area index; −1 when empty. */
export function areaIn(row: CsvRow, column: string, areas: AreaTree, required: boolean): number {
  const id = row.get(column);
  if (id === '' && !required) return -1;
  const index = areas.ids.indexOf(id);
  if (!areas.known(index)) row.fail(column, 'unknown-area', `the area is not in areas.csv`);
  return index;
}

export function readAreas(source: Source): AreaRow[] {
  const rows: AreaRow[] = [];
  const seen = new Set<string>();
  const checks: (() => void)[] = [];
  readTable(source, 'areas', ['areaId', 'parentId', 'level', 'name', 'nameEn'], (row) => {
    const areaId = uniqueId(row, 'areaId', seen);
    const parentId = row.get('parentId');
    const level = row.get('level') as AreaLevel;
    if (!AREA_LEVELS.includes(level))
      row.fail('level', 'not-allowed', `level is none of ${AREA_LEVELS.join(', ')}`);
    checks.push(() => {
      if (parentId === '') return;
      const parent = byId.get(parentId);
      if (!parent) row.fail('parentId', 'unknown-area', 'the parent area is not in this file');
      else if (
        AREA_LEVELS.includes(level) &&
        AREA_LEVELS.indexOf(parent.level) >= AREA_LEVELS.indexOf(level)
      ) {
        row.fail('parentId', 'not-allowed', 'the parent area is not of a higher level');
      }
    });
    rows.push({ areaId, parentId, level, name: row.get('name'), nameEn: row.get('nameEn') });
  });
  const byId = new Map(rows.map((row) => [row.areaId, row]));
  for (const check of checks) check();
  return rows;
}

export function readOperators(source: Source): { operatorOwn: boolean[]; operatorKnown: boolean[] } {
  const own = new Map<string, boolean>();
  const seen = new Set<string>();
  readTable(source, 'operators', ['operatorId', 'own'], (row) => {
    flag(row, 'own');
    own.set(uniqueId(row, 'operatorId', seen), row.get('own') === 'true');
  });
  for (const id of own.keys()) source.ids.operators.add(id);
  const ids = source.ids.operators.ids;
  return { operatorOwn: ids.map((id) => own.get(id) === true), operatorKnown: ids.map((id) => own.has(id)) };
}

export function readCells(source: Source, areas: AreaTree): Int32Array {
  const found = new Map<string, number>();
  const seen = new Set<string>();
  readTable(source, 'cells', ['cellId', 'areaId'], (row) => {
    coordinate(row, 'latitude', 90);
    coordinate(row, 'longitude', 180);
    found.set(uniqueId(row, 'cellId', seen), areaIn(row, 'areaId', areas, true));
  });
  for (const id of found.keys()) source.ids.cells.add(id);
  return Int32Array.from(source.ids.cells.ids, (id) => found.get(id) ?? -1);
}

export function readHotspots(source: Source, areas: AreaTree): HotspotRow[] {
  const rows: HotspotRow[] = [];
  const seen = new Set<string>();
  readTable(source, 'hotspots', ['hotspotId', 'type', 'areaId'], (row) => {
    const type = row.get('type');
    if (!HOTSPOT_TYPES.includes(type))
      row.fail('type', 'not-allowed', `type is none of ${HOTSPOT_TYPES.join(', ')}`);
    areaIn(row, 'areaId', areas, true);
    const hotspotId = uniqueId(row, 'hotspotId', seen);
    source.ids.hotspots.add(hotspotId);
    rows.push({ hotspotId, type: type as HotspotType, name: row.get('name'), areaId: row.get('areaId') });
  });
  return rows;
}

export function readHotspotCells(
  source: Source,
  cellArea: Int32Array,
  hotspots: readonly HotspotRow[],
): number[][] {
  const campuses: number[][] = source.ids.cells.ids.map(() => []);
  const types = new Map(hotspots.map((row) => [row.hotspotId, row.type]));
  readTable(source, 'hotspot-cells', ['hotspotId', 'cellId'], (row) => {
    const type = types.get(row.get('hotspotId'));
    if (type === undefined) row.fail('hotspotId', 'unknown-hotspot', 'the hotspot is not in hotspots.csv');
    const cell = source.ids.cells.indexOf(row.get('cellId'));
    // The dictionary also holds cells of other versions of the file.
    if (cell < 0 || cellArea[cell]! < 0) row.fail('cellId', 'unknown-cell', 'the cell is not in cells.csv');
    else if (type === 'campus') campuses[cell]!.push(source.ids.hotspots.indexOf(row.get('hotspotId')));
  });
  return campuses;
}

export function readChannels(
  source: Source,
  areas: AreaTree,
  hotspots: readonly HotspotRow[],
): { channelArea: Int32Array; channelCampus: Int32Array } {
  const found = new Map<string, { area: number; campus: number }>();
  const types = new Map(hotspots.map((row) => [row.hotspotId, row.type]));
  const seen = new Set<string>();
  readTable(source, 'channels', ['channelId', 'areaId'], (row) => {
    coordinate(row, 'latitude', 90);
    coordinate(row, 'longitude', 180);
    const hotspotId = row.get('hotspotId');
    const type = types.get(hotspotId);
    if (hotspotId !== '' && type === undefined)
      row.fail('hotspotId', 'unknown-hotspot', 'the hotspot is not in hotspots.csv');
    const campus = type === 'campus' ? source.ids.hotspots.indexOf(hotspotId) : -1;
    found.set(uniqueId(row, 'channelId', seen), { area: areaIn(row, 'areaId', areas, false), campus });
  });
  for (const id of found.keys()) source.ids.channels.add(id);
  const ids = source.ids.channels.ids;
  return {
    channelArea: Int32Array.from(ids, (id) => found.get(id)?.area ?? -1),
    channelCampus: Int32Array.from(ids, (id) => found.get(id)?.campus ?? -1),
  };
}

function operatorIn(source: Source, known: readonly boolean[], row: CsvRow): number {
  const index = source.ids.operators.indexOf(row.get('operatorId'));
  if (known[index] !== true)
    row.fail('operatorId', 'unknown-operator', 'the operator is not in operators.csv');
  return index;
}

export function readPrefixes(
  source: Source,
  known: readonly boolean[],
  areas: AreaTree,
): { prefix: string; operator: number; home: number }[] {
  const rows: { prefix: string; operator: number; home: number }[] = [];
  const seen = new Set<string>();
  readTable(source, 'number-prefixes', ['prefix', 'operatorId'], (row) => {
    numberIn(row, 'prefix', 1, 15);
    const prefix = uniqueId(row, 'prefix', seen);
    rows.push({
      prefix,
      operator: operatorIn(source, known, row),
      home: areaIn(row, 'homeAreaId', areas, false),
    });
  });
  return rows;
}

export function readPorted(source: Source, known: readonly boolean[]): Map<string, number> {
  const ported = new Map<string, number>();
  readTable(source, 'ported-numbers', ['msisdn', 'operatorId'], (row) => {
    ported.set(numberIn(row, 'msisdn', 1, 20), operatorIn(source, known, row));
  });
  return ported;
}

export function readSeenNumbers(source: Source): Map<string, number> {
  const seen = new Map<string, number>();
  readTable(source, 'seen-numbers', ['msisdn', 'lastSeenAt'], (row) => {
    const time = timeIn(row, 'lastSeenAt');
    if (Number.isNaN(time)) row.fail('lastSeenAt', 'missing', 'lastSeenAt is empty');
    seen.set(numberIn(row, 'msisdn', 1, 20), time);
  });
  return seen;
}

export function readSubscribers(source: Source, areas: AreaTree): SubscriberProfile[] {
  const rows: SubscriberProfile[] = [];
  const seen = new Set<string>();
  readTable(source, 'subscribers', ['msisdn'], (row) => {
    const msisdn = numberIn(row, 'msisdn', 7, 15);
    if (seen.has(msisdn)) row.fail('msisdn', 'twice', 'this number has been given before');
    seen.add(msisdn);
    for (const column of ['groupCustomer', 'virtualNetwork', 'doNotDisturb']) flag(row, column);
    if (!STATUSES.includes(row.get('status')))
      row.fail('status', 'not-allowed', 'status is none of active, suspended, closed');
    rows.push({
      msisdn,
      home: areaIn(row, 'homeAreaId', areas, false),
      activatedAt: timeIn(row, 'activatedAt'),
    });
  });
  return rows;
}
