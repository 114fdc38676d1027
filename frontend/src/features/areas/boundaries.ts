import type { AreaDto } from '@tidewall/streams/events';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { getJson, pathOf, RestError } from '../../api/rest.ts';

/** GET /boundaries: the map pack in force. */
export interface MapPackDto {
  readonly packId: string;
  readonly name: string;
  readonly nameEn: string;
  readonly source: string;
  readonly licence: string;
  readonly reviewNumber: string;
  readonly crs: string;
  /** The area above all others of the pack. */
  readonly rootAreaId: string;
  /** Areas that have a map of their own. */
  readonly parents: readonly {
    readonly areaId: string;
    readonly level: AreaDto['level'];
    readonly childLevel: AreaDto['level'];
    readonly children: number;
    /** Changes when the map does. */
    readonly sha256: string;
  }[];
}

export interface BoundaryProperties {
  readonly name: string;
  readonly nameEn: string;
  /** Longitude and latitude of its seat, or about its middle. */
  readonly centre: readonly [number, number];
}

/** GET /boundaries/{areaId}: geometry ids are areaIds. */
export type AreaBoundaries = Topology<
  Partial<Record<AreaDto['level'], GeometryCollection<BoundaryProperties>>>
>;

/** The map pack in force; null when the server has none. */
export function fetchMapPack(): Promise<MapPackDto | null> {
  return unlessMissing(getJson<MapPackDto>('/boundaries'));
}

/** An area with its children, with 2 also theirs; null when the map pack does not know it. */
export function fetchBoundaries(areaId: string, levels: 1 | 2): Promise<AreaBoundaries | null> {
  return unlessMissing(
    getJson<AreaBoundaries>(pathOf(`/boundaries/${encodeURIComponent(areaId)}`, { levels })),
  );
}

async function unlessMissing<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof RestError && error.status === 404) return null;
    throw error;
  }
}
