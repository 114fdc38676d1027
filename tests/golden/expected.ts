import { join } from 'node:path';
import { MINI, recordsOf } from './sample.ts';

/** A detection as far as the expectation goes: it may have more. */
export interface Detection {
  readonly type: string;
  readonly subtype: string | null;
  readonly eventTime: string;
  readonly subject: { readonly kind: string; readonly id?: string; readonly msisdn?: string };
  readonly areaId: string | null;
  readonly hotspotId: string | null;
  readonly severity: string;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly revision: number;
}

export interface Window {
  readonly kind: string;
  readonly areaId?: string;
  readonly hotspotId?: string;
  readonly size: string;
  readonly start: string;
}

export interface Rejection {
  readonly feed: string;
  readonly line: number;
  readonly field: string | null;
  readonly code: string | null;
}

/** What becomes of a broken line; field and code are null where nothing is prescribed. */
interface BrokenLine extends Rejection {
  readonly outcome: 'accepted' | 'late' | 'rejected';
}

/** What must come out of the sample, each by its key. */
export interface Expected {
  readonly detections: ReadonlyMap<string, Detection>;
  readonly windows: ReadonlyMap<string, Window>;
  readonly broken: ReadonlyMap<string, BrokenLine>;
  detectionKey(this: void, detection: Detection): string;
  windowKey(this: void, window: Window): string;
  lineKey(this: void, line: Rejection): string;
}

export function readExpected(): Expected {
  const read = <T>(name: string, key: (record: T) => string): Map<string, T> =>
    new Map(recordsOf<T>(join(MINI, 'expected', name)).map((record) => [key(record), record]));
  return {
    detections: read('detections.ndjson', detectionKey),
    windows: read('windows.ndjson.gz', windowKey),
    broken: read<BrokenLine>('broken.ndjson', lineKey),
    detectionKey,
    windowKey,
    lineKey,
  };
}

/** Everything but evidence and severity; ids are the program's own. */
function detectionKey({
  type,
  subtype,
  eventTime,
  subject,
  areaId,
  hotspotId,
  evidence,
  revision,
}: Detection): string {
  const who = subject.kind === 'area' ? subject.id : subject.msisdn;
  const market = [evidence['party'], evidence['operatorId']];
  return JSON.stringify([
    type,
    subtype,
    eventTime,
    subject.kind,
    who,
    areaId,
    hotspotId,
    revision,
    ...market,
  ]);
}

function windowKey({ kind, areaId, hotspotId, size, start }: Window): string {
  return JSON.stringify([kind, areaId ?? hotspotId, size, start]);
}

function lineKey({ feed, line }: Rejection): string {
  return `${feed} line ${line}`;
}
