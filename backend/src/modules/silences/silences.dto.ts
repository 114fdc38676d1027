import { z } from 'zod';
import { idSchema, timeSchema } from '../web/time-parameter.ts';

const time = z.number().describe('epoch milliseconds of the system');

/** Which alerts: all that is given must fit; at least one of the three. */
export const matchSchema = z
  .object({
    indicatorIds: z.array(idSchema).max(100).default([]).describe('of these indicators [any]'),
    areaIds: z.array(idSchema).max(500).default([]).describe('in these areas and below [any]'),
    severities: z
      .array(z.enum(['info', 'warning', 'critical']))
      .default([])
      .describe('[any]'),
  })
  .refine(
    ({ indicatorIds, areaIds, severities }) => indicatorIds.length + areaIds.length + severities.length > 0,
    {
      error: 'must say something: a silence of everything is not possible',
    },
  );
export type SilenceMatch = z.output<typeof matchSchema>;

/** POST /silences/preview: what it would silence of the alerts that are open now. */
export const previewSchema = z.object({
  total: z.int(),
  alerts: z
    .array(
      z.object({
        id: z.string(),
        number: z.int(),
        title: z.object({ zh: z.string(), en: z.string() }),
        areaId: z.string().nullable(),
        state: z.string(),
      }),
    )
    .describe('newest first, at most 50'),
});

/** POST /silences. Alerts still begin, but nobody is told until it ends. */
export const newSilenceSchema = z.object({
  match: matchSchema,
  startsAt: timeSchema.optional().describe('[now]'),
  endsAt: timeSchema.describe('at most 90 days after the start'),
  reason: z.string().trim().min(1, { error: 'must not be empty' }).max(1_000),
});
export type NewSilence = z.output<typeof newSilenceSchema>;

export const silenceSchema = z.object({
  id: z.string(),
  match: matchSchema,
  startsAt: time,
  endsAt: time,
  reason: z.string(),
  author: z.object({ id: z.string(), name: z.string() }),
  createdAt: time,
  expiredAt: time.nullable().describe('ended by hand before its time'),
  state: z.enum(['pending', 'active', 'over']),
  silenced: z.int().describe('alerts it has kept quiet'),
});
export const silencesSchema = z.object({ items: z.array(silenceSchema).describe('newest first') });
