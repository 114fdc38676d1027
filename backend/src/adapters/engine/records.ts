import type { Feed, ReferenceFile, SourceFormat } from '@tidewall/streams';

/** What the engine is told, in order. The journal holds nothing else, and the engine's state follows from it alone. */
export type EngineRecord =
  | BodyRecord
  | { readonly type: 'idle'; readonly source: string }
  | { readonly type: 'finish'; readonly source: string }
  | { readonly type: 'drain'; readonly close: boolean }
  | WatermarkRecord
  | { readonly type: 'reference'; readonly files: ReferenceTexts }
  | CutRecord;

export type ReferenceTexts = Readonly<Partial<Record<ReferenceFile, string>>>;

/** Whole lines of one feed. */
export interface BodyRecord {
  readonly type: 'body';
  readonly source: string;
  readonly feed: Feed;
  readonly format: SourceFormat;
  readonly bytes: Uint8Array;
  /** Clock of the system when it came, epoch milliseconds. */
  readonly now: number;
  /** Where its source goes on after it, for sources that can be read again. */
  readonly position: number | null;
  /** History: stored and judged like any other, but nobody is told about it live. */
  readonly quiet: boolean;
}

/** The source says that nothing earlier will come. */
export interface WatermarkRecord {
  readonly type: 'watermark';
  readonly source: string;
  readonly feed: Feed;
  readonly eventTime: number;
  /** As in a body: there was nothing up to here. */
  readonly position: number | null;
}

/** Ends the blocks of pending rows, so that a replay ends them at the same place. */
export interface CutRecord {
  readonly type: 'cut';
  /** Detections are cut more often than the rest. */
  readonly scope: 'detections' | 'all';
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const LENGTH = 4;

/** `u32 length of the head | head as JSON | bytes of a body`; the bytes are not copied. */
export function encodeRecord(record: EngineRecord): Uint8Array[] {
  if (record.type !== 'body') return [headOf(record)];
  const { bytes, ...head } = record;
  return [headOf(head), bytes];
}

function headOf(head: object): Uint8Array {
  const json = encoder.encode(JSON.stringify(head));
  const out = new Uint8Array(LENGTH + json.length);
  new DataView(out.buffer).setUint32(0, json.length, true);
  out.set(json, LENGTH);
  return out;
}

/** The record in `payload`; a body's bytes are a view of it. */
export function decodeRecord(payload: Uint8Array): EngineRecord {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const end = LENGTH + view.getUint32(0, true);
  // Sealed by the journal: what is read here is what was written by `encodeRecord`.
  const head = JSON.parse(decoder.decode(payload.subarray(LENGTH, end))) as EngineRecord;
  return head.type === 'body' ? { ...head, bytes: payload.subarray(end) } : head;
}
