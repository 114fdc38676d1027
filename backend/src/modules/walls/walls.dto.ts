import { z } from 'zod';
import { idSchema } from '../web/time-parameter.ts';

export const newWallSchema = z.object({
  code: z
    .string({ error: 'must be the code that the wall shows' })
    .max(20)
    .toUpperCase()
    .transform((code) => code.replaceAll(/[\s-]/g, ''))
    .pipe(z.string().regex(/^[A-Z2-9]{8}$/, { error: 'must be the code that the wall shows' }))
    .transform((code) => `${code.slice(0, 4)}-${code.slice(4)}`),
  name: z
    .string({ error: 'must be a text' })
    .trim()
    .min(1, { error: 'must not be empty' })
    .max(80, { error: 'must not be longer than 80 characters' })
    .regex(/^\P{Cc}*$/u, { error: 'must be one line of text' }),
  areaIds: z
    .array(idSchema)
    .min(1, { error: 'must not be empty' })
    .max(200)
    .nullable()
    .describe('areas whose subtrees it shows; null: everything'),
});
export type NewWallRequest = z.output<typeof newWallSchema>;

export const wallSchema = z.object({
  id: z.string(),
  name: z.string(),
  areaIds: z.array(z.string()).nullable(),
  pairedBy: z.string().describe('user id'),
  pairedAt: z.int(),
  lastSeenAt: z.int().nullable(),
  revokedAt: z.int().nullable(),
});
export type WallDto = z.output<typeof wallSchema>;
export const wallsSchema = z.object({ items: z.array(wallSchema) });

export const pairingSchema = z.object({
  pairingId: z.string().describe('what the wall asks with; nobody else may know it'),
  code: z.string().describe('to be shown, like ABCD-2345'),
  expiresAt: z.int(),
});
export type PairingDto = z.output<typeof pairingSchema>;

export const pairingStateSchema = z.object({
  state: z.enum(['waiting', 'paired']).describe('once paired, the answer sets the cookie of the wall'),
  expiresAt: z.int(),
});
export type PairingState = z.output<typeof pairingStateSchema>;

export const selfSchema = z.object({
  kind: z.enum(['user', 'wall', 'key', 'local']),
  name: z.string(),
  areaIds: z.array(z.string()).nullable(),
});
export type SelfDto = z.output<typeof selfSchema>;
