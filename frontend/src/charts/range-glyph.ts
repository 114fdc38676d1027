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

/** How far the glyph reaches to each side of the median, in half widths of the range. */
const REACH = 3.2;

/**
 * Every row has its median in the middle and the same width of range, so that rows compare by how unusual they are,
 * whatever their size.
 */
export function rangeGlyph(value: number, usual: readonly [number, number, number]): RangeGlyph {
  const [low, median, high] = usual;
  const half = Math.max(high - median, median - low, 1);
  const at = (x: number): number => 0.5 + (x - median) / (2 * REACH * half);
  const clamped = (x: number): number => Math.min(1, Math.max(0, x));
  return {
    low: clamped(at(low)),
    median: 0.5,
    high: clamped(at(high)),
    value: clamped(at(value)),
    clipped: at(value) < 0 || at(value) > 1,
    state: value > high ? 'high' : value < low ? 'low' : 'usual',
  };
}
