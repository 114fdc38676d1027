import { z } from 'zod';
import { jsonText } from './json-text.ts';

const isDate = (text: string): boolean => {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(ms) && new Date(ms).toISOString().startsWith(text);
};
/** A day of every year may be the 29th of February. */
const isDayOfYear = (text: string): boolean => /^\d{2}-\d{2}$/.test(text) && isDate(`2024-${text}`);
const isFullDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && isDate(text);

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** A country by its code of two letters. */
export const country = z
  .string({ error: 'must be a text' })
  .transform((text) => text.toUpperCase())
  .refine((code) => /^[A-Z]{2}$/.test(code) && regions.of(code) !== undefined, {
    message: 'is no country: write its two letters of ISO 3166-1, like CN',
  });

const name = z.string({ error: 'must be a text' }).min(1, { error: 'must not be empty' });
const dayOfSeason = z
  .string({ error: 'must be a text' })
  .refine((text) => isDayOfYear(text) || isFullDate(text), {
    message: 'must be a day of every year like 06-01, or of one like 2026-06-01',
  });

const season = z
  .strictObject({ name, nameEn: name.optional(), from: dayOfSeason, to: dayOfSeason })
  .refine(({ from, to }) => from.length === to.length && (from.length === 5 || from <= to), {
    message: 'must begin before it ends, with both days yearly or both of one year',
  });

/** Seasons that returns are compared with. */
export const seasons = jsonText('list').pipe(z.array(season, { error: 'must be a list' }));

const dayOrDays = z.string({ error: 'must be a text' }).refine(
  (text) => {
    const [from = '', to = from, ...more] = text.split('/');
    return more.length === 0 && isFullDate(from) && isFullDate(to) && from <= to;
  },
  { message: 'must be a day like 2027-02-05, or first and last like 2027-02-05/2027-02-12' },
);

/** Days, in an environment variable with commas between. */
export const dayList = z
  .unknown()
  .transform((value) =>
    typeof value === 'string'
      ? value
          .split(',')
          .map((part) => part.trim())
          .filter((part) => part !== '')
      : value,
  )
  .pipe(z.array(dayOrDays, { error: 'must be a list of days' }));
