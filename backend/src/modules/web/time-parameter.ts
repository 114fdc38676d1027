import { z } from 'zod';

const RFC_3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d{2}:\d{2})$/;
/** 0001-01-01 to 9999-12-31: beyond it nothing is a date that anyone means. */
const MIN_MS = -62_135_596_800_000;
const MAX_MS = 253_402_300_799_999;

/** Reads epoch milliseconds (number or digits) or RFC 3339 with an offset; null for anything else. */
export function parseTime(value: unknown): number | null {
  const ms = typeof value === 'number' ? value : typeof value === 'string' ? timeOfText(value) : Number.NaN;
  return Number.isFinite(ms) && ms >= MIN_MS && ms <= MAX_MS ? Math.trunc(ms) : null;
}

function timeOfText(text: string): number {
  if (/^-?\d{1,15}$/.test(text)) return Number(text);
  return RFC_3339.test(text) ? Date.parse(text.toUpperCase()) : Number.NaN;
}

/** A time in a query or a body, as epoch milliseconds. */
export const timeSchema = z
  .union([z.string(), z.number()], { error: 'must be a time' })
  .transform((value, context) => {
    const ms = parseTime(value);
    if (ms !== null) return ms;
    context.addIssue({ code: 'custom', message: 'must be epoch milliseconds or RFC 3339 with an offset' });
    return z.NEVER;
  });

/** An id as in the reference files. */
export const idSchema = z
  .string({ error: 'must be an id' })
  .min(1, { error: 'must not be empty' })
  .max(64, { error: 'must not be longer than 64 characters' });

/** Size of a page of a list. */
export const limitSchema = z.coerce
  .number({ error: 'must be a number' })
  .int({ error: 'must be a whole number' })
  .min(1, { error: 'must be at least 1' })
  .max(500, { error: 'must be at most 500' });
