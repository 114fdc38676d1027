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
  'campus-latest',
  'share-headline',
  'share-worst',
  'share-map',
  'share-trends',
  'share-active',
  'share-latest',
  'loop-headline',
  'loop-states',
  'loop-people',
  'loop-alerts',
  'loop-campaigns',
  'pulse-headline',
  'pulse-ledger',
  'pulse-store',
  'pulse-feeds',
  'pulse-volume',
  'pulse-shards',
  'pulse-state',
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

export type SceneId = 'tide' | 'campuses' | 'share' | 'loop' | 'pulse';
export interface Scene {
  readonly id: SceneId;
  readonly tiles: readonly TilePlace[];
}

export const GRID = { columns: 12, rows: 24 } as const;

function tile(kind: TileKind, column: number, row: number, columns: number, rows: number): TilePlace {
  return { kind, column, row, columns, rows };
}

/** The scenes in the order of their rotation. */
export const SCENES: readonly [Scene, ...Scene[]] = [
  {
    id: 'tide',
    tiles: [
      tile('homecoming-headline', 0, 0, 3, 7),
      tile('presence', 0, 7, 3, 6),
      tile('homecoming-cities', 0, 13, 3, 11),
      tile('homecoming-map', 3, 0, 6, 16),
      tile('homecoming-curve', 3, 16, 6, 8),
      tile('homecoming-latest', 9, 0, 3, 24),
    ],
  },
  {
    id: 'campuses',
    tiles: [
      tile('campus-headline', 0, 0, 4, 6),
      tile('campus-newcomers', 4, 0, 3, 6),
      tile('campus-ranking', 0, 6, 7, 18),
      tile('campus-curves', 7, 0, 5, 16),
      tile('campus-latest', 7, 16, 5, 8),
    ],
  },
  {
    id: 'share',
    tiles: [
      tile('share-headline', 0, 0, 4, 7),
      tile('share-worst', 0, 7, 4, 11),
      tile('share-active', 0, 18, 4, 6),
      tile('share-map', 4, 0, 5, 18),
      tile('share-trends', 9, 0, 3, 18),
      tile('share-latest', 4, 18, 8, 6),
    ],
  },
  {
    id: 'loop',
    tiles: [
      tile('loop-headline', 0, 0, 3, 7),
      tile('loop-states', 0, 7, 3, 9),
      tile('loop-people', 0, 16, 3, 8),
      tile('loop-alerts', 3, 0, 5, 24),
      tile('loop-campaigns', 8, 0, 4, 24),
    ],
  },
  {
    id: 'pulse',
    tiles: [
      tile('pulse-headline', 0, 0, 4, 7),
      tile('pulse-ledger', 4, 0, 8, 7),
      tile('pulse-feeds', 0, 7, 9, 8),
      tile('pulse-volume', 0, 15, 6, 9),
      tile('pulse-state', 6, 15, 3, 9),
      tile('pulse-store', 9, 7, 3, 7),
      tile('pulse-shards', 9, 14, 3, 6),
      tile('pulse-history', 9, 20, 3, 4),
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
