/** Where a value stands against its usual range, in fractions of the glyph's width. */
export interface RangeGlyph {
  readonly low: number;
  readonly median: number;
  readonly high: number;
  /** Clamped to 0…1; `clipped` when the value lies past the end. */
  readonly value: number;
  readonly clipped: boolean;
  readonly state: 'low' | 'usual' | 'high';
}

/** How far the glyph reaches: this multiple of the upper end of the range. */
const REACH = 1.6;

/** The same scale for every row: each range in units of its own median, so that rows compare by how unusual they are. */
export function rangeGlyph(value: number, usual: readonly [number, number, number]): RangeGlyph {
  const [low, median, high] = usual;
  const reach = Math.max(high, 1) * REACH;
  const at = (x: number): number => Math.min(1, Math.max(0, x / reach));
  return {
    low: at(low),
    median: at(median),
    high: at(high),
    value: at(value),
    clipped: value > reach,
    state: value > high ? 'high' : value < low ? 'low' : 'usual',
  };
}
