import { z } from 'zod';
import { chainSchema, dueSchema } from '../indicators/definition.dto.ts';
import { idSchema, limitSchema, timeSchema } from '../web/time-parameter.ts';
import { ALERT_ACTIONS, ALERT_STATES, EVENT_KINDS } from './alerts.types.ts';

const time = z.number().describe('epoch milliseconds of the system');
const eventTime = z.number().describe('event time, epoch milliseconds');
const bilingual = z.object({ zh: z.string(), en: z.string() });
const state = z.enum(ALERT_STATES);

/** Texts are kept, searched and sent: a subscriber's number in them would be everywhere. */
const NUMBER = /(?:\d[ -]?){11}/;
const words = (max: number) =>
  z
    .string({ error: 'must be a text' })
    .trim()
    .min(1, { error: 'must not be empty' })
    .max(max, { error: `must not be longer than ${max} characters` })
    .refine((text) => !NUMBER.test(text), { error: 'must not hold the number of a subscriber' });
const version = z
  .int({ error: 'must be the version that was seen' })
  .min(1)
  .describe('the version that was seen; another one since: 409 conflict and nothing changes');
const reason = words(1_000).describe('why; required');

const person = z.object({ id: z.string(), name: z.string() });
const chainStep = z.object({
  index: z.int().describe('0 is the reporter, the last one the closer'),
  role: z.enum(['reporter', 'reviewer', 'closer']),
  position: z.string().nullable().describe('null: named by person'),
  people: z
    .array(person)
    .describe('as they were when the alert began; empty: a supervisor acts in their place'),
  done: z
    .object({ by: person, at: time, action: z.string() })
    .nullable()
    .describe('who has done this step in the round that runs'),
  current: z.boolean().describe('this step is waited for'),
});

const reportSchema = z.object({
  cause: z.string(),
  action: z.string().describe('what is being done about it'),
  evidence: z.string().nullable().describe('what shows it'),
  by: person,
  at: time,
});

/** As in lists and in the live topic `alerts`. */
export const alertSchema = z.object({
  id: z.string(),
  number: z.int().describe('short number for people'),
  indicatorId: z.string().nullable().describe('null: raised by hand'),
  indicatorVersion: z.int().nullable(),
  title: bilingual,
  message: bilingual.describe('the sentence that everyone on the chain was told'),
  severity: z.enum(['info', 'warning', 'critical']),
  areaId: z.string().describe('of a hotspot its area; of a feed the lowest area that it covers'),
  areaName: bilingual,
  hotspotId: z.string().nullable(),
  state,
  step: z.int().nullable().describe('index of the step that is waited for; null: none'),
  version: z.int().describe('to be said with every action'),
  round: z.int().describe('1; one more for each time it was reopened'),
  waitingFor: z.array(person).describe('who can do the next step'),
  parentId: z.string().nullable().describe('grouped under the alert of an area above'),
  children: z.int().describe('alerts grouped under this one'),
  eventTime: eventTime.describe('event time at which it became true'),
  raisedAt: time,
  dueAt: time.nullable(),
  overdue: z.boolean(),
  escalatedAt: time.nullable(),
  acknowledgedBy: person.nullable(),
  acknowledgedAt: time.nullable(),
  closedAt: time.nullable(),
  trackingUntil: time.nullable(),
  endedAt: time.nullable().describe('when it was done or dismissed'),
  recoveredAt: eventTime.nullable().describe('event time since which it is normal again; null: it is not'),
  occurrences: z.int().describe('detections that joined, or times that the condition came to hold'),
  value: z.number().nullable().describe('the newest figure that was judged'),
  threshold: z.number().nullable(),
  fewBelow: z.int().describe('figures below this are told as 0: k for numbers of people, else 1'),
  unit: z.string(),
  muted: z
    .object({ by: z.enum(['silence', 'outage']), id: z.string() })
    .nullable()
    .describe('nobody is told'),
});

export const alertsSchema = z.object({
  items: z.array(alertSchema).describe('newest first'),
  nextCursor: z.string().nullable(),
  total: z.int().describe('that fit the filter, counted up to 10 000'),
});

const points = z
  .array(z.tuple([z.number(), z.number()]))
  .describe('[event time in epoch milliseconds, value]');

/** GET /alerts/{id}. */
export const alertDetailSchema = alertSchema.extend({
  chain: z.array(chainStep),
  report: reportSchema.nullable().describe('as it is now'),
  facts: z.record(z.string(), z.unknown()).describe('figures and evidence that it began with'),
  detections: z.array(z.string()).describe('ids of detections that joined, newest first, at most 100'),
  links: z.array(z.object({ label: bilingual, href: z.string() })),
  siblings: z.array(alertSchema).describe('its children, newest first, at most 100'),
  timeline: z
    .array(
      z.object({
        id: z.int(),
        at: time,
        eventTime: z.number().nullable(),
        kind: z.enum(EVENT_KINDS),
        actor: person.nullable().describe('null: by itself'),
        from: state.nullable(),
        to: state.nullable().describe('null: the state did not change'),
        step: z.int().nullable(),
        text: z.string().nullable().describe('reason, comment or note'),
        data: z.record(z.string(), z.unknown()),
      }),
    )
    .describe('oldest first'),
  may: z.array(z.enum(ALERT_ACTIONS)).describe('what the one who asks may do now'),
});

