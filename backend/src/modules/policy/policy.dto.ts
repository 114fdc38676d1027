import { z } from 'zod';
import { CAP_SCOPES } from './policy.types.ts';

const DAY_MS = 86_400_000;
const minute = z.number().int().min(0).max(1_440);

export const policySchema = z.strictObject({
  caps: z
    .array(
      z.strictObject({
        scope: z.enum(CAP_SCOPES),
        key: z
          .string()
          .min(1)
          .max(64)
          .nullable()
          .describe('channel, category or scheme; null: each by itself'),
        limit: z.number().int().min(0).max(1_000),
        windowMs: z
          .number()
          .int()
          .min(60_000)
          .max(366 * DAY_MS)
          .describe('rolling'),
      }),
    )
    .max(50)
    .readonly(),
  quietHours: z
    .strictObject({
      fromMinute: minute.describe('of the local day of the subscriber'),
      toMinute: minute,
      holidays: z.enum(['as-usual', 'whole-day']),
    })
    .nullable(),
  competeMs: z.number().int().min(0).max(60_000),
  controlShare: z.number().min(0).max(0.5).describe('share of subscribers whom no scheme contacts'),
  consentRequired: z.boolean(),
});
export const policyInForceSchema = z.object({ version: z.int(), policy: policySchema });
export const changePolicySchema = z.strictObject({
  version: z.number().int().min(0).describe('the version that was seen'),
  policy: policySchema,
});

export const personsSchema = z.strictObject({
  numbers: z.array(z.string().max(32)).max(10_000).default([]).describe('go in and never come out'),
  pseudonyms: z
    .array(z.string().regex(/^[0-9a-f]{16}$/, { error: 'must be a pseudonym of 16 hexadecimal digits' }))
    .max(10_000)
    .default([]),
});
export const personsChangedSchema = z.object({
  changed: z.int().describe('entries that changed: a number may have one for each way to write it'),
  unreadable: z.int().describe('numbers that are none'),
});
export const refusedCountsSchema = z.object({
  bySource: z.record(z.string(), z.int()).describe('subscribers, upload, reply, unreachable'),
});
