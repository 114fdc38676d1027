import { AREA_LEVELS, RULES, type RuleName } from '@tidewall/streams';
import { z } from 'zod';
import { idSchema, timeSchema } from '../web/time-parameter.ts';

const RULE_NAMES = Object.keys(RULES) as [RuleName, ...RuleName[]];
const MAX_CHANGES = 200;

const time = z.number().describe('epoch milliseconds');
const ruleName = z.enum(RULE_NAMES, { error: `must be one of ${RULE_NAMES.join(', ')}` });

export const bilingualSchema = z.object({ zh: z.string(), en: z.string() });
const unit = z.enum(['days', 'weeks', 'minutes', 'seconds', 'hour', 'share', 'count', 'score', 'level']);
export const thresholdValueSchema = z.union([z.number(), z.enum(AREA_LEVELS)]);

export const thresholdsQuery = z.object({
  areaId: idSchema.optional().describe('as in force for this area [everywhere]'),
  at: timeSchema.optional().describe('as in force at this event time [now]'),
});
export type ThresholdsQuery = z.output<typeof thresholdsQuery>;

const origin = z.object({
  areaId: z.string().nullable().describe('null: everywhere'),
  effectiveFrom: time.nullable().describe('epoch milliseconds of event time; null: always'),
});

export const thresholdsSchema = z.object({
  areaId: z.string().nullable(),
  at: time,
  version: z.int().describe('the newest version of the set; 0 while there is none'),
  rules: z.array(
    z.object({
      rule: ruleName,
      label: bilingualSchema,
      version: z.string().describe('highest version with a part in the values, or "defaults"'),
      parameters: z.array(
        z.object({
          name: z.string(),
          label: bilingualSchema,
          unit,
          default: thresholdValueSchema,
          min: thresholdValueSchema,
          max: thresholdValueSchema,
          everywhere: z.boolean().describe('the same in every area and at all times'),
          value: thresholdValueSchema.describe('in force'),
          from: origin
            .extend({ version: z.int() })
            .nullable()
            .describe('the row that says so; null: default'),
        }),
      ),
    }),
  ),
  history: z
    .array(
      z.object({
        version: z.int(),
        changes: z.array(
          origin.extend({ rule: ruleName, parameter: z.string(), value: thresholdValueSchema }),
        ),
      }),
    )
    .describe('newest version first'),
});

export const thresholdChangesSchema = z.object({
  effectiveFrom: timeSchema.optional().describe('event time; not before the watermark [now]'),
  areaId: idSchema.optional().describe('for this area and everything below it [everywhere]'),
  changes: z
    .array(
      z.object({
        rule: ruleName,
        parameter: z.string({ error: 'must be a text' }).max(64, { error: 'is too long' }),
        value: z.union([z.number(), z.string().max(64)], { error: 'must be a number or a level' }),
      }),
      { error: 'must be a list' },
    )
    .min(1, { error: 'must not be empty' })
    .max(MAX_CHANGES, { error: `must not be more than ${MAX_CHANGES}` }),
});
export type ThresholdChanges = z.output<typeof thresholdChangesSchema>;

export const thresholdVersionSchema = z.object({
  version: z.int().describe('of the rows that were added'),
});
