import { z } from 'zod';

export const CONTENT_LANGUAGES = ['zh-CN', 'en'] as const;

export const previewRequestSchema = z.strictObject({
  template: z.string({ error: 'must be a text' }).max(4_000, { error: 'is too long' }),
  language: z.enum(CONTENT_LANGUAGES, { error: 'must be zh-CN or en' }),
  sample: z
    .record(z.string().max(64), z.union([z.string().max(1_000), z.number(), z.boolean()]))
    .optional()
    .describe('values of variables; what is left out comes from a made-up homecoming'),
});
export type PreviewRequest = z.output<typeof previewRequestSchema>;

export const previewSchema = z.object({
  text: z.string().nullable().describe('null when the template has faults'),
  encoding: z.enum(['gsm-7', 'ucs-2']),
  units: z.int(),
  segments: z.int(),
  unitsPerSegment: z.int(),
  unitsLeft: z.int(),
  faults: z.array(
    z.object({
      line: z.int(),
      column: z.int(),
      code: z.enum(['syntax', 'unknown-variable', 'unknown-filter', 'unknown-tag']),
      message: z.object({ zh: z.string(), en: z.string() }),
    }),
  ),
  variables: z
    .array(z.object({ name: z.string(), zh: z.string(), en: z.string(), sample: z.string() }))
    .describe('what a template may use'),
});
