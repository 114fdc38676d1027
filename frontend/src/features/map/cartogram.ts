import type { AreaDto } from '@tidewall/streams/events';
import type { MultiLineString, Polygon, Position } from 'geojson';
import { descendantsAt, type AreaTree } from '../areas/area-tree.ts';
import type { MapGeometry, Region } from './geometry.ts';

type Tile = Region & { readonly geometry: Polygon };

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The whole, about the shape of the place it is shown in. */
const WHOLE: Rectangle = { x: 0, y: 0, width: 130, height: 100 };
/** Free space around a city. */
const GAP = 0.8;

/**
 * A map for an operator who has no boundaries: one tile a county, all about the same size, in blocks of a city.
 * Position says nothing about geography, membership does.
 */
export function cartogramOf(tree: AreaTree, provinceId: string): MapGeometry {
  const cities = descendantsAt(tree, provinceId, 'city').map((city) => ({
    city,
    counties: countiesOf(tree, city),
  }));
  const countyTiles: Tile[] = [];
  const cityTiles: Tile[] = [];
  for (const [block, place] of divided(cities, ({ counties }) => counties.length, WHOLE)) {
    const inner = inset(place);
    cityTiles.push(tile(block.city.areaId, inner));
    for (const [county, at] of divided(block.counties, () => 1, inner))
      countyTiles.push(tile(county.areaId, at));
  }
  return {
    counties: countyTiles,
    cities: cityTiles,
    province: { type: 'FeatureCollection', features: cityTiles },
    countyBorders: lines(countyTiles),
    cityBorders: lines(cityTiles),
  };
}

/** A city without counties is its own county. */
function countiesOf(tree: AreaTree, city: AreaDto): readonly AreaDto[] {
  const counties = descendantsAt(tree, city.areaId, 'county');
  return counties.length === 0 ? [city] : counties;
}

/** Divides a rectangle among items by weight: halves of the list side by side along the longer side, and so on. */
function divided<T>(
  items: readonly T[],
  weightOf: (item: T) => number,
  place: Rectangle,
): (readonly [T, Rectangle])[] {
  const [only] = items;
  if (only === undefined) return [];
  if (items.length === 1) return [[only, place]];
  const total = items.reduce((sum, item) => sum + weightOf(item), 0);
  let count = 0;
  let weight = 0;
  for (const item of items.slice(0, -1)) {
    if (count > 0 && weight + weightOf(item) / 2 > total / 2) break;
    weight += weightOf(item);
    count++;
  }
  const [first, second] = split(place, weight / total);
  return [
    ...divided(items.slice(0, count), weightOf, first),
    ...divided(items.slice(count), weightOf, second),
  ];
}

function split({ x, y, width, height }: Rectangle, part: number): readonly [Rectangle, Rectangle] {
  if (width >= height) {
    const at = width * part;
    return [
      { x, y, width: at, height },
      { x: x + at, y, width: width - at, height },
    ];
  }
  const at = height * part;
  return [
    { x, y, width, height: at },
    { x, y: y + at, width, height: height - at },
  ];
}

function inset({ x, y, width, height }: Rectangle): Rectangle {
  return { x: x + GAP, y: y + GAP, width: width - 2 * GAP, height: height - 2 * GAP };
}

/** The plane's y goes upwards, the list's order downwards. */
function tile(id: string, { x, y, width, height }: Rectangle): Tile {
  const ring: Position[] = [
    [x, -y],
    [x + width, -y],
    [x + width, -y - height],
    [x, -y - height],
    [x, -y],
  ];
  return { type: 'Feature', id, properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } };
}

function lines(tiles: readonly Tile[]): MultiLineString {
  return { type: 'MultiLineString', coordinates: tiles.flatMap(({ geometry }) => geometry.coordinates) };
}
