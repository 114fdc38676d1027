import { z } from 'zod';
import { timeSchema } from '../web/time-parameter.ts';

const time = z.number().describe('epoch milliseconds');
const words = z.object({ zh: z.string(), en: z.string() });
const interval = z.tuple([z.number(), z.number()]).describe('95 %');

export const funnelQuery = z.object({
  from: timeSchema.optional().describe('decisions from then on [the start of the scheme]'),
  to: timeSchema.optional(),
});
export type FunnelQuery = z.output<typeof funnelQuery>;

export const funnelSchema = z.object({
  schemeId: z.string(),
  from: time.nullable(),
  to: time,
  triggers: z.int(),
  eligible: z.int(),
  heldOut: z.int(),
  sent: z.int(),
  deferred: z.int(),
  suppressed: z.int(),
  failed: z.int(),
  unknown: z.int(),
  delivered: z.int(),
  reasons: z.array(z.object({ reason: z.string(), detail: z.string().nullable(), count: z.int() })),
  balanced: z.boolean().describe('the reasons add up to the triggers'),
});

const armSchema = z.object({
  subjects: z.int(),
  successes: z.int(),
  share: z.number().nullable(),
  interval: interval.nullable(),
});

export const effectSchema = z.object({
  schemeId: z.string(),
  at: time,
  successEvent: z.object({ kind: z.string(), productId: z.string().nullable(), withinDays: z.int() }),
  treated: armSchema.describe('everybody the scheme meant to contact, whatever became of the message'),
  control: armSchema.describe('held out'),
  maturing: z.int().describe('decided too lately for their days to be over: not counted yet'),
  difference: z.number().nullable().describe('treated less control, as a share'),
  interval: interval.nullable(),
  method: z.literal('newcombe-wilson'),
  verdict: z.enum(['not-enough-sample', 'no-control', 'no-difference', 'better', 'worse', 'not-comparable']),
  words,
  sampleRatio: z.object({
    expectedControlShare: z.number(),
    observedControlShare: z.number().nullable(),
    chiSquare: z.number().nullable(),
    p: z.number().nullable(),
    ok: z.boolean().nullable().describe('null: too few to say'),
    words,
  }),
});
