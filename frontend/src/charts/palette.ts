import { shallowReactive } from 'vue';

export const THEMES = ['night', 'day'] as const;
export type Theme = (typeof THEMES)[number];

/** The colours of tokens.css for canvases. */
export interface Palette {
  readonly ground: string;
  readonly tile: string;
  readonly line: string;
  readonly structure: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly band: string;
  readonly past: string;
  readonly quantity: string;
  readonly amber: string;
  readonly red: string;
  /** Nothing, then few to many. */
  readonly scale: readonly [string, string, string, string, string, string];
  /** Of an area by its share against the threshold. Neutral until something is wrong. */
  readonly shares: Readonly<Record<'few' | 'fine' | 'near' | 'below' | 'far-below', string>>;
}

/**
 * Contrast of every text tone on tile and ground is ≥ 7 : 1; what means a state differs by ≥ 10 (CIEDE2000) from what
 * means another one, for people who see no red or no green too (palette.spec.ts).
 */
export const PALETTES: Readonly<Record<Theme, Palette>> = {
  night: {
    ground: '#0a0e13',
    tile: '#10161d',
    line: '#2b3641',
    structure: '#4a5a69',
    ink: '#eaf0f5',
    inkSoft: '#b4c0cb',
    band: 'rgba(150, 172, 192, 0.20)',
    past: '#8b98a5',
    quantity: '#74c8e4',
    amber: '#ffd257',
    red: '#ff8672',
    scale: ['#1a232c', '#1f3d51', '#275b76', '#33809f', '#4fabc9', '#8fd9ef'],
    shares: { few: '#141b22', fine: '#33434f', near: '#6f8599', below: '#eab040', 'far-below': '#c93a22' },
  },
  day: {
    ground: '#f3f5f7',
    tile: '#ffffff',
    line: '#d3dae0',
    structure: '#a9b5c0',
    ink: '#10181f',
    inkSoft: '#3f4b56',
    band: 'rgba(70, 96, 118, 0.16)',
    past: '#71808d',
    quantity: '#00527a',
    amber: '#754600',
    red: '#9c0046',
    scale: ['#e9edf1', '#c5dae5', '#93bfd3', '#5b9cb8', '#2c7797', '#0c4f6d'],
    shares: { few: '#eef1f4', fine: '#ccd5dc', near: '#8a9eae', below: '#d99a2b', 'far-below': '#a60f4d' },
  },
};

/** The colours in force, those of the night at first; what is computed with them is computed anew when they change. */
export const PALETTE: Palette = shallowReactive<{ -readonly [name in keyof Palette]: Palette[name] }>({
  ...PALETTES.night,
});

/** Changes the colours in force. The document's tokens are changed by `setTheme`, which calls this. */
export function applyPalette(theme: Theme): void {
  Object.assign(PALETTE, PALETTES[theme]);
}

export const FONT = "'IBM Plex Sans', 'Noto Sans SC', sans-serif";
