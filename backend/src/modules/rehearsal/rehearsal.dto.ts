import { z } from 'zod';

export const rehearseSchema = z.strictObject({
  hours: z
    .number({ error: 'must be a number' })
    .int()
    .min(24, { error: 'must be at least 24' })
    .max(336, { error: 'must be at most 336' })
    .default(24)
    .describe('how far back detections are played again'),
  version: z.number().int().min(1).optional().describe('of the definition [the newest]'),
});
export type RehearseRequest = z.output<typeof rehearseSchema>;

export const rehearsalTakenSchema = z.object({ rehearsalId: z.string() });

const time = z.number().describe('epoch milliseconds');
const reasonCount = z.object({
  reason: z.string().describe('one code of the decision'),
  detail: z.string().nullable(),
  count: z.int(),
});

export const rehearsalSchema = z.object({
  rehearsalId: z.string(),
  schemeId: z.string(),
  version: z.int().describe('of the definition'),
  state: z.enum(['queued', 'running', 'done', 'failed']),
  progress: z.number().describe('0 to 1'),
  from: time,
  to: time,
  source: z
    .enum(['inbox', 'store'])
    .nullable()
    .describe('detections as handed over, or from the store where these do not reach back so far'),
  requestedBy: z.string(),
  createdAt: time,
  finishedAt: time.nullable(),
  error: z.string().nullable(),
  funnel: z
    .object({
      detections: z.int().describe('looked at'),
      triggers: z.int().describe('that match; each has exactly one reason'),
      eligible: z.int(),
      heldOut: z.int(),
      sent: z.int().describe('that would have been sent'),
      deferred: z.int().describe('of those, put off to the end of quiet hours'),
      reasons: z.array(reasonCount).describe('they add up to triggers'),
      expectedWeekly: z.int(),
    })
    .nullable(),
  cost: z
    .object({
      messages: z.int(),
      segments: z.int(),
      amount: z.number(),
      currency: z.string(),
      pricePerSegment: z.number(),
    })
    .nullable(),
  samples: z
    .array(
      z.object({
        subject: z.string().describe('masked pseudonym'),
        eventTime: z.string(),
        areaId: z.string().nullable(),
        reason: z.string(),
        language: z.string(),
        channel: z.string().nullable(),
        text: z.string().nullable(),
        segments: z.int(),
      }),
    )
    .describe('at most 20'),
});
export const rehearsalListSchema = z.object({ items: z.array(rehearsalSchema).describe('newest first') });
