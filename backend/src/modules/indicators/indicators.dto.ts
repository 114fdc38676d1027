import { z } from 'zod';
import { definitionSchema } from './definition.dto.ts';

const time = z.number().describe('epoch milliseconds of the system');

export const indicatorSchema = z.object({
  id: z.string(),
  key: z
    .string()
    .nullable()
    .describe('of a ready-made one: share-drop, campus-lull, homecoming-surge, feed-outage'),
  version: z.int().describe('of the definition, 1 and up'),
  enabled: z.boolean(),
  definition: definitionSchema,
  authorId: z.string().describe('who wrote this version'),
  createdAt: time.describe('epoch milliseconds: of the indicator'),
  changedAt: time.describe('epoch milliseconds: of this version'),
  openAlerts: z.int().describe('alerts that are not over'),
  evaluatedTo: time
    .nullable()
    .describe('event time up to which a metric has been judged; null: not yet, or a detection'),
});
export const indicatorsSchema = z.object({ items: z.array(indicatorSchema) });

export const indicatorVersionSchema = z.object({
  version: z.int(),
  definition: definitionSchema,
  authorId: z.string(),
  at: time,
});
/** An indicator with all its versions. */
export const indicatorDetailSchema = indicatorSchema.extend({
  versions: z.array(indicatorVersionSchema).describe('newest first'),
});

/** POST /indicators. */
export const newIndicatorSchema = z.object({
  definition: definitionSchema,
  enabled: z.boolean().default(false),
});
export type NewIndicator = z.output<typeof newIndicatorSchema>;

/** PUT /indicators/{id}: the next version. Alerts under way keep theirs. */
export const indicatorChangeSchema = z.object({
  version: z.int().min(1).describe('the version that was seen; another one since: 409 conflict'),
  definition: definitionSchema,
});
export type IndicatorChange = z.output<typeof indicatorChangeSchema>;

/** POST /indicators/dry-run. */
export const dryRunRequestSchema = z.object({
  definition: definitionSchema,
  days: z.int().min(1).max(90).default(30).describe('days back from now'),
});
export type DryRunRequest = z.output<typeof dryRunRequestSchema>;

/** POST waits a few seconds; while `running`, ask GET /indicators/dry-run/{id}. */
export const dryRunSchema = z.object({
  id: z.string(),
  state: z.enum(['running', 'done', 'failed']),
  progress: z.number().describe('0 to 1: days looked at'),
  from: time.describe('event time, epoch milliseconds'),
  to: time.describe('event time, epoch milliseconds'),
  total: z.int().describe('alerts that there would have been; one a day and place at most'),
  byArea: z
    .array(
      z.object({
        areaId: z.string(),
        hotspotId: z.string().nullable(),
        count: z.int(),
        times: z.array(z.number()).describe('event times, epoch milliseconds, oldest first, at most 100'),
      }),
    )
    .describe('most first'),
  truncated: z.boolean().describe('there was more than is looked at: the counts are too low'),
});

/** What the editor offers. */
export const catalogSchema = z.object({
  metrics: z.array(
    z.object({
      metric: z.string(),
      of: z.enum(['area', 'hotspot']),
      steps: z.array(z.string()),
      unit: z.string(),
      label: z.object({ zh: z.string(), en: z.string() }),
    }),
  ),
  detections: z.array(z.object({ type: z.string(), subtypes: z.array(z.string()) })),
  variables: z
    .array(z.object({ name: z.string(), label: z.object({ zh: z.string(), en: z.string() }) }))
    .describe('that a template may use'),
});
