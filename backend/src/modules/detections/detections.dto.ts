import { z } from 'zod';
import { explanationSchema } from '../explain/explain.dto.ts';
import { idSchema, limitSchema, timeSchema } from '../web/time-parameter.ts';

export const DETECTION_TYPES = [
  'homecoming',
  'campus-activity',
  'campus-newcomer',
  'campus-rival',
  'campus-student',
  'share-drop',
  'source-outage',
] as const;

export const detectionsQuery = z.object({
  type: z.enum(DETECTION_TYPES, { error: `must be one of ${DETECTION_TYPES.join(', ')}` }).optional(),
  subtype: idSchema.optional(),
  areaId: idSchema.optional().describe('this area and everything below it'),
  hotspotId: idSchema.optional(),
  from: timeSchema.optional().describe('event time, included; RFC 3339 or epoch milliseconds'),
  to: timeSchema.optional().describe('event time, not included'),
  cursor: z.string().max(400).optional().describe('nextCursor of the page before'),
  limit: limitSchema.default(50),
});
export type DetectionsQuery = z.output<typeof detectionsQuery>;

export const detectionSchema = z.object({
  detectionId: z.string(),
  type: z.enum(DETECTION_TYPES),
  subtype: z.string().nullable(),
  eventTime: z.string(),
  subject: z.object({ kind: z.enum(['subscriber', 'number', 'area', 'hotspot', 'feed']), id: z.string() }),
  areaId: z.string().nullable(),
  hotspotId: z.string().nullable(),
  severity: z.enum(['info', 'warning', 'critical']),
  evidence: z.record(z.string(), z.unknown()),
  revision: z.int(),
  retracted: z.literal(true).optional(),
});
export const explainedDetectionSchema = detectionSchema.extend({ explanation: explanationSchema });
export const detectionPageSchema = z.object({
  items: z.array(detectionSchema),
  nextCursor: z.string().nullable(),
});
