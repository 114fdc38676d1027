/** Smallest and largest size of a text, pixels. */
const LEAST = 13.5;
const MOST = 28;

/** Size of a text on a screen, in half pixels: by its height, since wide screens are no farther away; upright ones by their width. */
export function unitOf(width: number, height: number): number {
  const side = Math.min((width * 9) / 16, height);
  return Math.round(Math.min(MOST, Math.max(LEAST, side * 0.0085 + 5.2)) * 2) / 2;
}
