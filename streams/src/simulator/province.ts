import { at, num } from './at.ts';
import { createLand, type Land, type Point } from './land/partition.ts';
import { Interior, createSites, createTowns, degrees, type Town } from './land/places.ts';
import { drawBoundaries } from './boundaries.ts';
import type { Topology } from './land/topojson.ts';
import { nameSource, type PlaceName } from './names.ts';
import { createHotspots, type Campus, type Channel, type Hotspot } from './hotspots.ts';
import { COUNTRY, PROVINCE, abroad, type Area } from './areas.ts';
import { Rng, fraction, hash } from './rng.ts';

/** A radio cell. Indices point into the province's own lists. */
export interface Cell {
  readonly cellId: string;
  readonly area: number;
  readonly town: number;
  readonly county: number;
  readonly city: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly rat: 'LTE' | 'NR';
  readonly siteName: string;
  /** Campus it serves, −1 for none. */
  readonly campus: number;
}

export interface County {
  readonly area: number;
  readonly city: number;
  /** Share of the province's people, relative. */
  readonly weight: number;
  /** Usual share of new customers that come to us, 0.80–0.97. */
  readonly usualShare: number;
  readonly towns: readonly number[];
  readonly cells: readonly number[];
  readonly channels: readonly number[];
}

/** The synthetic province without its people: places, masts, hotspots, shops. */
export interface Geography {
  readonly seed: number;
  readonly land: Land;
  readonly areas: readonly Area[];
  readonly cities: readonly {
    readonly area: number;
    readonly counties: readonly number[];
    readonly station: number;
  }[];
  readonly counties: readonly County[];
  readonly towns: readonly Town[];
  readonly cells: readonly Cell[];
  readonly hotspots: readonly Hotspot[];
  readonly campuses: readonly Campus[];
  readonly channels: readonly Channel[];
  /** Areas of other provinces' cities, and of whole other provinces, as indices into `areas`. */
  readonly otherCities: readonly number[];
  readonly otherProvinces: readonly number[];
  readonly boundaries: () => Topology;
}

export interface GeographyOptions {
  readonly seed: number;
  readonly cities: number;
  readonly counties: number;
  readonly cells: number;
}

/** Draws the land and everything that stands on it. */
export function createGeography(options: GeographyOptions): Geography {
  const { seed } = options;
  const land = createLand(hash(seed, 1), options.cities, options.counties);
  const name = nameSource(hash(seed, 2));
  const interior = new Interior(land);
  const cityNames = land.seatOf.map(name);
  const countyNames = land.cityOf.map(name);
  const towns = createTowns(land, interior, seed, name);
  const weights = countyWeights(land, seed);
  const areas: Area[] = [COUNTRY, PROVINCE, ...abroad()];
  const cityAreas = addCities(areas, cityNames);
  const countyAreas = addCounties(areas, land, cityAreas, countyNames);
  const places = addTowns(areas, towns, countyAreas);
  const sites = createSites(towns, weights, interior, seed, options.cells);
  const cells: Cell[] = [];
  for (const [index, site] of sites.entries())
    addSite(cells, { index, areas, land, towns, places, campus: -1, ...site });
  const spots = createHotspots({ seed, land, towns, cells, areas, places, interior, cityNames, addSite });
  const counties = land.cityOf.map((city, county) => ({
    area: at(countyAreas, county),
    city,
    weight: at(weights, county),
    usualShare: usualShare(seed, county),
    towns: indices(towns, (town) => town.county === county),
    cells: indices(cells, (cell) => cell.county === county),
    channels: indices(spots.channels, (channel) => channel.county === county),
  }));
  return {
    seed,
    land,
    areas,
    cities: land.seatOf.map((_, city) => ({
      area: at(cityAreas, city),
      counties: indices(land.cityOf, (one) => one === city),
      station: at(spots.stations, city),
    })),
    counties,
    towns,
    cells,
    ...spots,
    otherCities: indices(areas, (area) => area.level === 'city' && !area.covered),
    otherProvinces: indices(areas, (area) => area.level === 'province' && !area.covered),
    boundaries: once(() =>
      drawBoundaries({
        seed,
        land,
        areas,
        towns,
        places,
        cells,
        province: 1,
        cities: cityAreas,
        counties: countyAreas,
      }),
    ),
  };
}

