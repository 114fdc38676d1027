export const THEME_IDS = ['day', 'night'] as const;
export type ThemeId = (typeof THEME_IDS)[number];

/** Colours of a map for canvases. Shades go from nothing to most; abnormal is never told by colour alone. */
export interface MapTheme {
  readonly ground: string;
  /** Land around the area that is shown. */
  readonly land: string;
  readonly border: string;
  readonly outline: string;
  readonly ink: string;
  /** For words on what is as dark, or as light, as the ink itself. */
  readonly inkOther: string;
  /** Around texts, so that they are read on every shade. */
  readonly halo: string;
  readonly inkSoft: string;
  readonly focus: string;
  /** Nothing known, then few to many: one cool hue. */
  readonly unknown: string;
  readonly shades: readonly [string, string, string, string, string];
  /** Stripes over figures that are not shown. */
  readonly hatch: string;
  readonly amber: string;
  readonly red: string;
  readonly mark: string;
  /** Frames of cells, and all of those with few people. */
  readonly frame: string;
  /** The paper of a note. */
  readonly note: string;
  /** Fills of areas below their threshold. */
  readonly below: string;
  readonly farBelow: string;
}

export const MAP_THEMES: Readonly<Record<ThemeId, MapTheme>> = {
  day: {
    ground: '#eef2f5',
    land: '#e2e8ed',
    border: '#ffffff',
    outline: '#52606e',
    ink: '#10202b',
    inkOther: '#ffffff',
    halo: 'rgba(255, 255, 255, 0.86)',
    inkSoft: '#3f4d5a',
    focus: '#10202b',
    unknown: '#dde3e8',
    shades: ['#cfe0ea', '#a3c9db', '#6ea9c5', '#347a9d', '#14648b'],
    hatch: 'rgba(63, 77, 90, 0.34)',
    amber: '#8f5200',
    red: '#b3261e',
    mark: '#0b4f6c',
    frame: '#566675',
    note: '#fffdf2',
    below: '#e9b05c',
    farBelow: '#c8452f',
  },
  night: {
    ground: '#0a0e13',
    land: '#131a21',
    border: '#0a0e13',
    outline: '#8b98a5',
    ink: '#f2f6f9',
    inkOther: '#0a0e13',
    halo: 'rgba(10, 14, 19, 0.82)',
    inkSoft: '#b4c0cb',
    focus: '#ffffff',
    unknown: '#1a222a',
    shades: ['#1c3646', '#23506a', '#2d7090', '#4496b8', '#7cc6e2'],
    hatch: 'rgba(180, 192, 203, 0.30)',
    amber: '#ffc861',
    red: '#ff8f78',
    mark: '#bfe6f5',
    frame: '#7b8a98',
    note: '#2a333c',
    below: '#96600f',
    farBelow: '#b8432f',
  },
};
