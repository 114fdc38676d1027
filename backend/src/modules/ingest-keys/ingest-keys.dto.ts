import { FEEDS } from '@tidewall/streams';
import { z } from 'zod';

export const newKeySchema = z.object({
  name: z
    .string({ error: 'must be a text' })
    .trim()
    .min(1, { error: 'must not be empty' })
    .max(80, { error: 'must not be longer than 80 characters' })
    .regex(/^\P{Cc}*$/u, { error: 'must be one line of text' }),
  feeds: z
    .array(z.enum(FEEDS, { error: `must be of ${FEEDS.join(', ')}` }))
    .min(1, { error: 'must not be empty' })
    .nullable()
    .default(null)
    .describe('feeds that it may deliver, and nothing else; null: everything that an integrator may'),
});
export type NewKeyRequest = z.output<typeof newKeySchema>;

const keySchema = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string().describe('how the secret begins'),
  feeds: z.array(z.string()).nullable(),
  createdBy: z.string(),
  createdAt: z.int(),
  lastUsedAt: z.int().nullable(),
  revokedAt: z.int().nullable(),
});
export type KeyDto = z.output<typeof keySchema>;
export const keysSchema = z.object({ items: z.array(keySchema) });
export const revokedKeySchema = keySchema;
export const createdKeySchema = z.object({
  key: keySchema,
  secret: z.string().describe('shown this once; goes into Authorization: Bearer'),
});
