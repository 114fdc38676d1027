import { z } from 'zod';
import { detectionSchema } from '../detections/detections.dto.ts';
import { timeSchema } from '../web/time-parameter.ts';
import { changesSchema } from './thresholds.ts';

const DAY_MS = 86_400_000;
const MAX_DAYS = 400;

export const backtestRequestSchema = z
  .strictObject({
    from: timeSchema.describe(
      'first event time of detections that are compared; RFC 3339 or epoch milliseconds',
    ),
    to: timeSchema.describe('event time, not included'),
    warmUpDays: z
      .number({ error: 'must be a number' })
      .min(0, { error: 'must be at least 0' })
      .max(MAX_DAYS, { error: `must be at most ${MAX_DAYS}` })
      .default(90)
      .describe('how much earlier events are read, as far as they are stored'),
    thresholds: changesSchema,
  })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'must be later than from' })
  .refine(({ from, to }) => to - from <= MAX_DAYS * DAY_MS, {
    path: ['to'],
    message: `must be at most ${MAX_DAYS} days after from`,
  });
export type BacktestRequest = z.output<typeof backtestRequestSchema>;

export const backtestTakenSchema = z.object({ backtestId: z.string() });

const counts = {
  now: z.int().describe('detections with the thresholds in force'),
  withChange: z.int(),
  same: z.int(),
  more: z.int(),
  less: z.int(),
  otherTime: z.int().describe('the same thing at another event time'),
  otherEvidence: z.int().describe('the same thing at the same time, otherwise judged'),
};
const pairSchema = z.object({ now: detectionSchema, withChange: detectionSchema });
const placeSchema = z.object({
  areaId: z.string().nullable().describe('a county; what lies above counties stands for itself'),
  name: z.string(),
  nameEn: z.string(),
  ...counts,
});
const typeSchema = z.object({
  type: z.string(),
  subtype: z.string().nullable(),
  ...counts,
  places: z.array(placeSchema),
  examples: z.object({
    more: z.array(detectionSchema),
    less: z.array(detectionSchema),
    otherTime: z.array(pairSchema),
    otherEvidence: z.array(pairSchema),
  }),
});
const fidelitySchema = z.object({
  stored: z.int(),
  rerun: z.int(),
  same: z.int(),
  otherTime: z.int(),
  onlyStored: z.int(),
  onlyRerun: z.int(),
  share: z.number(),
});
const resultSchema = z.object({
  from: z.string(),
  to: z.string(),
  warmUpFrom: z.string(),
  events: z.int(),
  unknownNumbers: z.int(),
  version: z.string().describe('that the changed thresholds would get'),
  changes: z.array(
    z.object({
      rule: z.string(),
      parameter: z.string(),
      areaId: z.string().nullable(),
      value: z.string(),
    }),
  ),
  totals: z.object(counts),
  types: z.array(typeSchema),
  fidelity: fidelitySchema.describe('how well the run with the thresholds in force repeats what is stored'),
});

export const backtestSchema = z.object({
  backtestId: z.string(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  progress: z.number().describe('0 to 1'),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
  result: resultSchema.optional(),
});
