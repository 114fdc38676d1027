import { z } from 'zod';
import { limitSchema, timeSchema } from '../web/time-parameter.ts';

const word = z.string().min(1).max(200);

export const auditQuery = z.object({
  subjectType: word.optional().describe('what kind of thing was changed, like alert or user'),
  subjectId: word.optional(),
  actor: word.optional().describe('user id, wall:…, key:…, local or system:…'),
  from: timeSchema.optional().describe('included; RFC 3339 or epoch milliseconds'),
  to: timeSchema.optional().describe('not included'),
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, { error: 'is no cursor' })
    .optional()
    .describe('nextCursor of the page before'),
  limit: limitSchema.default(50),
});
export type AuditQuery = z.output<typeof auditQuery>;

const entrySchema = z.object({
  seq: z.int().describe('1, 2, 3 … without a gap'),
  at: z.int().describe('epoch milliseconds'),
  actor: z.string(),
  actorName: z.string().describe('at that time; empty for the system'),
  action: z.string(),
  subjectType: z.string(),
  subjectId: z.string(),
  reason: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
  hash: z.string().describe('SHA-256 over the entry and the hash before it'),
});
export type AuditEntryDto = z.output<typeof entrySchema>;

export const auditPageSchema = z.object({ items: z.array(entrySchema), nextCursor: z.string().nullable() });

export const chainReportSchema = z.object({
  ok: z.boolean(),
  entries: z.int().describe('that are as they were written'),
  head: z
    .object({ seq: z.int(), hash: z.string() })
    .describe('keep it elsewhere: an end that is cut off shows only against it'),
  fault: z
    .object({ seq: z.int(), why: z.enum(['missing', 'not-following', 'changed', 'cut-off']) })
    .nullable(),
});
