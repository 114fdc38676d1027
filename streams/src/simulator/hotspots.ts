import type { Area } from './areas.ts';
import { at } from './at.ts';
import type { Land } from './land/partition.ts';
import { SOUTH, STEP_X, STEP_Y, WEST, type Interior, type Town } from './land/places.ts';
import type { PlaceName } from './names.ts';
import type { Cell, SiteInput, TownArea } from './province.ts';
import { Rng, fraction, hash } from './rng.ts';

export interface Hotspot {
  readonly hotspotId: string;
  readonly type: 'campus' | 'residential' | 'village' | 'transport' | 'business';
  readonly name: string;
  readonly area: number;
  readonly cells: readonly number[];
}

export interface Campus {
  /** Index into `hotspots`. */
  readonly hotspot: number;
  readonly county: number;
  readonly town: number;
  readonly dormitories: readonly number[];
  readonly lectures: readonly number[];
  /** A cell of the town next to the campus. */
  readonly neighbour: number;
  /** Share of all students. */
  readonly weight: number;
  readonly channel: number;
}

export interface Channel {
  readonly channelId: string;
  readonly area: number;
  readonly county: number;
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
  /** Near which hotspot, −1 for none. */
  readonly hotspot: number;
}

interface Site {
  readonly seed: number;
  readonly land: Land;
  readonly areas: readonly Area[];
  readonly towns: readonly Town[];
  readonly places: readonly TownArea[];
  readonly cells: Cell[];
  readonly interior: Interior;
  readonly cityNames: readonly PlaceName[];
  readonly addSite: (cells: Cell[], site: SiteInput) => number[];
}

interface Spots {
  readonly hotspots: Hotspot[];
  readonly campuses: Campus[];
  readonly channels: Channel[];
  /** The cell of each city's railway station. */
  readonly stations: number[];
}

const SCHOOLS = ['大学', '师范学院', '理工学院', '医学院', '职业技术学院', '农学院', '商学院', '航运学院'];

/** Campuses with their own masts and shop, stations, malls, estates, villages, and the shops of every county. */
export function createHotspots(site: Site): Spots {
  const spots: Spots = { hotspots: [], campuses: [], channels: [], stations: [] };
  site.land.cityOf.forEach((_, county) => addShops(site, spots, county));
  site.land.seatOf.forEach((county, city) => addStation(site, spots, city, county));
  for (let i = 0; i < 7; i++) addCampus(site, spots, i);
  site.land.seatOf.forEach((county) => addSpot(site, spots, seatTown(site, county), 'business', '广场'));
  site.land.cityOf.forEach((_, county) => addCountyLife(site, spots, county));
  return spots;
}

function seatTown(site: Site, county: number): number {
  return site.towns.findIndex((town) => town.county === county && town.seat);
}

function areaOf(site: Site, town: number): number {
  return at(site.places, town).area;
}

function addShops(site: Site, spots: Spots, county: number): void {
  site.towns.forEach((town, index) => {
    if (town.county !== county) return;
    const rng = new Rng(hash(site.seed, 21, index));
    const count = town.seat ? 2 : rng.next() < 0.5 ? 1 : 0;
    for (let n = 0; n < count; n++) {
      const name = `${town.name.zh}${n === 0 ? '营业厅' : '专营店, 东街'}`;
      addChannel(site, spots, { area: areaOf(site, index), county, name, town: index, hotspot: -1 });
    }
  });
}

function addChannel(
  site: Site,
  spots: Spots,
  shop: { area: number; county: number; name: string; town: number; hotspot: number },
): number {
  const { x, y } = at(site.towns, shop.town).centre;
  const channelId = `CH${String(spots.channels.length + 1).padStart(4, '0')}`;
  const latitude = Number((SOUTH + y * STEP_Y).toFixed(5));
  const longitude = Number((WEST + x * STEP_X).toFixed(5));
  const { area, county, name, hotspot } = shop;
  return spots.channels.push({ channelId, area, county, name, latitude, longitude, hotspot }) - 1;
}

function addStation(site: Site, spots: Spots, city: number, county: number): void {
  const town = seatTown(site, county);
  const cell = ownCells(site, town).at(-1) ?? 0;
  spots.stations.push(cell);
  const name = `${at(site.cityNames, city).zh}站`;
  push(spots, { type: 'transport', name, area: areaOf(site, town), cells: [cell] });
}

function push(spots: Spots, spot: Omit<Hotspot, 'hotspotId'>): number {
  const hotspotId = `HS${String(spots.hotspots.length + 1).padStart(3, '0')}`;
  return spots.hotspots.push({ hotspotId, ...spot }) - 1;
}

function ownCells(site: Site, town: number): number[] {
  return site.cells.flatMap((cell, index) => (cell.town === town && cell.campus < 0 ? [index] : []));
}

/** Two campuses in the capital, one in each other city (in its seat or the county beside it). */
function addCampus(site: Site, spots: Spots, i: number): void {
  const { land, towns } = site;
  const city = i % land.seatOf.length;
  const seat = at(land.seatOf, city);
  const others = land.cityOf.flatMap((one, county) => (one === city && county !== seat ? [county] : []));
  const county = i % 3 === 2 ? (others[0] ?? seat) : seat;
  const town = seatTown(site, county);
  const rng = new Rng(hash(site.seed, 23, i));
  const centre = site.interior.near(county, at(towns, town).centre, 3, rng);
  const cells: number[] = [];
  for (let mast = 0; mast < 4; mast++) {
    const position = site.interior.near(county, centre, 0.35, rng);
    cells.push(
      ...site.addSite(site.cells, {
        ...site,
        index: 5000 + i * 10 + mast,
        town,
        position,
        sectors: 2,
        campus: i,
      }),
    );
  }
  const cityName = at(site.cityNames, city).zh;
  const name = `${cityName}${at(SCHOOLS, i)}`;
  const hotspot = push(spots, { type: 'campus', name, area: areaOf(site, town), cells });
  const channel = addChannel(site, spots, {
    area: areaOf(site, town),
    county,
    name: `${name}校园店`,
    town,
    hotspot,
  });
  const neighbour = at(ownCells(site, town), 0);
  const weight = 0.7 + fraction(site.seed, 24, i) * 0.8;
  const halves = { dormitories: cells.slice(0, 4), lectures: cells.slice(4) };
  spots.campuses.push({ hotspot, county, town, ...halves, neighbour, weight, channel });
}

function addSpot(site: Site, spots: Spots, town: number, type: Hotspot['type'], suffix: string): void {
  const cells = ownCells(site, town);
  const rng = new Rng(hash(site.seed, 25, town, suffix.charCodeAt(0)));
  const chosen = [...new Set([rng.pick(cells), rng.pick(cells)])];
  push(spots, { type, name: at(site.towns, town).name.zh + suffix, area: areaOf(site, town), cells: chosen });
}

function addCountyLife(site: Site, spots: Spots, county: number): void {
  addSpot(site, spots, seatTown(site, county), 'residential', '小区');
  const village = site.towns.findIndex((town) => town.county === county && !town.seat);
  if (village >= 0 && county % 2 === 0) addSpot(site, spots, village, 'village', '村');
}
