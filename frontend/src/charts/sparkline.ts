/** Lines of the smallest kind, as SVG path data in a box of `width` × `height` with y downwards. */
export interface SparkBox {
  readonly width: number;
  readonly height: number;
}

/** Values spread evenly over the width; the scale begins at zero, so that height means amount. */
export function sparkPath(values: readonly number[], box: SparkBox): string {
  if (values.length < 2) return '';
  const top = Math.max(...values);
  const step = box.width / (values.length - 1);
  return values
    .map((value, index) => {
      const y = top <= 0 ? box.height : box.height * (1 - value / top);
      return `${index === 0 ? 'M' : 'L'}${round(index * step)} ${round(y)}`;
    })
    .join('');
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** A list that forgets its oldest value past `size`. */
export function appended(values: readonly number[], value: number, size: number): readonly number[] {
  return [...values.slice(Math.max(0, values.length - size + 1)), value];
}
