import { closeSync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';

const FLUSH_CHARACTERS = 1 << 18;
const STDOUT = 1;

/**
 * Writes values as NDJSON to a file, or to stdout when there is none. `resumeAt` goes on after so many bytes of what the
 * file already holds and drops the rest.
 */
export class LineFile {
  readonly #fd: number;
  #pending: string[] = [];
  #characters = 0;
  #bytes = 0;

  constructor(path: string | null, resumeAt = 0) {
    this.#fd = path === null ? STDOUT : openSync(path, resumeAt > 0 ? 'r+' : 'w');
    if (resumeAt === 0) return;
    ftruncateSync(this.#fd, resumeAt);
    this.#bytes = resumeAt;
  }

  write(value: unknown): void {
    this.writeLine(JSON.stringify(value));
  }

  writeLine(line: string): void {
    this.#pending.push(line, '\n');
    this.#characters += line.length;
    if (this.#characters >= FLUSH_CHARACTERS) this.#flush();
  }

  /** Writes what is pending and makes it durable; the length of the file then. */
  sync(): number {
    this.#flush();
    fsyncSync(this.#fd);
    return this.#bytes;
  }

  close(): void {
    this.#flush();
    if (this.#fd !== STDOUT) closeSync(this.#fd);
  }

  #flush(): void {
    const bytes = Buffer.from(this.#pending.join(''));
    this.#pending = [];
    this.#characters = 0;
    for (let at = 0; at < bytes.length;) {
      const written = writeSome(this.#fd, bytes, at, this.#bytes, this.#fd === STDOUT);
      at += written;
      this.#bytes += written;
    }
  }
}

/** Writes at a position of a file, or to a pipe that may be full for a moment. */
function writeSome(fd: number, bytes: Buffer, at: number, position: number, pipe: boolean): number {
  try {
    return writeSync(fd, bytes, at, bytes.length - at, pipe ? null : position);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return 0;
    throw error;
  }
}
