import { z } from 'zod';
import { AREA_LEVELS } from '../../map-pack/index.ts';

const level = z.enum(AREA_LEVELS);

export const mapPackSchema = z.object({
  packId: z.string(),
  name: z.string(),
  nameEn: z.string(),
  source: z.string().describe('where the boundaries come from'),
  licence: z.string(),
  reviewNumber: z.string().describe('of the review of the map by the authority, as its publisher states it'),
  crs: z.literal('EPSG:4326'),
  rootAreaId: z.string().describe('the area above all others of the pack'),
  parents: z.array(
    z.object({
      areaId: z.string(),
      level,
      childLevel: level.describe('level of most children'),
      children: z.number(),
      sha256: z.string().describe('of its map, which changes when the map does'),
    }),
  ),
});
export type MapPackDto = z.output<typeof mapPackSchema>;

export const mapQuery = z.object({
  levels: z.enum(['1', '2']).default('1').describe('levels below the area'),
});
export type MapQuery = z.output<typeof mapQuery>;
