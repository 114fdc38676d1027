import type { FilterOperator } from './schemes.types.ts';

/** Whether a value passes; one that is not there passes only `is-not`. */
export function passes(
  value: unknown,
  operator: FilterOperator,
  wanted: string | number | boolean | undefined,
): boolean {
  switch (operator) {
    case 'exists':
      return value !== undefined && value !== null;
    case 'at-least':
      return typeof value === 'number' && typeof wanted === 'number' && value >= wanted;
    case 'at-most':
      return typeof value === 'number' && typeof wanted === 'number' && value <= wanted;
    case 'contains':
      return Array.isArray(value) && value.includes(wanted);
    case 'is':
      return value === wanted;
    case 'is-not':
      return value !== wanted;
  }
}

/** The value at a path of an object, `festival.name`; own properties only. */
export function valueAt(from: Readonly<Record<string, unknown>>, path: string): unknown {
  let value: unknown = from;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}
