import { z } from 'zod';
import { timeSchema } from '../web/time-parameter.ts';

const time = z.number().describe('epoch milliseconds');
const words = z.object({ zh: z.string(), en: z.string() });
const interval = z.tuple([z.number(), z.number()]).describe('95 %');

export const funnelQuery = z.object({
  from: timeSchema.optional().describe('of triggers from then on [ever]'),
});
export type FunnelQuery = z.output<typeof funnelQuery>;

export const funnelSchema = z.object({
  schemeId: z.string(),
  from: time.nullable(),
  to: time,
  triggers: z.int().describe('sent + heldOut + suppressed + deferred + stale + failed + unknown + waiting'),
  eligible: z.int().describe('drawn into either group'),
  heldOut: z.int(),
  sent: z.int(),
  delivered: z.int().describe('of those sent, as far as the provider has said'),
  converted: z.int().describe('of those meant to be contacted'),
  deferred: z.int(),
  stale: z.int(),
  failed: z.int(),
  unknown: z.int(),
  waiting: z.int().describe('not decided yet'),
  suppressed: z.record(z.string(), z.int()).describe('by reason'),
  reasons: z.array(
    z.object({
      reason: z.string().describe('code of the decision; `queued`: not decided yet'),
      detail: z.string().nullable(),
      arm: z.enum(['treated', 'control']).nullable(),
      count: z.int(),
    }),
  ),
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
