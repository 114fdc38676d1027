import type { Bilingual } from './alerts-dto.ts';

/** A tile on the grid of a scene: columns and rows from 0, sizes in cells. */
export interface TileDto {
  readonly id: string;
  readonly kind: string;
  readonly column: number;
  readonly row: number;
  readonly columns: number;
  readonly rows: number;
  readonly options: {
    readonly title?: Bilingual;
    /** Instead of the whole province. */
    readonly areaId?: string;
    /** Most rows or curves. */
    readonly limit?: number;
  };
}

export interface SceneDefinitionDto {
  readonly title: Bilingual;
  readonly tiles: readonly TileDto[];
}

export interface SceneDto extends SceneDefinitionDto {
  readonly id: string;
  readonly version: number;
}

export interface TileTypeDto {
  readonly kind: string;
  /** Least size in layout units. */
  readonly minWidth: number;
  readonly minHeight: number;
  /** Least size in cells, on a screen of 16:9. */
  readonly minColumns: number;
  readonly minRows: number;
  readonly options: readonly (keyof TileDto['options'])[];
}

export interface PlaylistDto {
  readonly id: string;
  readonly name: Bilingual;
  readonly items: readonly { readonly sceneId: string; readonly seconds: number }[];
}

/** From a time of day (HH:MM) to another, over midnight where it ends earlier; days 1 (Monday) to 7 of its beginning. */
export interface ShiftDto {
  readonly playlistId: string;
  readonly days: readonly number[];
  readonly from: string;
  readonly to: string;
}

export type SeverityDto = 'critical' | 'warning' | 'info';

export interface WallPlanDto {
  readonly playlists: readonly PlaylistDto[];
  readonly shifts: readonly ShiftDto[];
  readonly alarms: {
    readonly severity: 'critical' | 'warning' | 'off';
    readonly alertScene: string;
    readonly shareDropScene: string | null;
    readonly dwellSeconds: number;
    readonly restSeconds: number;
  };
  readonly theme: {
    readonly mode: 'night' | 'day' | 'by-time';
    readonly dayFrom: string;
    readonly dayTo: string;
  };
  readonly sound: {
    readonly severities: readonly SeverityDto[];
    readonly quiet: { readonly from: string; readonly to: string } | null;
  };
}

/** How a screen hangs. */
export interface ScreenDto {
  readonly distanceM: number | null;
  readonly diagonalInch: number | null;
  readonly span: {
    readonly group: string;
    readonly rows: number;
    readonly columns: number;
    readonly row: number;
    readonly column: number;
  } | null;
}

/** GET /scenes/shelf: a scene, shown or not. */
export interface ShelfItemDto {
  readonly id: string;
  readonly title: Bilingual;
  /** How many. */
  readonly tiles: number;
  readonly builtIn: boolean;
  /** Version that walls show, 0 what is built in; null: none. */
  readonly shown: number | null;
  readonly newest: number;
  /** Epoch milliseconds of the system; null: it is not. */
  readonly archivedAt: number | null;
  /** What of the plan names it. */
  readonly uses: {
    readonly playlists: readonly { readonly id: string; readonly name: Bilingual }[];
    readonly alarms: boolean;
  };
}

/** GET /scenes: all that a wall needs. */
export interface WallSetDto {
  readonly grid: { readonly columns: number; readonly rows: number };
  readonly catalogue: readonly TileTypeDto[];
  readonly scenes: readonly SceneDto[];
  readonly plan: { readonly version: number; readonly definition: WallPlanDto };
  readonly screen: ScreenDto | null;
}

/** What is wrong with a scene or a plan. */
export interface SceneFaultDto {
  readonly code: string;
  /** Tile, playlist or shift. */
  readonly at: string | null;
  readonly other: string | null;
}

export interface SceneVersionDto {
  readonly sceneId: string;
  /** 0: built in. */
  readonly version: number;
  readonly definition: SceneDefinitionDto;
  readonly author: string | null;
  readonly createdAt: number | null;
  /** Walls show it. */
  readonly current: boolean;
}
