import { FEEDS, REFERENCE_FILES, type Feed, type ReferenceFile, type SourceFormat } from '@tidewall/streams';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readLineChunks, type LineChunk } from './line-chunks.ts';

/** One event file of a data directory: a source partition. */
export interface EventFile {
  readonly feed: Feed;
  readonly name: string;
  readonly path: string;
  readonly kind: 'ndjson' | 'csv';
}

const EVENT_FILE = /^(lifecycle|signalling|usage).*\.(ndjson|csv)(\.gz)?$/;

/** The directory cannot be replayed as it is; the message says what to do. */
export class DataDirectoryError extends Error {
  readonly code = 'data-directory';
}

/** Event files of a directory by feed and name. Throws `DataDirectoryError` when there is nothing to replay. */
export function findEventFiles(directory: string): EventFile[] {
  if (!existsSync(directory)) throw new DataDirectoryError(`the directory ${directory} does not exist`);
  const files = readdirSync(directory)
    .sort()
    .flatMap((name): EventFile[] => {
      const match = EVENT_FILE.exec(name);
      if (!match) return [];
      return [
        { feed: match[1] as Feed, name, path: join(directory, name), kind: match[2] as 'ndjson' | 'csv' },
      ];
    });
  if (files.length === 0) {
    throw new DataDirectoryError(
      `${directory} has no event files: expected ${FEEDS.map((feed) => `${feed}*.ndjson or ${feed}*.csv`).join(', ')} (also .gz)`,
    );
  }
  return files;
}

/** The reference files of a directory as texts; missing optional ones are left out. */
export function readReferenceFiles(directory: string): Partial<Record<ReferenceFile, string>> {
  const texts: Partial<Record<ReferenceFile, string>> = {};
  for (const file of REFERENCE_FILES) {
    const path = join(directory, `${file}.csv`);
    if (existsSync(path)) texts[file] = readFileSync(path, 'utf8');
    else if (existsSync(`${path}.gz`)) texts[file] = gunzipSync(readFileSync(`${path}.gz`)).toString('utf8');
  }
  return texts;
}

/** A file being read: chunks of whole lines with their format. The header of a CSV file is read once. */
export class EventFileReader {
  readonly file: EventFile;
  readonly #chunks: AsyncGenerator<LineChunk>;
  readonly #fromLine: number;
  #columns: string[] | null = null;
  /** Lines handed out so far, the header included. */
  position = 0;

  constructor(file: EventFile, maxLines: number | null, fromLine = 1) {
    this.file = file;
    this.#fromLine = fromLine;
    this.#chunks = readLineChunks(file.path, { maxLines, quoted: file.kind === 'csv' });
  }

  get source(): string {
    return `file:${this.file.name}`;
  }

  /** The next chunk that holds events, or null at the end. */
  async next(): Promise<{ chunk: LineChunk; format: SourceFormat } | null> {
    for (;;) {
      const result = await this.#chunks.next();
      if (result.done === true) return null;
      const { value } = result;
      const chunk = this.#columns === null && this.file.kind === 'csv' ? this.#takeHeader(value) : value;
      this.position = value.firstLine + value.lines - 1;
      if (chunk === null || this.position < this.#fromLine) continue;
      return { chunk, format: this.#format() };
    }
  }

  async close(): Promise<void> {
    await this.#chunks.return(undefined);
  }

  #format(): SourceFormat {
    return this.file.kind === 'ndjson' ? { kind: 'ndjson' } : { kind: 'csv', columns: this.#columns ?? [] };
  }

  #takeHeader(chunk: LineChunk): LineChunk | null {
    const end = chunk.bytes.indexOf(10);
    const header = chunk.bytes.subarray(0, end < 0 ? chunk.bytes.length : end);
    const text = new TextDecoder().decode(header).replace(/\r$/, '');
    this.#columns = text.split(',').map((name) => name.trim().replace(/^"(.*)"$/, '$1'));
    if (chunk.lines <= 1) return null;
    return { bytes: chunk.bytes.subarray(end + 1), firstLine: chunk.firstLine + 1, lines: chunk.lines - 1 };
  }
}
