/** Upper bounds of the classes but the last: class i holds values ≤ breaks[i]. Zero has a class of its own below them. */
export interface Classes {
  readonly breaks: readonly number[];
}

/** Shades between two classes at most: two of them are not as far apart as five. */
const MAX_STEP = 2;

/** Steps that people read: 1, 2, 3, 5 times a power of ten. */
const STEPS = [1, 2, 3, 5, 10] as const;

/**
 * Up to `count` classes by quantile with rounded bounds, so that a few large cities do not leave everything else in
 * one shade.
 */
export function quantileClasses(values: readonly number[], count: number): Classes {
  const sorted = values.filter((value) => value > 0).toSorted((a, b) => a - b);
  const breaks: number[] = [];
  for (let i = 1; i < count; i++) {
    const value = sorted[Math.floor((sorted.length * i) / count)];
    if (value === undefined) continue;
    const bound = rounded(value);
    if (bound > (breaks.at(-1) ?? 0) && bound < (sorted.at(-1) ?? 0)) breaks.push(bound);
  }
  return { breaks };
}

/** 0 for nothing, else 1 + the index of the class. */
export function classOf(classes: Classes, value: number): number {
  if (value <= 0) return 0;
  const index = classes.breaks.findIndex((bound) => value <= bound);
  return 1 + (index === -1 ? classes.breaks.length : index);
}

/**
 * Index of a shade out of `shades` + 1, of which the first means nothing: the highest class is the brightest, few classes
 * are further apart than many.
 */
export function shadeOf(classes: Classes, value: number, shades: number): number {
  const index = classOf(classes, value);
  const last = classes.breaks.length + 1;
  if (index === 0) return 0;
  if (last === 1) return Math.ceil(shades / 2);
  return Math.round(shades - (last - index) * Math.min(MAX_STEP, (shades - 1) / (last - 1)));
}

function rounded(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const digits = value / power;
  // Two significant digits above ten keep neighbouring quantiles apart.
  if (value >= 10) return Math.round(digits * 2) * (power / 2);
  return (STEPS.find((step) => step >= digits) ?? 10) * power;
}
