import { countLines } from '@tidewall/streams';
import { readBlocks, type Block } from './file-blocks.ts';

const LF = 10;
const QUOTE = 0x22;

/** Whole lines of a file. */
export interface LineChunk {
  readonly bytes: Uint8Array;
  /** Line number of the first one, from 1. */
  readonly firstLine: number;
  readonly lines: number;
}

export interface LineChunkOptions {
  /** Most lines in a chunk; null: as many as a block of the file holds. */
  readonly maxLines: number | null;
  /** Lines may hold quoted line ends: a chunk never ends inside quotes. */
  readonly quoted: boolean;
  /** First line to read, from 1 [1]. */
  readonly fromLine?: number;
  readonly blockBytes?: number;
}

/** Reads a file (unzipped when it ends in `.gz`) as chunks of whole lines. */
export async function* readLineChunks(path: string, options: LineChunkOptions): AsyncGenerator<LineChunk> {
  let rest = new Uint8Array(0);
  let line = 1;
  const fromLine = options.fromLine ?? 1;
  for await (const block of readBlocks(path, options.blockBytes ?? 1 << 20)) {
    const bytes = joined(rest, block);
    const end = lastLineEnd(bytes, options.quoted);
    for (const chunk of cut(bytes.subarray(0, end), line, options)) {
      line = chunk.firstLine + chunk.lines;
      const wanted = skipTo(chunk, fromLine);
      if (wanted) yield wanted;
    }
    rest = bytes.slice(end);
  }
  for (const chunk of cut(rest, line, options)) {
    const wanted = skipTo(chunk, fromLine);
    if (wanted) yield wanted;
  }
}

/** Puts the line that was begun before a block: into the room before it, or, with the block, into memory of its own. */
function joined(begun: Uint8Array, { room, bytes }: Block): Uint8Array<ArrayBuffer> {
  const whole =
    begun.length <= room
      ? new Uint8Array(bytes.buffer, bytes.byteOffset - begun.length, begun.length + bytes.length)
      : new Uint8Array(begun.length + bytes.length);
  whole.set(begun);
  if (begun.length > room) whole.set(bytes, begun.length);
  return whole;
}

/** Whether there are quotes, searched for by the platform. */
function hasQuotes({ buffer, byteOffset, byteLength }: Uint8Array): boolean {
  return Buffer.from(buffer, byteOffset, byteLength).includes(QUOTE);
}

/** Just after the last line end that is not inside quotes; 0 when there is none. */
function lastLineEnd(bytes: Uint8Array, quoted: boolean): number {
  if (!quoted || !hasQuotes(bytes)) return bytes.lastIndexOf(LF) + 1;
  let inside = false;
  let end = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] === QUOTE) inside = !inside;
    else if (bytes[at] === LF && !inside) end = at + 1;
  }
  return end > 0 ? end : bytes.lastIndexOf(LF) + 1;
}

function* cut(bytes: Uint8Array, firstLine: number, options: LineChunkOptions): Generator<LineChunk> {
  const most = options.maxLines;
  if (most === null) {
    const unended = bytes.length > 0 && bytes[bytes.length - 1] !== LF ? 1 : 0;
    if (bytes.length > 0) yield { bytes, firstLine, lines: countLines(bytes) + unended };
    return;
  }
  const watchQuotes = options.quoted && hasQuotes(bytes);
  let start = 0;
  let lines = 0;
  let line = firstLine;
  for (let at = 0; at < bytes.length;) {
    const found = bytes.indexOf(LF, at);
    const next = found < 0 ? bytes.length : found + 1;
    lines++;
    const whole = !watchQuotes || !insideQuotes(bytes, start, next);
    if (lines >= most && whole) {
      yield { bytes: bytes.subarray(start, next), firstLine: line, lines };
      line += lines;
      lines = 0;
      start = next;
    }
    at = next;
  }
  if (lines > 0) yield { bytes: bytes.subarray(start), firstLine: line, lines };
}

function insideQuotes(bytes: Uint8Array, start: number, end: number): boolean {
  let inside = false;
  for (let at = start; at < end; at++) if (bytes[at] === QUOTE) inside = !inside;
  return inside;
}

/** The part of a chunk from a line on; null when it lies wholly before. */
function skipTo(chunk: LineChunk, fromLine: number): LineChunk | null {
  const skip = fromLine - chunk.firstLine;
  if (skip <= 0) return chunk;
  if (skip >= chunk.lines) return null;
  let at = 0;
  for (let i = 0; i < skip; i++) at = chunk.bytes.indexOf(LF, at) + 1;
  return { bytes: chunk.bytes.subarray(at), firstLine: fromLine, lines: chunk.lines - skip };
}
