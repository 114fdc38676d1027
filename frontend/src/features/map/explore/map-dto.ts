/** A count of people as the server lets it out: itself, fewer than k, or k or more but withheld to protect another. */
export type ShownCount = number | 'few' | 'withheld';

/** `[10th percentile, median, 90th percentile]` in whole steps of k; 0 stands for fewer than k. */
export type UsualBand = readonly [number, number, number];

export interface ShareFigures {
  readonly day: string;
  readonly ownNew: number;
  readonly rivalNew: number;
  readonly share: number | null;
  readonly interval: readonly [number, number] | null;
  readonly threshold: number;
  readonly below: boolean;
}

/** Topic `map`, key `area/{areaId}`, and GET /map/state. Times are epoch milliseconds. */
export interface AreaFigures {
  readonly areaId: string;
  readonly minute: number | null;
  readonly present: ShownCount | null;
  readonly usual: UsualBand | null;
  /** Of the day so far, in whole steps of k. */
  readonly homecomings: ShownCount | null;
  readonly yesterday: ShownCount | null;
  readonly lastWeek: ShownCount | null;
  readonly share: ShareFigures | null;
  readonly revised: boolean;
}

/** Topic `map`, key `hotspot/{hotspotId}`, and GET /map/state. */
export interface CampusFigures {
  readonly hotspotId: string;
  readonly quarter: number | null;
  readonly subscribers: ShownCount | null;
  readonly usual: UsualBand | null;
}

/** An alert on the map, now or as it stood then. */
export interface MapAlert {
  readonly alertId: string;
  readonly areaId: string;
  readonly hotspotId: string | null;
  readonly title: { readonly zh: string; readonly en: string };
  readonly severity: 'info' | 'warning' | 'critical';
  readonly state: string;
  readonly raisedAt: number;
  readonly since: number;
  readonly acknowledged: boolean;
}

/** GET /map/state. */
export interface MapStateDto {
  readonly at: number;
  readonly basis: 'store' | 'event-time';
  readonly areas: readonly AreaFigures[];
  readonly campuses: readonly CampusFigures[];
  readonly alerts: readonly MapAlert[];
}

/** GET /map/series, GET /map/campus-series. */
export interface MapSeriesDto {
  readonly points: readonly (readonly [number, ShownCount])[];
  readonly band: readonly (readonly [number, UsualBand])[];
  readonly before: readonly (readonly [number, ShownCount])[];
}

/** GET /map/cells: cell, longitude, latitude, distinct subscribers of a quarter of an hour. */
export interface CellsDto {
  readonly startMs: number;
  readonly cells: readonly (readonly [string, number | null, number | null, ShownCount])[];
  readonly cut: boolean;
}

/** GET /map/places. */
export interface PlacesDto {
  readonly k: number;
  readonly items: readonly {
    readonly areaId: string;
    readonly longitude: number;
    readonly latitude: number;
  }[];
}

/** GET /annotations. */
export interface AnnotationDto {
  readonly id: string;
  readonly areaId: string;
  readonly longitude: number | null;
  readonly latitude: number | null;
  readonly at: number;
  readonly text: string;
  readonly author: { readonly id: string; readonly name: string };
  readonly createdAt: number;
  readonly mayRemove: boolean;
}
