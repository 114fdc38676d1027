import { AREA_LEVELS, type DetectionType } from '@tidewall/streams';
import { z } from 'zod';
import { idSchema } from '../web/time-parameter.ts';

const DETECTION_TYPES = [
  'homecoming',
  'campus-activity',
  'campus-newcomer',
  'campus-rival',
  'campus-student',
  'share-drop',
  'source-outage',
] as const satisfies readonly DetectionType[];

/** Figures of areas that can be watched. */
const AREA_METRICS = [
  'presence',
  'signalling',
  'usage',
  'events',
  'homecomings',
  'own-new',
  'rival-new',
  'share-three-party',
  'share-two-party',
] as const;
/** Figures of hotspots that can be watched. */
const HOTSPOT_METRICS = [
  'hotspot-presence',
  'students',
  'newcomers',
  'rivals',
  'calls',
  'sms',
  'bytes',
  'voice-seconds',
] as const;
/** Everything that can be watched. */
export const METRICS = [...AREA_METRICS, ...HOTSPOT_METRICS] as const;

const text = (max: number) =>
  z
    .string({ error: 'must be a text' })
    .trim()
    .min(1, { error: 'must not be empty' })
    .max(max, { error: `must not be longer than ${max} characters` });
const bilingual = (max: number) => z.object({ zh: text(max), en: text(max) });
const factor = z.number({ error: 'must be a number' });
const direction = z.enum(['drop', 'rise']).describe('which way counts');

const sourceSchema = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('metric'),
      metric: z.enum(METRICS).describe('figure of areas, or of hotspots (hotspot-presence and after)'),
      step: z
        .enum(['1m', '15m', '1h', '1d'])
        .describe('window; shares and new numbers have days, hotspots 1m, 15m and 1h'),
      operatorId: idSchema.optional().describe('the rival of share-two-party'),
    }),
    z.object({
      kind: z.literal('detection'),
      type: z.enum(DETECTION_TYPES),
      subtype: text(64).optional().describe('only this one [all]'),
      where: z
        .record(z.string().max(64), z.union([z.string().max(200), z.number(), z.boolean()]))
        .default({})
        .describe('values that fields of the evidence must have, such as {"party": "three"}'),
    }),
  ])
  .describe('what is watched');

const placeSchema = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('areas'),
      areaIds: z.array(idSchema).min(1).max(1_000),
      below: z.boolean().default(false).describe('everything below them too'),
    }),
    z.object({
      kind: z.literal('levels'),
      levels: z.array(z.enum(AREA_LEVELS)).min(1),
      under: idSchema.optional().describe('only below this area [all areas of ours]'),
    }),
    z.object({
      kind: z.literal('hotspots'),
      hotspotIds: z.array(idSchema).max(1_000).optional().describe('[all of the type]'),
      type: z.string().max(32).default('campus'),
    }),
  ])
  .describe('where it is watched: an alert each');

const conditionSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('below'), threshold: factor }),
    z.object({ kind: z.literal('above'), threshold: factor }),
    z.object({
      kind: z.literal('change'),
      against: z.enum(['yesterday', 'last-week']).describe('the same time then'),
      direction,
      ratio: factor.min(0.01).max(100).describe('least change as a share of the value then: 0.3 is 30 %'),
      minBase: factor.min(0).default(1).describe('nothing is said while the value then is smaller'),
    }),
    z.object({
      kind: z.literal('robust-z'),
      direction,
      score: factor.min(1).max(20).describe('least distance from the median, in robust deviations'),
      weeks: z.int().min(1).max(8).default(4).describe('weeks of days of the same kind to compare with'),
      minPoints: z.int().min(3).max(40).default(5).describe('nothing is said with fewer comparable values'),
      minDistance: factor
        .min(0)
        .default(0)
        .describe('least distance from the median in units of the figure, whatever the score'),
    }),
  ])
  .describe('when it is abnormal');

export const stepSchema = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('position'),
      position: text(64).describe(
        'who holds it in the area, else in the nearest area above: area-head, area-supervisor, …',
      ),
    }),
    z.object({ kind: z.literal('person'), personId: idSchema }),
  ])
  .describe('a step of the chain');

export const chainSchema = z
  .array(stepSchema)
  .min(3, { error: 'needs at least a reporter, a reviewer and a closer' })
  .max(12)
  .describe('in order: the first reports, the last closes, those between review');

export const dueSchema = z
  .object({
    hours: factor.min(0.001).max(2_000).describe('from the beginning of the alert'),
    working: z.boolean().default(true).describe('only working hours of workdays count'),
    remindBeforeHours: factor
      .min(0)
      .max(500)
      .default(2)
      .describe('reminds this long before; 0: never; hours counted alike'),
  })
  .describe('until when it is to be closed; then it escalates');

export const linkSchema = z.object({
  label: bilingual(80),
  href: z
    .string()
    .max(500)
    .regex(/^\/(?!\/)/, { error: 'must be an address on this server, beginning with /' })
    .describe('Liquid as in the template: /map?area={{ areaId }}'),
});

/** All that an indicator is; a change makes a new version. */
export const definitionSchema = z.object({
  name: bilingual(120),
  about: bilingual(500).optional(),
  source: sourceSchema,
  place: placeSchema,
  condition: conditionSchema.optional().describe('needed for metrics; a detection is its own condition'),
  forMinutes: factor.min(0).max(10_080).default(0).describe('how long it must last, in event time'),
  severity: z.enum(['info', 'warning', 'critical']),
  chain: chainSchema,
  due: dueSchema,
  trackingDays: factor.min(0).max(90).describe('how long it is tracked after the due date; 0: not at all'),
  template: bilingual(1_000).describe(
    'Liquid: area, county, month, day, party, value, share, threshold and the like',
  ),
  links: z.array(linkSchema).max(10).default([]),
});
export type IndicatorDefinition = z.output<typeof definitionSchema>;
export type MetricName = (typeof METRICS)[number];
