import type { ScreenDto } from '../../api/scenes-dto.ts';

type Query = Readonly<Record<string, unknown>>;

const UNKNOWN: ScreenDto = { distanceM: null, diagonalInch: null, span: null };
const DEFAULT_GROUP = 'here';
const MAX_SCREENS = 8;

/**
 * How the screen hangs: as its address says (`?distance=6&diagonal=98&rows=1&columns=2&row=0&column=1`), else as the record
 * of its wall does. Nonsense in the address counts as not said.
 */
export function screenOf(query: Query, record: ScreenDto | null): ScreenDto {
  const known = record ?? UNKNOWN;
  return {
    distanceM: within(query['distance'], 0.3, 100) ?? known.distanceM,
    diagonalInch: within(query['diagonal'], 5, 2_000) ?? known.diagonalInch,
    span: spanOf(query) ?? known.span,
  };
}

function spanOf(query: Query): ScreenDto['span'] {
  const [rows, columns] = [whole(query['rows'], 1), whole(query['columns'], 1)];
  if (rows === null && columns === null) return null;
  const span = { rows: rows ?? 1, columns: columns ?? 1 };
  const row = whole(query['row'], 0) ?? 0;
  const column = whole(query['column'], 0) ?? 0;
  if (row >= span.rows || column >= span.columns) return null;
  const group = typeof query['group'] === 'string' ? query['group'] : DEFAULT_GROUP;
  return { group, ...span, row, column };
}

function within(value: unknown, least: number, most: number): number | null {
  const number = typeof value === 'string' && value !== '' ? Number(value) : Number.NaN;
  return number >= least && number <= most ? number : null;
}

function whole(value: unknown, least: number): number | null {
  const number = within(value, least, MAX_SCREENS);
  return number !== null && Number.isInteger(number) ? number : null;
}
