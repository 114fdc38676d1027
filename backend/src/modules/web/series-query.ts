import { z } from 'zod';
import { STEP_MS, type Span, type Step } from '../history/history.types.ts';
import { invalidParameters } from './app-error.ts';
import { timeSchema } from './time-parameter.ts';

const DEFAULT_POINTS = 96;
const MAX_POINTS = 10_000;

/** How counts of people are wanted: as pages show them, or without it as exactly as one may have them. */
export const countsSchema = z
  .enum(['shown'], { error: 'must be shown' })
  .optional()
  .describe('`shown`: counts of people as pages show them; people and walls get no others');

/** A count of people as pages show it. */
export const shownCountSchema = z
  .union([z.number(), z.enum(['few', 'withheld'])])
  .describe('`few`: below k, `withheld`: k or more, but another figure would follow; programs get figures');

/** The query parameters of a series over some metrics and steps. */
export function seriesQuery<M extends string, S extends Step>(
  metrics: readonly [M, ...M[]],
  sizes: readonly [S, ...S[]],
) {
  return z.object({
    metric: z.enum(metrics, { error: `must be one of ${metrics.join(', ')}` }),
    size: z.enum(sizes, { error: `must be one of ${sizes.join(', ')}` }),
    from: timeSchema.optional().describe('first start of a window, included; RFC 3339 or epoch milliseconds'),
    to: timeSchema.optional().describe('last start of a window, not included'),
    counts: countsSchema,
  });
}

/** The span of a series: the last 96 steps unless asked otherwise, never more than 10 000. */
export function spanOf(
  query: { from?: number | undefined; to?: number | undefined; size: Step },
  nowMs: number,
): Span {
  const step = STEP_MS[query.size];
  const toMs = query.to ?? nowMs;
  const fromMs = query.from ?? Math.floor(toMs / step) * step - DEFAULT_POINTS * step;
  if (fromMs >= toMs) throw invalidParameters([{ field: 'from', message: 'must be before to' }]);
  if ((toMs - fromMs) / step > MAX_POINTS) {
    throw invalidParameters([{ field: 'from', message: `must be at most ${MAX_POINTS} windows before to` }]);
  }
  return { fromMs, toMs };
}

export const seriesSchema = z.object({
  metric: z.string(),
  size: z.string(),
  unit: z.string(),
  points: z
    .array(z.tuple([z.number(), shownCountSchema]))
    .describe('start in epoch milliseconds and value, oldest first'),
});

/** What one unit of a metric is. */
export const UNIT_OF: Readonly<Record<string, string>> = {
  subscribers: 'subscribers',
  students: 'subscribers',
  ownNewcomers: 'subscribers',
  rivals: 'numbers',
  signalling: 'events',
  usage: 'events',
  events: 'events',
  homecomings: 'subscribers',
  ownNew: 'numbers',
  rivalNew: 'numbers',
  share: 'ratio',
  calls: 'calls',
  sms: 'messages',
  bytes: 'bytes',
  voiceSeconds: 'seconds',
};
