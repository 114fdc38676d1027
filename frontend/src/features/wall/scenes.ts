/** What a tile shows; each kind has one component. */
export const TILE_KINDS = [
  'homecoming-headline',
  'presence',
  'homecoming-cities',
  'homecoming-map',
  'homecoming-curve',
  'homecoming-latest',
  'campus-headline',
  'campus-newcomers',
  'campus-ranking',
  'campus-curves',
  'share-headline',
  'share-worst',
  'share-map',
  'share-trends',
  'share-latest',
  'pulse-headline',
  'pulse-ledger',
  'pulse-store',
  'pulse-feeds',
  'pulse-shards',
  'pulse-history',
] as const;
export type TileKind = (typeof TILE_KINDS)[number];

/** A tile on the grid: columns and rows from 0, sizes in cells. */
export interface TilePlace {
  readonly kind: TileKind;
  readonly column: number;
  readonly row: number;
  readonly columns: number;
  readonly rows: number;
}

export type SceneId = 'tide' | 'campuses' | 'share' | 'pulse';
export interface Scene {
  readonly id: SceneId;
  readonly tiles: readonly TilePlace[];
}

export const GRID = { columns: 12, rows: 12 } as const;

function tile(kind: TileKind, column: number, row: number, columns: number, rows: number): TilePlace {
  return { kind, column, row, columns, rows };
}

/** The scenes in the order of their rotation. */
export const SCENES: readonly [Scene, ...Scene[]] = [
  {
    id: 'tide',
    tiles: [
      tile('homecoming-headline', 0, 0, 3, 4),
      tile('presence', 0, 4, 3, 3),
      tile('homecoming-cities', 0, 7, 3, 5),
      tile('homecoming-map', 3, 0, 6, 8),
      tile('homecoming-curve', 3, 8, 6, 4),
      tile('homecoming-latest', 9, 0, 3, 12),
    ],
  },
  {
    id: 'campuses',
    tiles: [
      tile('campus-headline', 0, 0, 4, 3),
      tile('campus-newcomers', 4, 0, 3, 3),
      tile('campus-ranking', 0, 3, 7, 9),
      tile('campus-curves', 7, 0, 5, 12),
    ],
  },
  {
    id: 'share',
    tiles: [
      tile('share-headline', 0, 0, 4, 4),
      tile('share-worst', 0, 4, 4, 8),
      tile('share-map', 4, 0, 5, 9),
      tile('share-trends', 9, 0, 3, 9),
      tile('share-latest', 4, 9, 8, 3),
    ],
  },
  {
    id: 'pulse',
    tiles: [
      tile('pulse-headline', 0, 0, 4, 4),
      tile('pulse-ledger', 4, 0, 8, 4),
      tile('pulse-feeds', 0, 4, 9, 8),
      tile('pulse-store', 9, 4, 3, 3),
      tile('pulse-shards', 9, 7, 3, 3),
      tile('pulse-history', 9, 10, 3, 2),
    ],
  },
];

export function isSceneId(value: unknown): value is SceneId {
  return SCENES.some((scene) => scene.id === value);
}

/** The scene `step` places further in the rotation. */
export function sceneAfter(id: SceneId, step: number): Scene {
  const index = SCENES.findIndex((scene) => scene.id === id);
  return SCENES[(index + step + SCENES.length) % SCENES.length] ?? SCENES[0];
}

/** Faults of a scene: tiles past the grid, on top of each other, or twice the same kind. */
export function sceneFaults(scene: Scene): readonly string[] {
  const faults: string[] = [];
  const taken = new Map<string, TileKind>();
  const kinds = new Set<TileKind>();
  for (const place of scene.tiles) {
    const { kind, column, row, columns, rows } = place;
    if (kinds.has(kind)) faults.push(`${scene.id}: ${kind} stands twice`);
    kinds.add(kind);
    const outside = column < 0 || row < 0 || columns < 1 || rows < 1;
    if (outside || column + columns > GRID.columns || row + rows > GRID.rows) {
      faults.push(`${scene.id}: ${kind} leaves the grid`);
      continue;
    }
    for (let x = column; x < column + columns; x++) {
      for (let y = row; y < row + rows; y++) {
        const other = taken.get(`${String(x)},${String(y)}`);
        if (other !== undefined && other !== kind) faults.push(`${scene.id}: ${kind} covers ${other}`);
        taken.set(`${String(x)},${String(y)}`, kind);
      }
    }
  }
  return [...new Set(faults)];
}
