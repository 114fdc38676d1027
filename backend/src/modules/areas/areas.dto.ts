import { z } from 'zod';
import { isDay } from '../calendar/index.ts';
import { countsSchema, seriesQuery, shownCountSchema } from '../web/series-query.ts';

export const AREA_METRICS = [
  'subscribers',
  'signalling',
  'usage',
  'events',
  'homecomings',
  'ownNew',
  'rivalNew',
  'share',
] as const;
export const areaSeriesQuery = seriesQuery(AREA_METRICS, ['1m', '15m', '1h', '1d']);
export type AreaSeriesQuery = z.output<typeof areaSeriesQuery>;

export const daySchema = z
  .string({ error: 'must be a day' })
  .refine(isDay, { error: 'must be a day like 2026-02-10' });
export const sharesQuery = z.object({
  from: daySchema.optional().describe('first day, included [14 days before to]'),
  to: daySchema.optional().describe('last day, included [today]'),
});
export type SharesQuery = z.output<typeof sharesQuery>;

export const countsQuery = z.object({ counts: countsSchema });
export type CountsQuery = z.output<typeof countsQuery>;

const shownPoints = z.array(z.tuple([z.number(), shownCountSchema]));
export const homecomingDaysSchema = z.object({
  today: shownPoints.describe('end of the hour, the day so far in whole steps of k'),
  yesterday: shownPoints,
  usual: z
    .array(z.tuple([z.number(), z.number(), z.number(), z.number()]))
    .describe(
      'hours since midnight, then the 10th, 50th and 90th percentile of three weeks in whole steps of k; 0: below k',
    ),
  days: shownPoints.describe('whole days before today by start'),
});

export const areaSchema = z.object({
  areaId: z.string(),
  parentId: z.string().nullable(),
  level: z.enum(['country', 'province', 'city', 'county', 'township', 'grid']),
  name: z.string(),
  nameEn: z.string(),
  covered: z.boolean().describe('in the province that has cells'),
});
export const areasSchema = z.object({ items: z.array(areaSchema) });

const interval = z.tuple([z.number(), z.number()]).nullable().describe('Wilson 95 % interval');
const rivalNew = z.record(z.string(), z.number()).describe('by operatorId');
export const areaNowSchema = z.object({
  areaId: z.string(),
  minute: z.number().nullable(),
  running: z.boolean().describe('the minute still runs'),
  subscribers: shownCountSchema.nullable(),
  signalling: z.number().nullable(),
  usage: z.number().nullable(),
  homecomings: shownCountSchema.nullable(),
  homecomingsYesterday: shownCountSchema.nullable(),
  homecomingsLastWeek: shownCountSchema.nullable(),
  share: z.object({
    day: z.string(),
    ownNew: z.number(),
    rivalNew,
    share: z.number().nullable(),
    interval,
    threshold: z.number(),
    below: z.boolean(),
  }),
});
export const areaCardSchema = areaSchema.extend({
  path: z.array(areaSchema).describe('ancestors, highest first'),
  children: z.array(areaSchema),
  now: areaNowSchema.nullable(),
});
export const activeSharesSchema = z.object({
  items: z.array(
    z.object({
      areaId: z.string(),
      day: z.string(),
      operatorId: z.string().nullable().describe('the rival; null for all'),
      ownActive: z.number().describe('numbers of ours that communicated there'),
      rivalSeen: z.number().describe('rival numbers that ours communicated with there'),
      seenOnce: z.number().describe('of these, in exactly one communication'),
      seenTwice: z.number().describe('of these, in exactly two'),
      communications: z.number().describe('all communications with them'),
      rivalEstimated: z.number().describe('Chao1 estimate of the rival numbers, seen or not'),
      rivalInterval: z.tuple([z.number(), z.number()]).describe('its 95 % interval'),
      plainShare: z.number().describe('upper bound: as if no rival number were unseen'),
      chao1Share: z.number().describe('the other bound: with the Chao1 estimate of the unseen'),
      chao1Interval: z.tuple([z.number(), z.number()]).describe('with the ends of its interval'),
      outage: z.boolean().describe('a source was out on the day: the figures are too low'),
    }),
  ),
});
export const sharesSchema = z.object({
  items: z.array(
    z.object({
      areaId: z.string(),
      day: z.string(),
      ownNew: z.number(),
      rivalNew,
      share: z.number().nullable(),
      interval,
      final: z.boolean(),
    }),
  ),
});
