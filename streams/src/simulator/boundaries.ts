import type { Area } from './areas.ts';
import { at } from './at.ts';
import type { Land, Point } from './land/partition.ts';
import { degrees, SOUTH, STEP_X, STEP_Y, WEST, type Town } from './land/places.ts';
import { dividePlots, type Plot } from './land/plots.ts';
import { createTopology, type ShapeLabel, type TierShapes, type Topology } from './land/topojson.ts';
import type { Cell, TownArea } from './province.ts';
import { hash } from './rng.ts';

/** What boundaries are drawn from. Numbers are indices into `areas`. */
interface Places {
  readonly seed: number;
  readonly land: Land;
  readonly areas: readonly Area[];
  readonly towns: readonly Town[];
  readonly places: readonly TownArea[];
  readonly cells: readonly Cell[];
  readonly province: number;
  readonly cities: readonly number[];
  readonly counties: readonly number[];
}

interface TownPlot extends Plot {
  readonly area: number;
  readonly town: number;
  readonly isGrid: boolean;
  readonly centre: Point;
}

/** Boundaries from the province down to townships, and grids where a town is divided. They follow the masts. */
export function drawBoundaries(places: Places): Topology {
  const { seed, land, areas, towns } = places;
  const plots = plotsOf(places);
  const grids = plots.filter(({ isGrid }) => isGrid);
  const county = (plot: number): number => at(plots, plot).county;
  const city = (plot: number): number => at(land.cityOf, county(plot));
  const seats = land.seatOf.map((seat) => at(land.centres, seat));
  const tier = (
    indices: readonly number[],
    centres: readonly Point[],
    areaOf: TierShapes['areaOf'],
  ): TierShapes => ({
    labels: indices.map((area, index) => labelOf(at(areas, area), at(centres, index))),
    areaOf,
  });
  return createTopology(
    dividePlots(land, plots, hash(seed, 21)),
    { west: WEST, south: SOUTH, stepX: STEP_X, stepY: STEP_Y },
    {
      province: tier([places.province], seats, () => 0),
      city: tier(places.cities, seats, city),
      county: tier(places.counties, land.centres, county),
      township: tier(
        places.places.map(({ area }) => area),
        towns.map(({ centre }) => centre),
        (plot) => at(plots, plot).town,
      ),
      grid: tier(
        grids.map(({ area }) => area),
        grids.map(({ centre }) => centre),
        (plot) => grids.indexOf(at(plots, plot)),
      ),
    },
    hash(seed, 22),
  );
}

function plotsOf({ towns, places, cells }: Places): TownPlot[] {
  const masts = new Map<number, Point[]>();
  for (const { area, longitude, latitude } of cells) {
    const found = masts.get(area) ?? [];
    masts.set(area, [...found, { x: (longitude - WEST) / STEP_X, y: (latitude - SOUTH) / STEP_Y }]);
  }
  return towns.flatMap((town, index) => {
    const place = at(places, index);
    const plot = (area: number, centre: Point, isGrid: boolean): TownPlot => ({
      area,
      town: index,
      isGrid,
      centre,
      county: town.county,
      masts: [centre, ...(masts.get(area) ?? [])],
      reach: town.seat ? 1 : 1.25,
    });
    if (place.grids.length === 0) return [plot(place.area, town.centre, false)];
    return place.grids.map((area, grid) => plot(area, at(town.grids, grid), true));
  });
}

function labelOf({ areaId, name, nameEn, parentId }: Area, centre: Point): ShapeLabel {
  return { id: areaId, name, nameEn, parentId, centre: degrees(centre) };
}
