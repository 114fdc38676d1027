import { z } from 'zod';

const MAX_PERSONS = 10_000;

export const newListSchema = z.strictObject({
  name: z.string({ error: 'must be a text' }).trim().min(1).max(100),
  numbers: z
    .array(z.string().max(20))
    .max(MAX_PERSONS, { error: `must not be more than ${MAX_PERSONS}` })
    .readonly()
    .default([])
    .describe('kept as pseudonyms: they go in and never out'),
  pseudonyms: z
    .array(z.string().regex(/^[0-9a-f]{16}$/, { error: 'must be 16 hexadecimal digits' }))
    .max(MAX_PERSONS, { error: `must not be more than ${MAX_PERSONS}` })
    .readonly()
    .default([]),
});
export type NewList = z.output<typeof newListSchema>;

const shape = {
  listId: z.string(),
  name: z.string(),
  size: z.int(),
  createdBy: z.string(),
  createdAt: z.number().describe('epoch milliseconds'),
};
export const listMadeSchema = z.object({ ...shape, unreadable: z.int().describe('numbers that are none') });
export const listsSchema = z.object({ items: z.array(z.object(shape)).describe('newest first') });
