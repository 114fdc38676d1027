import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { UsageError } from '../usage-error.ts';
import type { Finding, Truth } from './match.ts';

const lineSchema = z.object({
  detectionId: z.string().optional(),
  type: z.string(),
  subtype: z.string().nullish(),
  eventTime: z.iso.datetime({ offset: true }),
  subject: z.object({ kind: z.string(), id: z.string().nullish(), msisdn: z.string().nullish() }),
  areaId: z.string().nullish(),
  hotspotId: z.string().nullish(),
  evidence: z.record(z.string(), z.unknown()).optional(),
  revision: z.number().optional(),
  retracted: z.boolean().optional(),
  case: z.string().optional(),
});
type Line = z.output<typeof lineSchema>;

/** Last revisions of the detections of a file, those taken back left out. */
export async function readDetections(path: string): Promise<readonly Finding[]> {
  const newest = new Map<string, Line>();
  let unnamed = 0;
  for await (const line of readLines(path)) {
    const key = line.detectionId ?? `line ${unnamed++}`;
    const known = newest.get(key);
    if (known === undefined || (known.revision ?? 0) <= (line.revision ?? 0)) newest.set(key, line);
  }
  return [...newest.values()].filter((line) => line.retracted !== true).map(toFinding);
}

export async function readTruth(path: string): Promise<readonly Truth[]> {
  const truths: Truth[] = [];
  for await (const line of readLines(path)) truths.push({ ...toFinding(line), case: line.case ?? 'unnamed' });
  return truths;
}

async function* readLines(path: string): AsyncGenerator<Line> {
  let number = 0;
  try {
    const file = createReadStream(path);
    const input = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
    file.on('error', (error) => input.destroy(error));
    for await (const text of createInterface({ input, crlfDelay: Infinity })) {
      number++;
      if (text.trim() !== '') yield lineSchema.parse(JSON.parse(text));
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new UsageError(`${path} does not exist`);
    throw new Error(`${path} line ${number} is no detection: ${reasonOf(error)}`, { cause: error });
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError)
    return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join(', ');
  return error instanceof SyntaxError ? 'not JSON' : String(error);
}

function toFinding(line: Line): Finding {
  const party = line.type === 'share-drop' ? line.evidence?.['party'] : undefined;
  const operatorId = party === 'two' ? line.evidence?.['operatorId'] : undefined;
  return {
    type: line.type,
    subtype: line.subtype ?? null,
    kind: line.subject.kind,
    subject: line.subject.msisdn ?? line.subject.id ?? '',
    areaId: line.areaId ?? null,
    hotspotId: line.hotspotId ?? null,
    party:
      typeof party === 'string'
        ? [party, operatorId].filter((part) => typeof part === 'string').join(':')
        : null,
    timeMs: Date.parse(line.eventTime),
  };
}
