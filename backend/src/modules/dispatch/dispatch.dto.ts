import { z } from 'zod';
import { idSchema } from '../web/time-parameter.ts';

const time = z.number().describe('epoch milliseconds');
const name = z.string().min(1).max(64);
const limit = z.coerce.number().int().min(1).max(500).default(100);

const filter = { schemeId: idSchema.optional(), channel: name.optional(), code: name.optional() };
export const deadLettersQuery = z.object({
  ...filter,
  cursor: z
    .string()
    .regex(/^\d{1,16}$/, { error: 'must be a cursor of an answer' })
    .optional(),
  limit,
});
export type DeadLettersQuery = z.output<typeof deadLettersQuery>;
export const deadLettersSchema = z.object({
  items: z.array(
    z.object({
      submissionId: z.string(),
      decisionId: z.string(),
      schemeId: z.string(),
      channel: z.string(),
      code: z.string().nullable().describe('why it was given up'),
      attempts: z.int(),
      settledAt: time.nullable(),
    }),
  ),
  counts: z.array(
    z.object({ schemeId: z.string(), channel: z.string(), code: z.string().nullable(), count: z.int() }),
  ),
  nextCursor: z.string().nullable(),
});
export const replaySchema = z.strictObject({
  ...filter,
  submissionIds: z
    .array(idSchema)
    .min(1)
    .max(500)
    .optional()
    .describe('[all that fit, at most 500 at a time]'),
});
export const replayedSchema = z.object({
  replayed: z.int().describe('decided anew; those that have recovered are left alone'),
});

const killSwitchShape = {
  scope: z.enum(['tenant', 'scheme', 'channel']),
  key: z.string().describe('scheme or channel; * for everything'),
  reason: z.string(),
};
export const killSwitchSchema = z.object({
  switchId: z.string(),
  ...killSwitchShape,
  setBy: z.string(),
  setAt: time,
  liftedBy: z.string().nullable(),
  liftedAt: time.nullable(),
});
export const killSwitchesSchema = z.object({ items: z.array(killSwitchSchema) });
export const setKillSwitchSchema = z
  .strictObject({
    scope: killSwitchShape.scope,
    key: name.default('*'),
    reason: z.string().trim().min(1, { error: 'must say why' }).max(1_000),
  })
  .refine(({ scope, key }) => scope === 'tenant' || key !== '*', {
    path: ['key'],
    error: 'must name the scheme or channel',
  });

export const channelsSchema = z.object({
  items: z.array(
    z.object({
      name: z.string(),
      type: z.enum(['smpp', 'webhook', 'log']),
      state: z.enum(['ready', 'connecting', 'closed']),
      inFlight: z.int(),
      waiting: z.int(),
      window: z.number(),
      rate: z.number().nullable(),
      breaker: z.enum(['closed', 'open', 'half-open']),
      lastFault: z.string().optional(),
      stopped: z.boolean().describe('by a kill switch'),
    }),
  ),
});
