import { z } from 'zod';
import { bilingualSchema, thresholdValueSchema } from '../thresholds/thresholds.dto.ts';
import { COUNT_NAMES, PART_NAMES } from './explain.types.ts';

const nullable = z.string().nullable();
const storedEventSchema = z.object({
  part: z.enum(PART_NAMES),
  eventTime: z.string(),
  feed: z.string(),
  kind: z.string().describe('event type, or service of a usage record'),
  subscriberId: z.string().describe('pseudonym of 16 hexadecimal digits'),
  peerId: nullable.describe('pseudonym of the other party'),
  direction: nullable,
  peerOperatorId: nullable,
  cellId: nullable,
  areaId: nullable,
  channelId: nullable,
  durationSeconds: z.number().nullable().describe('of calls'),
  bytes: z.number().nullable().describe('of data records, up and down'),
});

/** Why a detection is one, in Chinese and English, with the stored events behind it. */
export const explanationSchema = z.object({
  rule: bilingualSchema.describe('the rule in words with its thresholds'),
  found: bilingualSchema.describe('what was found, from the evidence'),
  thresholds: z.object({
    version: z.string().describe('the version that judged, or "defaults"'),
    asJudged: z.boolean().describe('false when thresholds.csv no longer says what judged the detection'),
    items: z.array(
      z.object({
        rule: z.string(),
        parameter: z.string(),
        label: bilingualSchema,
        value: thresholdValueSchema,
        unit: z.string(),
        version: z.int().nullable().describe('of the row that says so; null: default'),
        areaId: nullable.describe('of that row; null: everywhere'),
      }),
    ),
  }),
  events: z.object({
    total: z.int().describe('found by the queries'),
    parts: z.array(z.object({ part: z.enum(PART_NAMES), label: bilingualSchema, total: z.int() })),
    items: z.array(storedEventSchema).max(200).describe('first and last ones of each part, newest last'),
    counts: z.array(
      z.object({
        name: z.enum(COUNT_NAMES),
        label: bilingualSchema,
        items: z.array(
          z.object({
            key: z.string().describe('pseudonym, id of a cell or area, service, day, or start of a window'),
            name: bilingualSchema.nullable(),
            count: z.number(),
          }),
        ),
      }),
    ),
  }),
  eventsExpired: z.boolean().describe('some or all of the events behind it are no longer kept'),
  eventsKeptFrom: nullable.describe('since when raw events are kept; null when there are none'),
});
