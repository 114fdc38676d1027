import type { Store } from '../store/store.ts';

/** Which detections; what is left out is not filtered. Times in epoch milliseconds, `fromMs` included, `toMs` not. */
export interface DetectionFilter {
  readonly type?: string;
  readonly subtype?: string;
  /** The area and all its descendants, written out. */
  readonly areaIds?: readonly string[];
  readonly hotspotId?: string;
  /** Pseudonym or id of the subject. */
  readonly subjectId?: string;
  readonly fromMs?: number;
  readonly toMs?: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string;
  readonly limit: number;
}

export interface DetectionPage {
  /** Each the exact JSON text that was emitted, newest first. */
  readonly items: readonly string[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
}

/** Past every event time that the store keeps (2299). */
const END_OF_TIME_MS = 10_413_791_999_999;
const CURSOR = /^(\d{1,14})\.([\x20-\x7e]{1,200})$/;

/** One page of detections. Undefined when the cursor is not one of ours. */
export async function detectionsPage(
  store: Store,
  filter: DetectionFilter,
): Promise<DetectionPage | undefined> {
  const cursor = filter.cursor === undefined ? START : decodeCursor(filter.cursor);
  if (cursor === undefined) return undefined;
  const rows = await store.query('detections-page', {
    type: filter.type ?? '',
    subtype: filter.subtype ?? '',
    areaIds: filter.areaIds ?? [],
    hotspotId: filter.hotspotId ?? '',
    subjectId: filter.subjectId ?? '',
    fromMs: filter.fromMs ?? 0,
    toMs: filter.toMs ?? END_OF_TIME_MS,
    cursorMs: cursor.eventMs,
    cursorId: cursor.detectionId,
    limit: filter.limit + 1,
  });
  const last = rows.length > filter.limit ? rows[filter.limit - 1] : undefined;
  return {
    items: rows.slice(0, filter.limit).map((row) => row.body),
    nextCursor: last === undefined ? null : encodeCursor(last),
  };
}

interface Cursor {
  readonly eventMs: number;
  readonly detectionId: string;
}

const START: Cursor = { eventMs: END_OF_TIME_MS, detectionId: '' };

function encodeCursor(cursor: Cursor): string {
  return Buffer.from(`${cursor.eventMs}.${cursor.detectionId}`, 'utf8').toString('base64url');
}

function decodeCursor(text: string): Cursor | undefined {
  const match = CURSOR.exec(Buffer.from(text, 'base64url').toString('utf8'));
  return match === null ? undefined : { eventMs: Number(match[1]), detectionId: match[2] ?? '' };
}
