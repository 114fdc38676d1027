import { z } from 'zod';
import { idSchema } from '../web/time-parameter.ts';
import { SEVERITIES } from './scenes.types.ts';

const slugSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, { error: 'must be lower-case letters, digits and hyphens' });
const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1, { error: 'must not be empty' })
    .max(max)
    .regex(/^\P{Cc}*$/u, { error: 'must be one line of text' });
const bilingual = (max: number) => z.object({ zh: line(max), en: line(max) });
const clockSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'must be a time like 08:30' });
const cell = z.int().min(-100).max(100);

const tileSchema = z.object({
  id: slugSchema,
  kind: slugSchema,
  column: cell,
  row: cell,
  columns: cell,
  rows: cell,
  options: z
    .strictObject({
      title: bilingual(40).optional().describe('instead of the usual title'),
      areaId: idSchema.optional().describe('instead of the whole province'),
      limit: z.int().min(1).max(50).optional().describe('most rows or curves'),
    })
    .default({}),
});

export const sceneDefinitionSchema = z.object({ title: bilingual(20), tiles: z.array(tileSchema).max(40) });

const playlistSchema = z.object({
  id: slugSchema,
  name: bilingual(40),
  items: z
    .array(z.object({ sceneId: slugSchema, seconds: z.int().min(5).max(3_600) }))
    .min(1)
    .max(50),
});
export const wallPlanSchema = z.object({
  playlists: z.array(playlistSchema).min(1).max(20),
  shifts: z
    .array(
      z.object({
        playlistId: slugSchema,
        days: z.array(z.int().min(1).max(7)).min(1).max(7).describe('1 is Monday'),
        from: clockSchema,
        to: clockSchema,
      }),
    )
    .max(50)
    .describe('the first that fits counts; where none does, the first playlist'),
  alarms: z.object({
    severity: z.enum(['critical', 'warning', 'off']),
    alertScene: slugSchema,
    shareDropScene: slugSchema.nullable(),
    dwellSeconds: z.int().min(10).max(600),
    restSeconds: z.int().min(0).max(3_600),
  }),
  theme: z.object({ mode: z.enum(['night', 'day', 'by-time']), dayFrom: clockSchema, dayTo: clockSchema }),
  sound: z.object({
    severities: z.array(z.enum(SEVERITIES)).max(SEVERITIES.length),
    quiet: z.object({ from: clockSchema, to: clockSchema }).nullable(),
  }),
});

export const screenSchema = z.object({
  distanceM: z.number().min(0.3).max(100).nullable().describe('of whoever looks, metres'),
  diagonalInch: z.number().min(5).max(2_000).nullable().describe('of the picture'),
  span: z
    .object({
      group: slugSchema.describe('screens that show one picture together'),
      rows: z.int().min(1).max(8),
      columns: z.int().min(1).max(8),
      row: z.int().min(0).max(7),
      column: z.int().min(0).max(7),
    })
    .refine(({ row, rows, column, columns }) => row < rows && column < columns, {
      error: 'must lie within its rows and columns',
    })
    .nullable(),
});

const base = z.int().min(0).describe('version that was changed');
export const newSceneVersionSchema = z.object({ baseVersion: base, definition: sceneDefinitionSchema });
export type NewSceneVersion = z.output<typeof newSceneVersionSchema>;
export const newPlanSchema = z.object({ baseVersion: base, definition: wallPlanSchema });
export type NewPlan = z.output<typeof newPlanSchema>;
export const publishSchema = z.object({ version: z.int().min(0) });
export type Publish = z.output<typeof publishSchema>;
export const sceneIdSchema = slugSchema;

const faultSchema = z.object({
  code: z.string(),
  at: z.string().nullable().describe('tile, playlist or shift'),
  other: z.string().nullable(),
});
export const faultsSchema = z.object({ faults: z.array(faultSchema) });

const time = z.int().describe('epoch milliseconds of the system');
export const sceneVersionSchema = z.object({
  sceneId: z.string(),
  version: z.int().describe('0: built in'),
  definition: sceneDefinitionSchema,
  author: z.string().nullable(),
  createdAt: time.nullable(),
  current: z.boolean().describe('walls show it'),
});
export type SceneVersionDto = z.output<typeof sceneVersionSchema>;
export const sceneVersionsSchema = z.object({ items: z.array(sceneVersionSchema).describe('newest first') });
const usesSchema = z.object({
  playlists: z.array(z.object({ id: z.string(), name: bilingual(40) })),
  alarms: z.boolean().describe('alerts or share drops bring it'),
});
export const shelfSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      title: bilingual(20),
      tiles: z.int(),
      builtIn: z.boolean(),
      shown: z.int().nullable().describe('version that walls show; null: none'),
      newest: z.int().describe('version; 0: built in'),
      archivedAt: time.nullable(),
      uses: usesSchema.describe('what of the plan names it'),
    }),
  ),
});
export type ShelfItem = z.output<typeof shelfSchema>['items'][number];
export const planVersionSchema = z.object({ version: z.int(), definition: wallPlanSchema });
export type PlanVersionDto = z.output<typeof planVersionSchema>;

export const wallSetSchema = z.object({
  grid: z.object({ columns: z.int(), rows: z.int() }),
  catalogue: z.array(
    z.object({
      kind: z.string(),
      minWidth: z.number(),
      minHeight: z.number(),
      minColumns: z.int(),
      minRows: z.int(),
      options: z.array(z.string()),
    }),
  ),
  scenes: z.array(
    z.object({ id: z.string(), version: z.int(), title: bilingual(20), tiles: z.array(tileSchema) }),
  ),
  plan: planVersionSchema,
  screen: screenSchema.nullable().describe('of the wall that asks'),
});
export type WallSetDto = z.output<typeof wallSetSchema>;
export type ScreenDto = z.output<typeof screenSchema>;
