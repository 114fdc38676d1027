import type { AreaDto } from '@tidewall/streams/events';

export type AreaLevel = AreaDto['level'];
/** Longitude, latitude; degrees, WGS 84. */
export type Position = readonly [number, number];

export interface ShapeProperties {
  readonly name: string;
  readonly nameEn: string;
  /** Where its seat is, else about its middle. */
  readonly centre: Position;
}

/** One area; its id is the areaId. Arcs as in TopoJSON: polygons of rings of arc indices, `~i` is arc i backwards. */
export interface MapShape<P extends ShapeProperties = ShapeProperties> {
  readonly type: 'MultiPolygon';
  readonly id: string;
  readonly properties: P;
  readonly arcs: readonly (readonly (readonly number[])[])[];
}

/** Whole steps of the transform, the first absolute, the others relative to the one before. */
export type Arc = readonly Position[];

/** A quantised TopoJSON whose objects are named by level. Exterior rings run clockwise, holes the other way. */
export interface MapTopology<P extends ShapeProperties = ShapeProperties> {
  readonly type: 'Topology';
  /** West, south, east, north. */
  readonly bbox: readonly [number, number, number, number];
  readonly transform: {
    readonly scale: Position;
    readonly translate: Position;
  };
  readonly arcs: readonly Arc[];
  readonly objects: Readonly<
    Partial<
      Record<AreaLevel, { readonly type: 'GeometryCollection'; readonly geometries: readonly MapShape<P>[] }>
    >
  >;
}

/** All levels over one set of shared arcs: what packs are made of. */
export type LayeredTopology = MapTopology<ShapeProperties & { readonly parentId: string }>;

/** What a pack says about itself. */
export interface PackAbout {
  readonly packId: string;
  readonly name: string;
  readonly nameEn: string;
  readonly source: string;
  readonly licence: string;
  readonly reviewNumber: string;
  /** ISO 8601. */
  readonly createdAt: string;
}
