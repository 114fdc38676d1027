import { z } from 'zod';
import { areaSchema, daySchema } from '../areas/areas.dto.ts';
import { countsSchema, seriesQuery, shownCountSchema } from '../web/series-query.ts';

export const HOTSPOT_METRICS = [
  'subscribers',
  'students',
  'rivals',
  'ownNewcomers',
  'signalling',
  'usage',
  'calls',
  'sms',
  'bytes',
  'voiceSeconds',
] as const;
export const hotspotSeriesQuery = seriesQuery(HOTSPOT_METRICS, ['1m', '15m']);
export type HotspotSeriesQuery = z.output<typeof hotspotSeriesQuery>;

export const usualQuery = z.object({
  day: daySchema.optional().describe('local day [today]'),
  counts: countsSchema,
});
export type UsualQuery = z.output<typeof usualQuery>;
export const usualSchema = z.object({
  day: z.string(),
  comparableDays: z.array(z.string()).describe('days of the same kind in the last four weeks'),
  quarters: z
    .array(z.tuple([z.number(), z.number(), z.number(), z.number()]))
    .describe('start in epoch milliseconds, then the 10th, 50th and 90th percentile of distinct subscribers'),
});

export const hotspotSchema = z.object({
  hotspotId: z.string(),
  type: z.enum(['campus', 'residential', 'village', 'transport', 'business']),
  name: z.string(),
  areaId: z.string(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
});
export const hotspotsSchema = z.object({ items: z.array(hotspotSchema) });
export const hotspotCardSchema = hotspotSchema.extend({
  path: z.array(areaSchema).describe('areas it lies in, highest first'),
  now: z
    .object({
      hotspotId: z.string(),
      quarter: z.number().nullable(),
      running: z.boolean().describe('the quarter of an hour still runs'),
      subscribers: shownCountSchema.nullable(),
      students: shownCountSchema.nullable(),
      rivals: shownCountSchema.nullable(),
      calls: z.number().nullable(),
      sms: z.number().nullable(),
      bytes: z.number().nullable(),
      voiceSeconds: z.number().nullable(),
      ownNewcomersToday: shownCountSchema,
      rivalNewcomersToday: shownCountSchema,
      usual: z.tuple([z.number(), z.number(), z.number()]).nullable(),
    })
    .nullable(),
});
