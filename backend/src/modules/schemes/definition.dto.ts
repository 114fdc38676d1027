import { z } from 'zod';
import { idSchema, timeSchema } from '../web/time-parameter.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const text = (max: number) =>
  z.string({ error: 'must be a text' }).max(max, { error: `must not be longer than ${max} characters` });
const given = (max: number) => text(max).trim().min(1, { error: 'must not be empty' });
const whole = (min: number, max: number) =>
  z
    .number({ error: 'must be a number' })
    .int({ error: 'must be a whole number' })
    .min(min, { error: `must be at least ${min}` })
    .max(max, { error: `must be at most ${max}` });
const idList = z.array(idSchema).max(500, { error: 'must not be more than 500' }).readonly();

const OPERATORS = ['at-least', 'at-most', 'is', 'is-not', 'contains', 'exists'] as const;
const compared = {
  operator: z.enum(OPERATORS, { error: `must be one of ${OPERATORS.join(', ')}` }),
  value: z
    .union([text(200), z.number(), z.boolean()], { error: 'must be a text, number or truth' })
    .optional(),
};
const needsValue = {
  path: ['value'],
  error: 'must be given, a number for at-least and at-most',
};
const hasValue = ({ operator, value }: { operator: (typeof OPERATORS)[number]; value?: unknown }): boolean =>
  operator === 'exists' || (operator.startsWith('at-') ? typeof value === 'number' : value !== undefined);

const evidenceFilter = z
  .strictObject({
    field: given(64).regex(/^[A-Za-z]\w*(\.[A-Za-z]\w*)*$/, { error: 'must be a name in the evidence' }),
    ...compared,
  })
  .refine(hasValue, needsValue);

const TRIGGER_TYPES = ['homecoming', 'campus-newcomer', 'campus-student', 'campus-rival'] as const;
const trigger = z.strictObject({
  types: z.array(z.enum(TRIGGER_TYPES)).min(1, { error: 'must name at least one type' }).max(4).readonly(),
  subtypes: z.array(given(64)).max(10).readonly().default([]),
  areaIds: idList.default([]).describe('with everything below them; empty: everywhere'),
  hotspotIds: idList.default([]),
  evidence: z.array(evidenceFilter).max(20).readonly().default([]).describe('all of them must hold'),
});

const ATTRIBUTES = [
  'homeAreaId',
  'brand',
  'tariffId',
  'groupCustomer',
  'virtualNetwork',
  'status',
  'tenureDays',
] as const;
const audience = z.strictObject({
  kinds: z
    .array(z.enum(['subscriber', 'number']))
    .min(1, { error: 'must name at least one kind' })
    .max(2)
    .readonly()
    .describe('subscriber: ours; number: everybody else'),
  conditions: z
    .array(z.strictObject({ attribute: z.enum(ATTRIBUTES), ...compared }).refine(hasValue, needsValue))
    .max(20)
    .readonly()
    .default([]),
  listId: idSchema.nullable().default(null),
});

const channelName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,31}$/, { error: 'must be the name of a channel of the configuration' });
const texts = z.record(channelName, given(4_000));
const content = z.strictObject({ 'zh-CN': texts.optional(), en: texts.optional() });

const SUCCESS_KINDS = [
  'activated',
  'deactivated',
  'ported-in',
  'ported-out',
  'suspended',
  'resumed',
  'product-ordered',
] as const;

/** What people write of a scheme. */
export const definitionSchema = z
  .strictObject({
    name: given(100),
    goal: text(1_000).default(''),
    trigger,
    audience,
    content: content.describe('Liquid templates: language → channel → text'),
    channel: channelName,
    fallbackChannel: channelName.nullable().default(null),
    maxAgeMs: whole(MINUTE_MS, 30 * DAY_MS)
      .default(15 * MINUTE_MS)
      .describe('event time; older is stale'),
    validFrom: timeSchema.nullable().default(null),
    validUntil: timeSchema.nullable().default(null),
    priority: whole(0, 1_000).default(100),
    value: z.number({ error: 'must be a number' }).min(0).max(1_000_000).default(0),
    category: given(32).default('offer'),
    caps: z
      .array(z.strictObject({ limit: whole(1, 1_000), windowMs: whole(MINUTE_MS, 366 * DAY_MS) }))
      .max(5)
      .readonly()
      .default([]),
    controlShare: z.number().min(0).max(0.5, { error: 'must be at most 0.5' }).default(0.1),
    quietHours: z.enum(['defer', 'drop']).default('defer'),
    successEvent: z.strictObject({
      kind: z.enum(SUCCESS_KINDS),
      productId: idSchema.nullable().default(null),
      withinDays: whole(1, 90).default(7),
    }),
  })
  .refine(
    ({ validFrom, validUntil }) => validFrom === null || validUntil === null || validFrom < validUntil,
    {
      path: ['validUntil'],
      error: 'must be later than validFrom',
    },
  )
  .refine(({ channel, fallbackChannel }) => channel !== fallbackChannel, {
    path: ['fallbackChannel'],
    error: 'must be another channel',
  });

/** A definition as it is answered: times are epoch milliseconds. */
export const shownDefinitionSchema = z.object({
  ...definitionSchema.shape,
  validFrom: z.number().nullable(),
  validUntil: z.number().nullable(),
});