/** GET /alerts/{id}/curve. */
export const alertCurveSchema = z.object({
  metric: z.string(),
  unit: z.string(),
  step: z.string(),
  threshold: z.number().nullable(),
  since: eventTime.describe('when it became true: the curve begins some time before'),
  stepsOf: z
    .int()
    .describe('figures are in whole steps of this, 0 is fewer: numbers of people; 1: to the unit'),
  own: points,
  others: z
    .array(z.object({ areaId: z.string().nullable(), name: bilingual, points }))
    .describe(
      'comparable places: of the same level, those under the same parent first, or hotspots of the same type; at most 6. ' +
        'Null: their median, when some lie outside of one’s scope',
    ),
});

const ids = (max: number) => z.array(idSchema).min(1).max(max);

/** GET /alerts. Without `state`: all that are not over. */
export const alertsQuery = z.object({
  state: z
    .string()
    .optional()
    .describe(`states, comma-separated: ${ALERT_STATES.join(', ')}; open, over and any are groups [open]`),
  areaId: idSchema.optional().describe('in this area and everything below it'),
  hotspotId: idSchema.optional(),
  indicatorId: idSchema.optional(),
  severity: z.enum(['info', 'warning', 'critical']).optional(),
  mine: z.stringbool().optional().describe('I am on the chain'),
  waiting: z.stringbool().optional().describe('waits for me'),
  overdue: z.stringbool().optional(),
  grouped: z.stringbool().optional().describe('leaves out those grouped under another [off]'),
  parentId: idSchema.optional().describe('grouped under this alert'),
  q: z.string().max(200).optional().describe('words in Chinese or English: all must be found'),
  from: timeSchema.optional().describe('raised from, included'),
  to: timeSchema.optional().describe('raised before'),
  cursor: z.string().max(200).optional().describe('nextCursor of the page before'),
  limit: limitSchema.default(50),
});
export type AlertsQuery = z.output<typeof alertsQuery>;

/** GET /alerts/mine. */
export const myWorkSchema = z.object({
  waiting: z.array(alertSchema).describe('waits for me, most urgent first, at most 100'),
  watching: z.array(alertSchema).describe('I am on the chain, somebody else is waited for, at most 100'),
  counts: z.object({ waiting: z.int(), overdue: z.int(), watching: z.int(), tracking: z.int() }),
});

/** POST /alerts: by hand, from any number on a map, card or chart. */
export const manualAlertSchema = z.object({
  areaId: idSchema.describe('up or down the hierarchy, within one’s own scope'),
  hotspotId: idSchema.optional(),
  title: words(120),
  message: words(1_000).describe('what everyone on the chain is told, as it is'),
  severity: z.enum(['info', 'warning', 'critical']).default('warning'),
  indicatorId: idSchema
    .optional()
    .describe('takes chain, due time, tracking days and curve of this indicator where they are not given'),
  chain: chainSchema.optional().describe('needed without an indicator'),
  due: dueSchema.optional().describe('[of the indicator, else 24 working hours]'),
  trackingDays: z.number().min(0).max(90).optional().describe('[of the indicator, else 7]'),
  metric: z.string().max(64).optional().describe('the figure it is about, as in indicators: for the curve'),
  value: z.number().optional().describe('as it was seen'),
});
export type ManualAlert = z.output<typeof manualAlertSchema>;

/** POST /alerts/{id}/report: the first step. */
export const reportBodySchema = z.object({
  version,
  cause: words(2_000),
  action: words(2_000).describe('what is being done about it'),
  evidence: words(4_000).optional().describe('what shows it'),
});
/** POST /alerts/{id}/amend: changes the report that was returned and reports it again; what is left out stays. */
export const amendBodySchema = z.object({
  version,
  cause: words(2_000).optional(),
  action: words(2_000).optional(),
  evidence: words(4_000).optional(),
});
/** POST /alerts/{id}/approve and /close. */
export const noteBodySchema = z.object({ version, note: words(1_000).optional() });
/** POST /alerts/{id}/return, /reopen and /dismiss. */
export const reasonBodySchema = z.object({ version, reason });
/** POST /alerts/{id}/acknowledge. */
export const acknowledgeBodySchema = z.object({ version, note: words(1_000).optional() });
/** POST /alerts/{id}/comment: changes no version. */
export const commentBodySchema = z.object({ text: words(2_000) });

/** POST /alerts/bulk. */
export const bulkBodySchema = z.object({
  action: z.enum(['acknowledge', 'close', 'dismiss']),
  ids: ids(500),
  note: words(1_000).describe('said with each of them'),
});
export type BulkBody = z.output<typeof bulkBodySchema>;
export const bulkAnswerSchema = z.object({
  done: z.array(z.string()),
  refused: z.array(z.object({ id: z.string(), code: z.string(), message: z.string() })),
});

export type ReportBody = z.output<typeof reportBodySchema>;
export type AmendBody = z.output<typeof amendBodySchema>;
export type NoteBody = z.output<typeof noteBodySchema>;
export type ReasonBody = z.output<typeof reasonBodySchema>;
export type CommentBody = z.output<typeof commentBodySchema>;
