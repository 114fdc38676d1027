import { z } from 'zod';
import { idSchema, timeSchema } from '../web/time-parameter.ts';

const time = z.number().describe('epoch milliseconds of the system');
const degrees = (limit: number) => z.number({ error: 'must be a number' }).min(-limit).max(limit);

export const annotationsQuery = z.object({
  areaId: idSchema.describe('this area and all below it'),
  from: timeSchema.optional().describe('about this time or later [30 days before to]'),
  to: timeSchema.optional().describe('about an earlier time than this [now]'),
});
export type AnnotationsQuery = z.output<typeof annotationsQuery>;

/** POST /annotations. */
export const newAnnotationSchema = z
  .object({
    areaId: idSchema,
    longitude: degrees(180).nullable().default(null),
    latitude: degrees(90).nullable().default(null),
    at: timeSchema.optional().describe('what it is about [now]'),
    text: z.string().trim().min(1, { error: 'must not be empty' }).max(500),
  })
  .refine(({ longitude, latitude }) => (longitude === null) === (latitude === null), {
    path: ['latitude'],
    error: 'must be given with longitude, or neither',
  });
export type NewAnnotation = z.output<typeof newAnnotationSchema>;

export const annotationSchema = z.object({
  id: z.string(),
  areaId: z.string(),
  longitude: z.number().nullable().describe('null: of the area as a whole'),
  latitude: z.number().nullable(),
  at: time,
  text: z.string(),
  author: z.object({ id: z.string(), name: z.string() }),
  createdAt: time,
  mayRemove: z.boolean().describe('whoever asks may take it away'),
});
export const annotationsSchema = z.object({ items: z.array(annotationSchema).describe('oldest first') });
