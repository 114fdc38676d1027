/**
 * TabSeparated text that grows in one byte array: no string and no object a row.
 *
 * Encoders call `reserve` once a row and then write at `length` without further checks.
 */
export class TsvBuffer {
  bytes: Uint8Array<ArrayBuffer>;
  /** Bytes written. */
  length = 0;
  /** Rows written. */
  rows = 0;

  /** @param initialBytes room at the start [1 MiB]; doubles when full. */
  constructor(initialBytes = 1 << 20) {
    this.bytes = new Uint8Array(Math.max(64, initialBytes));
  }

  /** Makes room for `size` more bytes. */
  reserve(size: number): void {
    const needed = this.length + size;
    if (needed <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, this.bytes.length * 2));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }

  /** What has been written, as a view: valid until the next write. */
  view(): Uint8Array<ArrayBuffer> {
    return this.bytes.subarray(0, this.length);
  }

  /** Hands over what has been written and starts anew with as much room. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.view();
    this.bytes = new Uint8Array(this.bytes.length);
    this.clear();
    return taken;
  }

  /** Forgets what has been written and keeps the room. */
  clear(): void {
    this.length = 0;
    this.rows = 0;
  }
}
