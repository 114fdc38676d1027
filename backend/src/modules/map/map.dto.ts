import { z } from 'zod';
import { idSchema, timeSchema } from '../web/time-parameter.ts';

const at = timeSchema.optional().describe('moment within the last 30 days [now]');
const ms = z.number().describe('epoch milliseconds');

export const mapQuery = z.object({ areaId: idSchema, at });
export type MapQuery = z.output<typeof mapQuery>;

export const areaSeriesQuery = z.object({
  areaId: idSchema,
  metric: z.enum(['present', 'homecomings'], { error: 'must be present or homecomings' }),
  at,
});
export type MapAreaSeriesQuery = z.output<typeof areaSeriesQuery>;

export const campusSeriesQuery = z.object({ hotspotId: idSchema, at });
export type CampusSeriesQuery = z.output<typeof campusSeriesQuery>;

export const placesQuery = z.object({ areaId: idSchema });
export type PlacesQuery = z.output<typeof placesQuery>;

const shownCount = z
  .union([z.number(), z.enum(['few', 'withheld'])])
  .describe('people; few: below k, withheld: k or more, but another figure would follow from it');
const usual = z
  .tuple([z.number(), z.number(), z.number()])
  .describe('10th, 50th and 90th percentile of comparable days in whole steps of k; 0 means below k');

export const shareFiguresSchema = z.object({
  day: z.string().describe('local day'),
  ownNew: z.number(),
  rivalNew: z.number(),
  share: z.number().nullable(),
  interval: z.tuple([z.number(), z.number()]).nullable().describe('Wilson 95 % interval'),
  threshold: z.number(),
  below: z.boolean(),
});

const areaFiguresSchema = z.object({
  areaId: z.string(),
  minute: ms.nullable().describe('start of the minute of `present`'),
  present: shownCount.nullable(),
  usual: usual.nullable(),
  homecomings: shownCount.nullable().describe('of the day so far, in whole steps of k'),
  yesterday: shownCount.nullable().describe('to the same time of the day before'),
  lastWeek: shownCount.nullable().describe('to the same time a week before'),
  share: shareFiguresSchema.nullable(),
  revised: z.boolean().describe('what was known of the minute then has been replaced since'),
});

const campusFiguresSchema = z.object({
  hotspotId: z.string(),
  quarter: ms.nullable(),
  subscribers: shownCount.nullable(),
  usual: usual.nullable(),
});

const alertThenSchema = z.object({
  alertId: z.string(),
  number: z.int(),
  areaId: z.string(),
  hotspotId: z.string().nullable(),
  title: z.object({ zh: z.string(), en: z.string() }),
  severity: z.string(),
  state: z.string().describe('at that moment'),
  raisedAt: ms,
  since: ms.describe('of that state'),
  acknowledged: z.boolean(),
});

export const mapStateSchema = z.object({
  at: ms,
  basis: z.enum(['store', 'event-time']).describe('by what it is told what was known'),
  areas: z.array(areaFiguresSchema).describe('the area and its children'),
  campuses: z.array(campusFiguresSchema),
  alerts: z.array(alertThenSchema).describe('that were not over then, oldest first'),
});

export const mapSeriesSchema = z.object({
  points: z.array(z.tuple([ms, shownCount])),
  band: z.array(z.tuple([ms, usual])),
  before: z.array(z.tuple([ms, shownCount])).describe('of the day before, at the same times of day'),
});

export const shareDaysSchema = z.object({ items: z.array(shareFiguresSchema).describe('14 days') });

export const placesSchema = z.object({
  k: z.number().describe('counts of people below this are not shown'),
  items: z
    .array(z.object({ areaId: z.string(), longitude: z.number(), latitude: z.number() }))
    .describe('the middle of the cells of each child'),
});

export const cellsSchema = z.object({
  startMs: ms.describe('start of the quarter of an hour'),
  cells: z
    .array(z.tuple([z.string(), z.number().nullable(), z.number().nullable(), shownCount]))
    .describe('cell, longitude, latitude, distinct subscribers'),
  cut: z.boolean().describe('there are more than 20 000 cells'),
});
