import { z } from 'zod';

export const AREA_LEVELS = ['country', 'province', 'city', 'county', 'township', 'grid'] as const;

/** A pack is a map of a province or a country, not of a planet: what is larger is refused before it is read. */
export const MAX_FILES = 5_000;
export const MAX_FILE_BYTES = 16 * 1024 * 1024;
export const MAX_PACK_BYTES = 128 * 1024 * 1024;
export const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;

const text = z.string().trim().min(1).max(500);
const level = z.enum(AREA_LEVELS);

const fileSchema = z.strictObject({
  areaId: z.string().min(1).max(100),
  level,
  childLevel: level,
  // Names only: nothing outside the pack's own folder can be meant.
  path: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, { error: 'must be the name of a file beside it' }),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, { error: 'must be 64 hexadecimal digits' }),
  children: z.int().min(1),
  bytes: z.int().min(1).max(MAX_FILE_BYTES),
});

/** `manifest.json` of a map pack. Fields that are not known are refused: they may mean something that we would ignore. */
export const manifestSchema = z
  .strictObject({
    format: z.literal(1),
    packId: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, { error: 'must be letters, digits and . _ -' }),
    name: text,
    nameEn: text,
    crs: z.literal('EPSG:4326', { error: 'must be EPSG:4326 (WGS 84, longitude and latitude)' }),
    source: text,
    licence: text,
    reviewNumber: text,
    createdAt: z.iso.datetime(),
    files: z.array(fileSchema).min(1).max(MAX_FILES),
  })
  .refine(({ files }) => new Set(files.map(({ areaId }) => areaId)).size === files.length, {
    error: 'has two files for one area',
    path: ['files'],
  })
  .refine(({ files }) => files.reduce((sum, { bytes }) => sum + bytes, 0) <= MAX_PACK_BYTES, {
    error: `is larger than ${MAX_PACK_BYTES / 1024 / 1024} MB in all`,
    path: ['files'],
  });

export type Manifest = z.output<typeof manifestSchema>;
export type ManifestFile = Manifest['files'][number];
