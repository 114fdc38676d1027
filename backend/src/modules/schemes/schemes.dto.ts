import { z } from 'zod';
import { timeSchema } from '../web/time-parameter.ts';
import { definitionSchema, shownDefinitionSchema } from './definition.dto.ts';

export const SCHEME_STATES = [
  'draft',
  'submitted',
  'approved',
  'returned',
  'scheduled',
  'running',
  'paused',
  'ended',
] as const;
export const SCHEME_ACTIONS = [
  'edit',
  'submit',
  'approve',
  'return',
  'schedule',
  'start',
  'pause',
  'resume',
  'end',
  'rollback',
] as const;

const time = z.number().describe('epoch milliseconds');
const person = z.object({ id: z.string(), name: z.string() });
const rowVersion = z
  .number({ error: 'must be the rowVersion that was seen' })
  .int()
  .min(1)
  .describe('the rowVersion that was seen: 409 conflict when it is another by now');
const reason = z.string().trim().max(1_000);

export const schemesQuery = z.object({
  state: z
    .string()
    .optional()
    .transform((text) => (text === undefined || text === '' ? undefined : text.split(',')))
    .pipe(z.array(z.enum(SCHEME_STATES, { error: 'must be states, separated by commas' })).optional()),
  q: z.string().trim().max(100).optional().describe('part of the name or goal'),
});
export type SchemesQuery = z.output<typeof schemesQuery>;

export const createSchemeSchema = z.strictObject({ definition: definitionSchema });
export const editSchemeSchema = z.strictObject({ rowVersion, definition: definitionSchema });
export const plainActionSchema = z.strictObject({ rowVersion, reason: reason.optional() });
export const returnSchema = z.strictObject({
  rowVersion,
  reason: reason.min(1, { error: 'must say why' }),
});
export const scheduleSchema = z.strictObject({ rowVersion, at: timeSchema });
export const rollbackSchema = z.strictObject({
  rowVersion,
  toVersion: z.number().int().min(1),
  reason: reason.optional(),
});
export const copySchema = z.strictObject({ name: z.string().trim().min(1).max(100).optional() });
export const diffQuery = z.object({
  from: z.coerce.number().int().min(1),
  to: z.coerce.number().int().min(1),
});
export type DiffQuery = z.output<typeof diffQuery>;

const summaryShape = {
  schemeId: z.string(),
  rowVersion: z.int().describe('to be given back with a transition'),
  version: z.int().describe('of the definition'),
  readyKey: z.string().nullable().describe('of a ready-made scheme'),
  state: z.enum(SCHEME_STATES),
  name: z.string(),
  goal: z.string(),
  trigger: shownDefinitionSchema.shape.trigger,
  channel: z.string(),
  category: z.string(),
  priority: z.int(),
  controlShare: z.number(),
  authors: z.array(person).describe('who wrote since the last approval: none of them may approve'),
  approvals: z.array(person.extend({ at: time })),
  approvalsNeeded: z.int().describe('2 when more triggers a week are expected than one person may approve'),
  expectedWeekly: z
    .number()
    .nullable()
    .describe('triggers of the last 7 days that match; null: not yet known'),
  returnReason: z.string().nullable(),
  scheduledFor: time.nullable(),
  startedAt: time.nullable(),
  endedAt: time.nullable(),
  createdAt: time,
  updatedAt: time,
};
export const schemeSummarySchema = z.object(summaryShape);
export const schemeListSchema = z.object({ items: z.array(schemeSummarySchema) });
export const schemeSchema = z.object({
  ...summaryShape,
  definition: shownDefinitionSchema,
  actions: z.array(z.enum(SCHEME_ACTIONS)).describe('what whoever asks may do now'),
});
export const versionsSchema = z.object({
  items: z
    .array(
      z.object({
        version: z.int(),
        author: person,
        createdAt: time,
        approvedAt: time.nullable().describe('null: never approved, so nothing can be rolled back to it'),
        definition: shownDefinitionSchema,
      }),
    )
    .describe('newest first'),
});
export const diffSchema = z.object({
  from: z.int(),
  to: z.int(),
  changes: z.array(
    z.object({
      field: z.string().describe('path, `content.zh-CN.sms`'),
      before: z.unknown().describe('absent: was not there'),
      after: z.unknown(),
    }),
  ),
});
export const librarySchema = z.object({
  items: z.array(
    schemeSummarySchema.extend({ results: z.unknown().nullable().describe('as GET /schemes/{id}/effect') }),
  ),
});
