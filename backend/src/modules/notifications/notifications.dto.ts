import { z } from 'zod';
import { limitSchema } from '../web/time-parameter.ts';
import { NOTICE_KINDS, SMS_STATES } from './notifications.types.ts';

const time = z.number().describe('epoch milliseconds of the system');

export const noticeSchema = z.object({
  id: z.int(),
  kind: z.enum(NOTICE_KINDS),
  alertId: z.string(),
  text: z.object({ zh: z.string(), en: z.string() }),
  at: time,
  readAt: time.nullable(),
  sms: z.enum(SMS_STATES).describe('none: no channel is configured for it'),
});
/** GET /notifications: of the one who asks. */
export const noticesSchema = z.object({
  items: z.array(noticeSchema).describe('newest first'),
  unread: z.int(),
  nextCursor: z.int().nullable(),
});
export const noticesQuery = z.object({
  unread: z.stringbool().optional().describe('only those not read yet'),
  cursor: z.coerce.number().int().min(1).optional().describe('nextCursor of the page before'),
  limit: limitSchema.default(50),
});
export type NoticesQuery = z.output<typeof noticesQuery>;

/** POST /notifications/read. */
export const readSchema = z.object({
  ids: z.array(z.int().min(1)).max(500).optional().describe('[all]'),
});
export type ReadBody = z.output<typeof readSchema>;
