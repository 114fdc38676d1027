import { z } from 'zod';
import { idSchema, timeSchema } from '../web/time-parameter.ts';

export const ledgerQuery = z.object({
  from: timeSchema.optional().describe('[an hour ago]'),
  to: timeSchema.optional().describe('[now]'),
  schemeId: idSchema.optional(),
});
export type LedgerQuery = z.output<typeof ledgerQuery>;

const line = {
  triggers: z.int(),
  byReason: z.record(z.string(), z.int()).describe('`queued`: still to come'),
  difference: z.int().describe('triggers without a reason: 0 when it adds up'),
};
export const ledgerSchema = z.object({
  lines: z
    .array(z.object({ minute: z.number().describe('epoch milliseconds'), schemeId: z.string(), ...line }))
    .describe('newest first, by minute of arrival and scheme'),
  total: z.object(line),
  addsUp: z.boolean(),
});
