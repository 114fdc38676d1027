/** Lines of the smallest kind, as SVG path data in a box of `width` × `height` with y downwards. */
export interface SparkBox {
  readonly width: number;
  readonly height: number;
}

/** The line and the area under it. */
export interface Spark {
  readonly line: string;
  readonly area: string;
}

/**
 * Values one slot apart, the newest at the right end; the scale begins at zero, so that height means amount.
 * Fewer values than slots leave the left empty: a line that has just begun does not look like a long one.
 */
export function sparkOf(values: readonly number[], slots: number, box: SparkBox): Spark {
  if (values.length < 2) return { line: '', area: '' };
  const top = Math.max(...values);
  const step = box.width / (slots - 1);
  const left = box.width - (values.length - 1) * step;
  const points = values.map((value, index) => {
    const y = top <= 0 ? box.height : box.height * (1 - value / top);
    return `${round(left + index * step)} ${round(y)}`;
  });
  const line = `M${points.join('L')}`;
  const floor = round(box.height);
  return { line, area: `${line}L${round(box.width)} ${floor}L${round(left)} ${floor}Z` };
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** A list that forgets its oldest value past `size`. */
export function appended(values: readonly number[], value: number, size: number): readonly number[] {
  return [...values.slice(Math.max(0, values.length - size + 1)), value];
}
