import { readFile } from 'node:fs/promises';
import type { AreaDto } from '@tidewall/streams';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { AREA_LEVELS } from '../../map-pack/index.ts';
import { UsageError } from '../usage-error.ts';

const MAX_WAIT_MS = 30_000;

const areaSchema = z.object({
  areaId: z.string().min(1),
  parentId: z.string().nullable(),
  level: z.enum(AREA_LEVELS),
  name: z.string(),
  nameEn: z.string().default(''),
});
const mappingSchema = z.object({ code: z.string().min(1), areaId: z.string() });

/** The areas of `areas.csv`, or those in use by the server at an address, by areaId. */
export async function readAreas(from: string): Promise<ReadonlyMap<string, AreaDto>> {
  const rows = /^https?:\/\//.test(from) ? await askServer(from) : await readRows('--areas', from);
  const areas = z.array(areaSchema).min(1).safeParse(rows);
  if (!areas.success) throw notWhatItShouldBe('--areas', from, areas.error);
  return new Map(
    areas.data.map((area) => {
      const { areaId, parentId, level, name, nameEn } = area;
      return [
        areaId,
        { areaId, parentId: parentId || null, level, name, nameEn: nameEn || name, covered: false },
      ];
    }),
  );
}

/** areaId by code of a file with the columns code and areaId; nothing without a file. */
export async function readMapping(file: string | undefined): Promise<ReadonlyMap<string, string>> {
  if (file === undefined) return new Map();
  const rows = z.array(mappingSchema).safeParse(await readRows('--mapping', file));
  if (!rows.success) throw notWhatItShouldBe('--mapping', file, rows.error);
  return new Map(rows.data.map(({ code, areaId }) => [code, areaId]));
}

async function readRows(option: string, file: string): Promise<unknown> {
  try {
    return parse(await readFile(file, 'utf8'), {
      columns: true,
      bom: true,
      skipEmptyLines: true,
      trim: true,
    });
  } catch (error) {
    throw new UsageError(
      `${option} ${file}: cannot be read (${error instanceof Error ? error.message : ''})`,
    );
  }
}

async function askServer(url: string): Promise<unknown> {
  try {
    const answer = await fetch(new URL('/api/v1/areas', url), { signal: AbortSignal.timeout(MAX_WAIT_MS) });
    if (!answer.ok) throw new Error(`it answers ${answer.status}`);
    return z.object({ items: z.unknown() }).parse(await answer.json()).items;
  } catch (error) {
    throw new UsageError(`--areas ${url}: cannot be asked (${error instanceof Error ? error.message : ''})`);
  }
}

function notWhatItShouldBe(option: string, from: string, { issues: [issue] }: z.ZodError): UsageError {
  return new UsageError(`${option} ${from}: row ${issue?.path.join(' ') ?? ''}: ${issue?.message ?? ''}`);
}
