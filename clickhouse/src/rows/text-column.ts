import type { Column } from './columns.ts';

/** Longest stored text of an event, so that a length is one byte; longer ones are cut at a character. */
export const MAX_TEXT_BYTES = 127;

/** Texts as length and bytes. Must be put in order of rows. */
export class TextColumn implements Column {
  #bytes = new Uint8Array(0);
  #length = 0;

  /** Bytes `from[start … end)`; start = end for none. */
  putSlice(from: Uint8Array, start: number, end: number): void {
    const stop = end - start > MAX_TEXT_BYTES ? characterStart(from, start + MAX_TEXT_BYTES) : end;
    const size = stop - start;
    if (this.#length + size >= this.#bytes.length) this.#reserve(size + 1);
    const bytes = this.#bytes;
    let at = this.#length;
    bytes[at++] = size;
    for (let i = start; i < stop; i++) bytes[at++] = from[i] ?? 0;
    this.#length = at;
  }

  put(text: Uint8Array): void {
    this.putSlice(text, 0, text.length);
  }

  /** Room for texts grows with the texts. */
  grow(): void {
    this.#reserve(0);
  }

  byteLength(): number {
    return this.#length;
  }

  copyTo(out: Uint8Array, at: number): void {
    out.set(this.#bytes.subarray(0, this.#length), at);
  }

  clear(): void {
    this.#length = 0;
  }

  #reserve(size: number): void {
    const needed = this.#length + size;
    if (needed <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2, 1024));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}

/** The last start of a UTF-8 character at or before `at`. */
function characterStart(bytes: Uint8Array, at: number): number {
  while (((bytes[at] ?? 0) & 0xc0) === 0x80) at--;
  return at;
}
