/** What a person can say of a tile beyond its place. */
export const TILE_OPTIONS = ['title', 'areaId', 'limit'] as const;
export type TileOptionName = (typeof TILE_OPTIONS)[number];

/** A kind of tile that scenes can hold. */
export interface TileType {
  readonly kind: string;
  /** Least size in layout units. */
  readonly minWidth: number;
  readonly minHeight: number;
  /** Least size in cells, on a screen of 16:9. */
  readonly minColumns: number;
  readonly minRows: number;
  readonly options: readonly TileOptionName[];
}

export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** A tile on the grid: columns and rows from 0, sizes in cells. */
export interface TileDefinition {
  /** Its own within the scene. */
  readonly id: string;
  readonly kind: string;
  readonly column: number;
  readonly row: number;
  readonly columns: number;
  readonly rows: number;
  readonly options: {
    /** Instead of the usual title. */
    readonly title?: Bilingual | undefined;
    /** Instead of the whole province. */
    readonly areaId?: string | undefined;
    /** Most rows or curves. */
    readonly limit?: number | undefined;
  };
}

export interface SceneDefinition {
  readonly title: Bilingual;
  readonly tiles: readonly TileDefinition[];
}

/** What is wrong with a scene; the tile is named where it is one tile's fault. */
export interface SceneFault {
  readonly code:
    | 'no-tiles'
    | 'unknown-kind'
    | 'leaves-grid'
    | 'too-small'
    | 'covers'
    | 'same-id'
    | 'same-twice'
    | 'option-not-taken'
    | 'unknown-area'
    | 'unknown-scene'
    | 'unknown-playlist'
    | 'same-playlist'
    | 'no-length';
  /** Id of the tile, playlist or shift. */
  readonly at: string | null;
  /** The other tile, option or scene it is about. */
  readonly other: string | null;
}

export const SEVERITIES = ['critical', 'warning', 'info'] as const;

export interface PlaylistDefinition {
  readonly id: string;
  readonly name: Bilingual;
  readonly items: readonly { readonly sceneId: string; readonly seconds: number }[];
}

/** A playlist from a time of day to another, over midnight where it ends earlier; days 1 (Monday) to 7 of its beginning. */
export interface ShiftDefinition {
  readonly playlistId: string;
  readonly days: readonly number[];
  readonly from: string;
  readonly to: string;
}

/** What walls show when, in what light, and how they warn. Times are HH:MM of the system's zone. */
export interface WallPlan {
  readonly playlists: readonly PlaylistDefinition[];
  /** The first that fits counts; where none does, the first playlist. */
  readonly shifts: readonly ShiftDefinition[];
  readonly alarms: {
    /** Least severity of an open alert that brings its scene; off: none does. */
    readonly severity: 'critical' | 'warning' | 'off';
    readonly alertScene: string;
    /** Scene of a share drop that was just found; null: it brings none. */
    readonly shareDropScene: string | null;
    readonly dwellSeconds: number;
    /** Least time from the end of one to the next. */
    readonly restSeconds: number;
  };
  readonly theme: {
    readonly mode: 'night' | 'day' | 'by-time';
    readonly dayFrom: string;
    readonly dayTo: string;
  };
  readonly sound: {
    readonly severities: readonly (typeof SEVERITIES)[number][];
    readonly quiet: { readonly from: string; readonly to: string } | null;
  };
}

/** How a screen hangs: what its texts must measure, and its place where several screens show one picture. */
export interface ScreenRecord {
  /** Of whoever looks at it, metres; null: about 3.2 times the height of the picture. */
  readonly distanceM: number | null;
  /** Of the picture, inches; null: not known. */
  readonly diagonalInch: number | null;
  /** Name of the picture that several screens show together; null: it shows one of its own. */
  readonly span: {
    readonly group: string;
    readonly rows: number;
    readonly columns: number;
    readonly row: number;
    readonly column: number;
  } | null;
}
