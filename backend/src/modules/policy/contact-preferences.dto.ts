import { z } from 'zod';
import { CONTENT_LANGUAGES } from '../content/index.ts';
import { personsSchema } from './policy.dto.ts';

export const preferencesSchema = personsSchema
  .extend({
    consent: z.boolean().optional().describe('whether they have agreed to be contacted; left out: as it was'),
    language: z
      .enum(CONTENT_LANGUAGES, { error: `must be one of ${CONTENT_LANGUAGES.join(', ')}, or null` })
      .nullable()
      .optional()
      .describe('of their messages; null: not known; left out: as it was'),
    timeZone: z
      .string()
      .max(64)
      .refine(isTimeZone, { error: 'must be a name of the IANA time zone database, such as Asia/Urumqi' })
      .nullable()
      .optional()
      .describe('of their quiet hours; null: that of the system; left out: as it was'),
  })
  .refine(
    ({ consent, language, timeZone }) =>
      consent !== undefined || language !== undefined || timeZone !== undefined,
    { error: 'must say consent, language or timeZone' },
  );

export const preferenceCountsSchema = z.object({
  consenting: z.int().describe('entries that have agreed to be contacted'),
  byLanguage: z.record(z.string(), z.int()),
  byTimeZone: z.record(z.string(), z.int()),
});
export type PreferenceCounts = z.output<typeof preferenceCountsSchema>;

function isTimeZone(name: string): boolean {
  // An offset would be taken too, and be wrong for half of the year in most places.
  return /^[A-Za-z]/.test(name) && isKnown(name);
}

function isKnown(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
