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
  basis: z.enum(['rule', 'intent']).optional(),
  expected: z.boolean().nullish(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
});
const learnedSchema = z.object({ msisdn: z.string(), areaId: z.string() });
type Line = z.output<typeof lineSchema>;

/** Last revisions of the detections of a file, those taken back left out. */
export async function readDetections(path: string): Promise<readonly Finding[]> {
  const lines: Line[] = [];
  for await (const line of readLines(path, lineSchema)) lines.push(line);
  return lastRevisions(lines);
}

/** The same from detections at hand. */
export function lastRevisions(lines: readonly unknown[]): readonly Finding[] {
  const newest = new Map<string, Line>();
  let unnamed = 0;
  for (const value of lines) {
    const line = lineSchema.parse(value);
    const key = line.detectionId ?? `line ${unnamed++}`;
    const known = newest.get(key);
    if (known === undefined || (known.revision ?? 0) <= (line.revision ?? 0)) newest.set(key, line);
  }
  return [...newest.values()].filter((line) => line.retracted !== true).map(toFinding);
}

export async function readTruth(path: string): Promise<readonly Truth[]> {
  const truths: Truth[] = [];
  for await (const line of readLines(path, lineSchema)) truths.push(toTruth(line));
  return truths;
}

/** The same from truth at hand. */
export function truthsOf(lines: readonly unknown[]): readonly Truth[] {
  return lines.map((line) => toTruth(lineSchema.parse(line)));
}

/** Learned homes as `replay --learned-homes` writes them: number → area. */
export async function readLearnedHomes(path: string): Promise<ReadonlyMap<string, string>> {
  const homes = new Map<string, string>();
  for await (const { msisdn, areaId } of readLines(path, learnedSchema)) homes.set(msisdn, areaId);
  return homes;
}

async function* readLines<T>(path: string, schema: z.ZodType<T>): AsyncGenerator<T> {
  let number = 0;
  try {
    const file = createReadStream(path);
    const input = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
    file.on('error', (error) => input.destroy(error));
    for await (const text of createInterface({ input, crlfDelay: Infinity })) {
      number++;
      if (text.trim() !== '') yield schema.parse(JSON.parse(text));
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new UsageError(`${path} does not exist`);
    throw new Error(`${path} line ${number} is not what it should be: ${reasonOf(error)}`, { cause: error });
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError)
    return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join(', ');
  return error instanceof SyntaxError ? 'not JSON' : String(error);
}

function toTruth(line: Line): Truth {
  const { from, to } = line;
  return {
    ...toFinding(line),
    case: line.case ?? 'unnamed',
    basis: line.basis ?? 'rule',
    expected: line.expected === undefined ? true : line.expected,
    span: from === undefined || to === undefined ? null : [Date.parse(from), Date.parse(to)],
  };
}

/** Activity and outages say when they were over. */
function endOf(line: Line): number | null {
  const end = line.evidence?.['endedAt'] ?? line.evidence?.['end'];
  const time = typeof end === 'string' ? Date.parse(end) : NaN;
  return Number.isNaN(time) ? null : time;
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
    endMs: endOf(line),
  };
}
