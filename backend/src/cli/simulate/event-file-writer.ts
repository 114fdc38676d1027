import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

const NEWLINE = 10;

/** One event file, written piece by piece. Pieces of CSV each begin with the header: it is kept once. */
export class EventFileWriter {
  readonly #stream: Writable;
  readonly #done: Promise<void>;
  readonly #isCsv: boolean;
  #begun = false;

  constructor(directory: string, feed: string, format: 'csv' | 'ndjson', gzip: boolean) {
    const file = createWriteStream(join(directory, `${feed}.${format}${gzip ? '.gz' : ''}`));
    this.#isCsv = format === 'csv';
    this.#done = finished(file);
    this.#done.catch(() => undefined);
    if (gzip) {
      const zip = createGzip();
      zip.pipe(file);
      this.#stream = zip;
    } else this.#stream = file;
  }

  async write(piece: Uint8Array): Promise<void> {
    const skip = this.#isCsv && this.#begun ? piece.indexOf(NEWLINE) + 1 : 0;
    this.#begun = true;
    if (this.#stream.write(piece.subarray(skip))) return;
    await Promise.race([new Promise((resolve) => this.#stream.once('drain', resolve)), this.#done]);
  }

  async close(): Promise<void> {
    this.#stream.end();
    await this.#done;
  }
}
