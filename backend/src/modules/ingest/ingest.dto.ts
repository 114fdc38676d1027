import { FEEDS } from '@tidewall/streams';
import { z } from 'zod';
import { timeSchema } from '../web/time-parameter.ts';

export const feedSchema = z.enum(FEEDS, { error: 'must be lifecycle, signalling or usage' });

export const watermarkSchema = z.object({
  feed: feedSchema,
  eventTime: timeSchema.describe('nothing earlier will come; RFC 3339 or epoch milliseconds'),
});
export type WatermarkDto = z.output<typeof watermarkSchema>;

export const ingestAnswerSchema = z
  .object({
    accepted: z.int().describe('new events, now durable'),
    duplicates: z.int().describe('events that had been taken before'),
    late: z.int().describe('events past the allowed lateness'),
    rejected: z.int().describe('lines that are no events'),
    errors: z
      .array(z.object({ line: z.int(), field: z.string().nullable(), code: z.string(), message: z.string() }))
      .describe('the first 20 rejections'),
  })
  .describe('lines = accepted + duplicates + late + rejected');
export type IngestAnswer = z.output<typeof ingestAnswerSchema>;

export const watermarkAnswerSchema = z.object({ feed: feedSchema, eventTime: z.number() });
