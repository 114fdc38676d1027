import type { MultiLineString } from 'geojson';
import type { AreaShapes, Frame } from './area-shapes.ts';
import type { Fill } from './layers.ts';
import type { MapAlert } from './map-dto.ts';
import type { MapTheme } from './map-theme.ts';
import type { CellColumns } from './paint-cells.ts';
import type { Viewport } from './viewport.ts';

/** An area on the map, laid out. Pixels of the map at rest. */
export interface Plot {
  readonly areaId: string;
  readonly x: number;
  readonly y: number;
  /** Null: it has no boundary and is drawn as a disc around its middle. */
  readonly path: Path2D | null;
}

/** The unchanging part of a map: made when another area or size is shown. */
export interface BaseMap {
  readonly frame: Frame;
  readonly plots: readonly Plot[];
  readonly outline: Path2D | null;
  readonly borders: Path2D | null;
}

/** Lays an area out. `places` stand in for children without boundaries: areaId, longitude, latitude. */
export function baseMapOf(
  frame: Frame,
  shapes: AreaShapes | null,
  places: readonly (readonly [string, number, number])[],
): BaseMap {
  const shaped = new Set(shapes?.children.map(({ id }) => id));
  const regions = (shapes?.children ?? []).map((region): Plot => {
    const [x, y] = frame.centre(region);
    return { areaId: region.id, x, y, path: new Path2D(frame.path(region)) };
  });
  const discs = places
    .filter(([areaId]) => !shaped.has(areaId))
    .map(([areaId, longitude, latitude]): Plot => {
      const [x, y] = frame.pointOf(longitude, latitude);
      return { areaId, x, y, path: null };
    });
  return {
    frame,
    plots: [...regions, ...discs],
    outline: shapes === null ? null : new Path2D(frame.path(shapes.outline)),
    borders: bordersOf(frame, shapes?.borders),
  };
}

function bordersOf(frame: Frame, borders: MultiLineString | undefined): Path2D | null {
  return borders === undefined || borders.coordinates.length === 0 ? null : new Path2D(frame.path(borders));
}

/** What is drawn of an area now. */
export interface Painted {
  readonly fill: Fill;
  readonly name: string;
  readonly figure: string;
  /** Open alerts; null: none. */
  readonly alerts: { readonly n: number; readonly worst: MapAlert['severity'] } | null;
}

/** A campus now. */
export interface CampusMark {
  readonly hotspotId: string;
  readonly x: number;
  readonly y: number;
  readonly name: string;
  readonly figure: string;
  /** Against its usual range. */
  readonly state: 'below' | 'above' | 'within' | 'unknown';
}

/** A note of somebody about a place. */
export interface NoteMark {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

/** Everything that a map shows. */
export interface Scene {
  readonly base: BaseMap;
  readonly theme: MapTheme;
  /** Size of a text in pixels; everything else is in proportion. */
  readonly unit: number;
  readonly painted: ReadonlyMap<string, Painted>;
  readonly campuses: readonly CampusMark[];
  readonly notes: readonly NoteMark[];
  /** Areas with notes about the whole of them. */
  readonly noted: ReadonlySet<string>;
  /** The area that the keys are on, and the one whose card is open. */
  readonly focusId: string | null;
  readonly pickedId: string | null;
}

export const DISC_UNITS = 1.5;

/** What a page asks of its map. */
export interface MapHandle {
  readonly zoom: (factor: number) => void;
  readonly reset: () => void;
  /** At the present scale; null: nothing is drawn. */
  readonly metresPerPixel: number | null;
  /** What is drawn now, and how it is moved. */
  readonly snapshot: () => {
    readonly scene: Scene | null;
    readonly columns: CellColumns | null;
    readonly view: Viewport;
    readonly size: readonly [number, number];
  };
}