/** Drawing takes a while, and most have no need of it. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function indices<T>(items: readonly T[], test: (item: T) => boolean): number[] {
  return items.flatMap((item, index) => (test(item) ? [index] : []));
}

/** City seats are populous, most counties middling, one or two nearly empty. */
function countyWeights(land: Land, seed: number): number[] {
  return land.cityOf.map((city, county) => {
    if (at(land.seatOf, city) === county) return city === 0 ? 2.9 : 1.9;
    const u = fraction(seed, 15, county);
    return u < 0.08 ? 0.14 : 0.55 + u * 0.75;
  });
}

function usualShare(seed: number, county: number): number {
  return 0.82 + fraction(seed, 16, county) ** 0.7 * 0.15;
}

function addCities(areas: Area[], names: readonly PlaceName[]): number[] {
  return names.map((name, city) => {
    const areaId = `90${String(city + 1).padStart(2, '0')}00`;
    const named = { name: `${name.zh}市`, nameEn: name.en };
    return areas.push({ areaId, parentId: PROVINCE.areaId, level: 'city', ...named, covered: true }) - 1;
  });
}

function addCounties(
  areas: Area[],
  land: Land,
  cities: readonly number[],
  names: readonly PlaceName[],
): number[] {
  const serial = land.seatOf.map(() => 0);
  return land.cityOf.map((city, county) => {
    serial[city] = num(serial, city) + 1;
    const parentId = at(areas, at(cities, city)).areaId;
    const areaId = parentId.slice(0, 4) + String(num(serial, city)).padStart(2, '0');
    const district = at(land.seatOf, city) === county;
    const name = at(names, county);
    const named = {
      name: name.zh + (district ? '区' : '县'),
      nameEn: `${name.en} ${district ? 'District' : 'County'}`,
    };
    return areas.push({ areaId, parentId, level: 'county', ...named, covered: true }) - 1;
  });
}

/** Areas of towns and of their grids. */
export interface TownArea {
  readonly area: number;
  readonly grids: readonly number[];
}

function addTowns(areas: Area[], towns: readonly Town[], counties: readonly number[]): TownArea[] {
  const serial = new Map<number, number>();
  return towns.map((town) => {
    const n = (serial.get(town.county) ?? 0) + 1;
    serial.set(town.county, n);
    const parentId = at(areas, at(counties, town.county)).areaId;
    const areaId = parentId + String(n).padStart(3, '0');
    const urban = town.grids.length > 0;
    const name = town.name.zh + (urban ? '街道' : town.seat || n % 3 !== 0 ? '镇' : '乡');
    const nameEn = `${town.name.en} ${urban ? 'Subdistrict' : town.seat || n % 3 !== 0 ? 'Town' : 'Township'}`;
    const area = areas.push({ areaId, parentId, level: 'township', name, nameEn, covered: true }) - 1;
    const grids = town.grids.map((_, i) => {
      const grid = { name: `${name}第${i + 1}网格`, nameEn: `${nameEn} grid ${i + 1}` };
      return (
        areas.push({
          areaId: `${areaId}-g${i + 1}`,
          parentId: areaId,
          level: 'grid',
          ...grid,
          covered: true,
        }) - 1
      );
    });
    return { area, grids };
  });
}

/** Puts the sectors of one mast into the list of cells. */
export interface SiteInput {
  readonly index: number;
  readonly land: Land;
  readonly areas: readonly Area[];
  readonly towns: readonly Town[];
  readonly places: readonly TownArea[];
  readonly town: number;
  readonly position: Point;
  readonly sectors: number;
  readonly campus: number;
}

function addSite(cells: Cell[], site: SiteInput): number[] {
  const town = at(site.towns, site.town);
  const place = at(site.places, site.town);
  const grid = nearestGrid(town, site.position);
  const area = grid < 0 ? place.area : at(place.grids, grid);
  const rng = new Rng(hash(site.index, 17));
  return Array.from({ length: site.sectors }, (_, sector) => {
    const [longitude, latitude] = degrees(site.position);
    return (
      cells.push({
        cellId: `46099-${10000 + site.index}-${sector + 1}`,
        area,
        town: site.town,
        county: town.county,
        city: at(site.land.cityOf, town.county),
        latitude,
        longitude,
        rat: rng.next() < 0.45 ? 'NR' : 'LTE',
        siteName: `${town.name.zh}${site.campus < 0 ? '' : '校园'}${site.index % 1000}站`,
        campus: site.campus,
      }) - 1
    );
  });
}

function nearestGrid(town: Town, point: Point): number {
  const away = town.grids.map((grid) => Math.hypot(grid.x - point.x, grid.y - point.y));
  return away.indexOf(Math.min(...away));
}
