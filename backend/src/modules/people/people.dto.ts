import { z } from 'zod';
import { PEOPLE_ROLES } from '../access/index.ts';
import { idSchema } from '../web/time-parameter.ts';
import { LANGUAGES } from './people.types.ts';

/** A line of text: no control characters, which the database does not take. */
const line = (max: number) =>
  z
    .string({ error: 'must be a text' })
    .trim()
    .min(1, { error: 'must not be empty' })
    .max(max, { error: `must not be longer than ${max} characters` })
    .regex(/^\P{Cc}*$/u, { error: 'must be one line of text' });

const version = z.int({ error: 'must be the version that was seen' }).min(1);
const login = line(64)
  .toLowerCase()
  .regex(/^[a-z0-9][\w.@-]*$/, { error: 'must be of letters, digits and . _ - @' });
const roles = z
  .array(
    z.enum(PEOPLE_ROLES as [(typeof PEOPLE_ROLES)[number]], {
      error: `must be of ${PEOPLE_ROLES.join(', ')}`,
    }),
  )
  .max(PEOPLE_ROLES.length);
const scope = z
  .array(idSchema)
  .min(1, { error: 'must not be empty' })
  .max(200)
  .nullable()
  .describe('areas whose subtrees are seen and touched; null: everything');
const positions = z.array(z.object({ position: line(64), areaId: idSchema })).max(200);
const language = z.enum(LANGUAGES, { error: `must be one of ${LANGUAGES.join(', ')}` });
const email = z.email({ error: 'must be an e-mail address' }).max(254).nullable();
const phone = z
  .string({ error: 'must be a text' })
  .regex(/^\+?\d{7,15}$/, { error: 'must be 7 to 15 digits' })
  .nullable()
  .describe('taken, sealed and never given back; null: none');

export const newUserSchema = z.object({
  login,
  name: line(80),
  roles,
  scope,
  positions: positions.default([]),
  language: language.default('zh-CN'),
  email: email.default(null),
  phone: phone.default(null),
});
export type NewUserRequest = z.output<typeof newUserSchema>;

export const userChangesSchema = z.object({
  version,
  name: line(80).optional(),
  roles: roles.optional(),
  scope: scope.optional(),
  positions: positions.optional(),
  language: language.optional(),
  email: email.optional(),
  phone: phone.optional(),
});
export type UserChangesRequest = z.output<typeof userChangesSchema>;

export const versionSchema = z.object({ version });
export type VersionRequest = z.output<typeof versionSchema>;

export const personSchema = z.object({
  id: z.string(),
  login: z.string(),
  name: z.string(),
  roles: z.array(z.string()),
  scope: z.array(z.string()).nullable(),
  positions: z.array(z.object({ position: z.string(), areaId: z.string() })),
  language: z.enum(LANGUAGES),
  email: z.string().nullable(),
  hasPhone: z.boolean(),
  external: z.boolean().describe('signs in through the provider'),
  mustChangePassword: z.boolean(),
  disabled: z.boolean(),
  version: z.int(),
});
export const peopleSchema = z.object({ items: z.array(personSchema) });
export const oneTimePasswordSchema = z.object({
  user: personSchema,
  oneTimePassword: z.string().describe('shown this once; good for choosing another one'),
});
export const positionsSchema = z.object({
  items: z.array(z.object({ position: z.string(), label: z.object({ zh: z.string(), en: z.string() }) })),
});

export const signInSchema = z.object({
  login: z.string({ error: 'must be a text' }).trim().min(1, { error: 'must not be empty' }).max(64),
  password: z.string({ error: 'must be a text' }).min(1, { error: 'must not be empty' }).max(256),
});
export type SignInRequest = z.output<typeof signInSchema>;

export const changePasswordSchema = z.object({
  current: z.string({ error: 'must be a text' }).min(1).max(256),
  next: z.string({ error: 'must be a text' }).min(1).max(256, { error: 'is too long' }),
});
export type ChangePasswordRequest = z.output<typeof changePasswordSchema>;

export const sessionSchema = z.object({
  user: personSchema,
  mustChangePassword: z.boolean().describe('nothing else is allowed until it is'),
  expiresAt: z.int().nullable().describe('at the latest; epoch milliseconds'),
});

export const signInOptionsSchema = z.object({
  password: z.literal(true),
  provider: z.object({ name: z.string(), href: z.string().describe('where the browser is sent') }).nullable(),
});
export type SignInOptions = z.output<typeof signInOptionsSchema>;
