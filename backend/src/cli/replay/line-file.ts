import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

const FLUSH_CHARACTERS = 1 << 18;

/** Writes values as NDJSON to a file, or to stdout when there is none. */
export class LineFile {
  readonly #stream: WriteStream | null;
  #pending = '';

  constructor(path: string | null) {
    this.#stream = path === null ? null : createWriteStream(path);
  }

  write(value: unknown): void {
    this.#pending += `${JSON.stringify(value)}\n`;
    if (this.#pending.length >= FLUSH_CHARACTERS) this.#flush();
  }

  /** Resolves when everything is written; rejects when the file could not be. */
  async close(): Promise<void> {
    this.#flush();
    if (this.#stream === null) return;
    this.#stream.end();
    await finished(this.#stream);
  }

  #flush(): void {
    if (this.#pending !== '') (this.#stream ?? process.stdout).write(this.#pending);
    this.#pending = '';
  }
}
