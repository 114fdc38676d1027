import type { ReferenceFile } from '../topology/types.ts';
import { at, num } from './at.ts';
import { timeText } from './calendar.ts';
import type { Topology } from './land/topojson.ts';
import {
  FORGOTTEN_NUMBERS,
  OPERATORS,
  OWN,
  forgottenNumber,
  lastHeardMs,
  poolNumber,
  type RivalContact,
} from './people/numbers.ts';
import {
  STUDENT,
  activatedAt,
  createPopulation,
  hasHomeOnRecord,
  isPortedIn,
  type Population,
} from './people/population.ts';
import { createGeography, type Geography } from './province.ts';
import { fraction } from './rng.ts';

export interface ProvinceOptions {
  readonly seed: number;
  /** Standing subscribers of ours. @default 8000 */
  readonly subscribers?: number;
  /** The moment before the first event, epoch milliseconds: subscribers and rival numbers are known from before it. */
  readonly knownBefore: number;
  /** Minutes by which local time is ahead of UTC. @default 480 */
  readonly timeZoneOffsetMinutes?: number;
}

/** A synthetic province: places, people and the reference data that describe them. */
export interface Province {
  readonly geography: Geography;
  readonly people: Population;
  /** The ten reference files as CSV texts. */
  referenceFiles(): Record<ReferenceFile, string>;
  /** TopoJSON of the province with cities, counties, townships and grids; ids are areaIds. */
  boundaries(): Topology;
}

const CITIES = 6;
const COUNTIES = 26;
const CELLS = 1150;

/** Draws a province. The same seed and number of subscribers give the same province to the byte. */
export function createProvince(options: ProvinceOptions): Province {
  const geography = createGeography({ seed: options.seed, cities: CITIES, counties: COUNTIES, cells: CELLS });
  const people = createPopulation(geography, options.subscribers ?? 8000);
  const { knownBefore } = options;
  const offset = options.timeZoneOffsetMinutes ?? 480;
  return {
    geography,
    people,
    boundaries: geography.boundaries,
    referenceFiles: () => ({
      ...placeFiles(geography),
      operators: csv(
        'operatorId,name,own',
        OPERATORS.map(({ operatorId, name, own }) => [operatorId, name, own]),
      ),
      'number-prefixes': numberPrefixes(geography),
      'ported-numbers': portedNumbers(geography, people),
      thresholds: '',
      'seen-numbers': seenNumbers(geography, people, knownBefore, offset),
      subscribers: subscribers(geography, people, knownBefore, offset),
    }),
  };
}

type Value = string | number | boolean;

function csv(header: string, rows: readonly (readonly Value[])[]): string {
  return `${[header, ...rows.map((row) => row.map(quoted).join(','))].join('\n')}\n`;
}

function quoted(value: Value): string {
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function placeFiles(
  g: Geography,
): Record<'areas' | 'cells' | 'hotspots' | 'hotspot-cells' | 'channels', string> {
  const areaId = (index: number): string => at(g.areas, index).areaId;
  return {
    areas: csv(
      'areaId,parentId,level,name,nameEn',
      g.areas.map((area) => [area.areaId, area.parentId, area.level, area.name, area.nameEn]),
    ),
    cells: csv(
      'cellId,areaId,latitude,longitude,rat,siteName',
      g.cells.map((c) => [c.cellId, areaId(c.area), c.latitude, c.longitude, c.rat, c.siteName]),
    ),
    hotspots: csv(
      'hotspotId,type,name,areaId',
      g.hotspots.map((h) => [h.hotspotId, h.type, h.name, areaId(h.area)]),
    ),
    'hotspot-cells': csv(
      'hotspotId,cellId',
      g.hotspots.flatMap((h) => h.cells.map((cell) => [h.hotspotId, at(g.cells, cell).cellId])),
    ),
    channels: csv(
      'channelId,areaId,name,latitude,longitude,hotspotId',
      g.channels.map((c) => {
        const hotspotId = c.hotspot < 0 ? '' : at(g.hotspots, c.hotspot).hotspotId;
        return [c.channelId, areaId(c.area), c.name, c.latitude, c.longitude, hotspotId];
      }),
    ),
  };
}

function numberPrefixes(g: Geography): string {
  const rows: Value[][] = [
    ['86169', 'chaoxin', ''],
    ['86160', 'chaoxin', ''],
    ['86161', 'chaoxin', ''],
    ['86162', 'chaoxin', ''],
    ['86163', 'honglian', ''],
    ['86164', 'honglian', ''],
    ['86168', 'landian', ''],
  ];
  g.cities.forEach((city, c) => {
    const code = String(c + 1).padStart(2, '0');
    const { areaId } = at(g.areas, city.area);
    for (const range of ['86160', '86161']) rows.push([range + code, 'chaoxin', areaId]);
    for (const range of ['86163', '86164']) rows.push([range + code, 'honglian', areaId]);
    rows.push([`86168${code}`, 'landian', areaId]);
  });
  g.otherCities.forEach((area, c) => rows.push([`86162${c + 11}`, 'chaoxin', at(g.areas, area).areaId]));
  return csv('prefix,operatorId,homeAreaId', rows);
}

function portedNumbers(g: Geography, people: Population): string {
  const rows = new Map<number, string>();
  for (let i = 0; i < people.size; i++)
    if (isPortedIn(i)) rows.set(num(people.msisdn, i), at(OPERATORS, OWN).operatorId);
  for (const { number, operator } of pool(g, people))
    if (Math.floor(number / 1e8) === 86_160) rows.set(number, at(OPERATORS, operator).operatorId);
  return csv('msisdn,operatorId', [...rows]);
}

function* pool(g: Geography, people: Population): Generator<RivalContact> {
  const contact: RivalContact = { number: 0, operator: 0 };
  for (let i = 0; i < people.rivalPool; i++) yield poolNumber(g.seed, i, g.cities.length, contact);
}

/** Without this file every standing rival number would look new on its first call. */
function seenNumbers(g: Geography, people: Population, knownBefore: number, offset: number): string {
  const rows = new Map<number, string>();
  for (const { number } of pool(g, people)) {
    rows.set(number, timeText(knownBefore - lastHeardMs(g.seed, number), offset));
  }
  // The register is older than any silence that makes a number new: some numbers were last heard of long ago.
  for (let k = 0; k < FORGOTTEN_NUMBERS; k++) {
    const number = forgottenNumber(k);
    if (!rows.has(number)) rows.set(number, timeText(knownBefore - (100 + k) * 86_400_000, offset));
  }
  return csv('msisdn,lastSeenAt', [...rows]);
}

function subscribers(g: Geography, people: Population, knownBefore: number, offset: number): string {
  const rows: Value[][] = [];
  for (let i = 0; i < people.size; i++) {
    const draw = fraction(g.seed, 142, i);
    const student = num(people.kind, i) === STUDENT;
    rows.push([
      num(people.msisdn, i),
      hasHomeOnRecord(g.seed, i) ? at(g.areas, at(g.cells, num(people.homeCell, i)).area).areaId : '',
      timeText(activatedAt(g.seed, i, knownBefore), offset),
      student ? 'campus' : draw < 0.4 ? 'breeze' : draw < 0.8 ? 'harbour' : 'beacon',
      `T${10 + Math.floor(draw * 40)}`,
      draw > 0.9,
      student || draw > 0.7,
      draw > 0.995 ? 'suspended' : 'active',
      fraction(g.seed, 143, i) < 0.04,
    ]);
  }
  return csv(
    'msisdn,homeAreaId,activatedAt,brand,tariffId,groupCustomer,virtualNetwork,status,doNotDisturb',
    rows,
  );
}
