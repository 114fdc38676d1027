import type { Fill } from './layers.ts';
import type { MapTheme } from './map-theme.ts';
import { colorOf } from './paint-base.ts';

/** Words on a fill: the ink that is read best on it, in a halo of the fill, which also covers its pattern. */
export interface Ink {
  readonly color: string;
  readonly halo: string;
}

/** Nearly opaque. */
const HALO_ALPHA = 'e0';

export function inkOn(fill: Fill, theme: MapTheme): Ink {
  const ground = colorOf(fill, theme);
  const light = luminance(ground);
  const better = (a: string, b: string): string =>
    contrast(luminance(a), light) >= contrast(luminance(b), light) ? a : b;
  return { color: better(theme.ink, theme.inkOther), halo: `${ground}${HALO_ALPHA}` };
}

/** Relative luminance of `#rrggbb` as WCAG 2 has it. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}
