import type { AreaDto } from '@tidewall/streams/events';
import type { MultiLineString, Polygon, Position } from 'geojson';
import { descendantsAt, type AreaTree } from '../areas/area-tree.ts';
import type { MapGeometry, Region } from './geometry.ts';

/** Gap between cities, in tiles. */
const GAP = 0.35;

type Tile = Region & { readonly geometry: Polygon };

interface Block {
  readonly city: AreaDto;
  readonly counties: readonly AreaDto[];
  readonly columns: number;
  readonly rows: number;
}

/**
 * A map for an operator who has no boundaries: one tile a county, in blocks of a city, packed row by row into about
 * the shape of a screen. Position says nothing about geography, membership does.
 */
export function cartogramOf(tree: AreaTree, provinceId: string): MapGeometry {
  const blocks = descendantsAt(tree, provinceId, 'city').map((city) => blockOf(tree, city));
  const counties: Tile[] = [];
  const cities: Tile[] = [];
  for (const { block, x, y } of packed(blocks)) {
    block.counties.forEach((county, index) => {
      const column = index % block.columns;
      const row = Math.floor(index / block.columns);
      counties.push(square(county.areaId, x + column, y + row, 1, 1));
    });
    cities.push(square(block.city.areaId, x, y, block.columns, block.rows));
  }
  return {
    counties,
    cities,
    province: { type: 'FeatureCollection', features: cities },
    countyBorders: lines(counties),
    cityBorders: lines(cities),
  };
}

function blockOf(tree: AreaTree, city: AreaDto): Block {
  const found = descendantsAt(tree, city.areaId, 'county');
  const counties = found.length === 0 ? [city] : found;
  const columns = Math.ceil(Math.sqrt(counties.length));
  return { city, counties, columns, rows: Math.ceil(counties.length / columns) };
}

function packed(blocks: readonly Block[]): { block: Block; x: number; y: number }[] {
  const tiles = blocks.reduce((sum, block) => sum + block.columns * block.rows, 0);
  const width = Math.max(...blocks.map((block) => block.columns), Math.sqrt(tiles * 1.6));
  const placed: { block: Block; x: number; y: number }[] = [];
  let x = 0;
  let y = 0;
  let height = 0;
  for (const block of blocks) {
    if (x > 0 && x + block.columns > width) {
      x = 0;
      y += height + GAP;
      height = 0;
    }
    placed.push({ block, x, y });
    x += block.columns + GAP;
    height = Math.max(height, block.rows);
  }
  return placed;
}

/** A tile from its upper left corner; the plane's y goes upwards. */
function square(id: string, x: number, y: number, width: number, height: number): Tile {
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
  return { type: 'MultiLineString', coordinates: tiles.flatMap((tile) => tile.geometry.coordinates) };
}
