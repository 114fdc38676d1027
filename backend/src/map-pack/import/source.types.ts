import type { Position } from '../map-pack.types.ts';

/** First and last point are the same. */
export type Ring = readonly Position[];
/** An exterior ring, then its holes. */
export type Polygon = readonly Ring[];

/** One area of a file as it came, its coordinates already WGS 84. */
export interface SourceFeature {
  /** File and place in it, for messages. */
  readonly where: string;
  /** adcode, areaId or id; empty when it has none. */
  readonly code: string;
  readonly name: string;
  readonly level: string;
  readonly parentCode: string;
  readonly centre: Position | null;
  readonly polygons: readonly Polygon[];
}
