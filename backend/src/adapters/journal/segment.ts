import { randomBytes, timingSafeEqual } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { seqName } from './files.ts';
import { openFrame, readFrame } from './frame.ts';
import { JournalError, keyMismatch } from './journal.errors.ts';
import { deriveKey } from './pseudonym-key.ts';

const MAGIC = 'TWJ1';
/** `magic 4 | journal id 8 | salt 16 | key check 16 | u64 first seq`. */
export const SEGMENT_HEADER = 52;
const ID_AT = 4;
const SALT_AT = 12;
const CHECK_AT = 28;
const SEQ_AT = 44;
const SUFFIX = '.journal';

export interface SegmentFile {
  readonly path: string;
  readonly firstSeq: number;
}

/** The segments of a journal by first record. */
export async function listSegments(dir: string): Promise<SegmentFile[]> {
  const names = (await readdir(dir)).filter((name) => name.endsWith(SUFFIX)).sort();
  return names.map((name) => ({ path: join(dir, name), firstSeq: Number(name.slice(0, -SUFFIX.length)) }));
}

export function segmentPath(dir: string, firstSeq: number): string {
  return join(dir, seqName(firstSeq) + SUFFIX);
}

/** A fresh header and the key of its segment. Every segment has a key of its own. */
export function createSegmentHeader(
  key: Buffer,
  journalId: string,
  firstSeq: number,
): { header: Buffer; key: Buffer } {
  const header = Buffer.alloc(SEGMENT_HEADER);
  const salt = randomBytes(16);
  header.write(MAGIC, 0, 'latin1');
  header.write(journalId, ID_AT, 'hex');
  salt.copy(header, SALT_AT);
  keyCheck(key, salt).copy(header, CHECK_AT);
  header.writeBigUInt64LE(BigInt(firstSeq), SEQ_AT);
  return { header, key: deriveKey(key, salt, 'journal') };
}

export interface SegmentHeader {
  readonly journalId: string;
  readonly firstSeq: number;
  readonly key: Buffer;
}

/** The header of a segment, or null when the file was torn before it was whole. Throws on another key or version. */
export function readSegmentHeader(file: Buffer, path: string, key: Buffer): SegmentHeader | null {
  if (file.length < SEGMENT_HEADER) return null;
  if (file.toString('latin1', 0, ID_AT) !== MAGIC) {
    throw new JournalError(
      'version-unknown',
      `${path} is not a journal of this version: move the data directory aside`,
    );
  }
  const salt = file.subarray(SALT_AT, CHECK_AT);
  if (!timingSafeEqual(keyCheck(key, salt), file.subarray(CHECK_AT, SEQ_AT))) throw keyMismatch(path);
  return {
    journalId: file.toString('hex', ID_AT, SALT_AT),
    firstSeq: Number(file.readBigUInt64LE(SEQ_AT)),
    key: deriveKey(key, salt, 'journal'),
  };
}

/** Tells another key from damage. */
export function keyCheck(key: Buffer, salt: Buffer): Buffer {
  return deriveKey(key, salt, 'key-check').subarray(0, 16);
}

export interface SegmentExtent {
  /** Last whole record; one less than the first when there is none. */
  readonly lastSeq: number;
  /** Bytes up to the end of the last whole record. */
  readonly end: number;
}

/** How far a segment is whole. */
export function measureSegment(file: Buffer, header: SegmentHeader): SegmentExtent {
  let end = SEGMENT_HEADER;
  let lastSeq = header.firstSeq - 1;
  for (
    let frame = readFrame(file, end);
    frame !== null && frame.seq === lastSeq + 1;
    frame = readFrame(file, end)
  ) {
    end = frame.end;
    lastSeq = frame.seq;
  }
  return { lastSeq, end };
}

export interface StoredRecord {
  readonly seq: number;
  readonly payload: Buffer;
}

/** The records of a segment from `fromSeq` on. Throws when a frame was tampered with. */
export function* readRecords(
  file: Buffer,
  header: SegmentHeader,
  path: string,
  fromSeq: number,
): Generator<StoredRecord> {
  let offset = SEGMENT_HEADER;
  for (let frame = readFrame(file, offset); frame !== null; frame = readFrame(file, offset)) {
    offset = frame.end;
    if (frame.seq >= fromSeq) yield { seq: frame.seq, payload: openRecord(header.key, frame, path) };
  }
}

function openRecord(key: Buffer, frame: Parameters<typeof openFrame>[1], path: string): Buffer {
  try {
    return openFrame(key, frame);
  } catch (cause) {
    throw new JournalError('journal-damaged', `record ${frame.seq} in ${path} does not match its seal`, {
      cause,
    });
  }
}
