/** Columns of a Native block while it is being filled. All of a block grow together. */
export interface Column {
  /** Makes room for `capacity` rows. */
  grow(capacity: number): void;
  /** Bytes of the first `rows` rows. */
  byteLength(rows: number): number;
  /** Copies them to `out` at `at`. */
  copyTo(out: Uint8Array, at: number, rows: number): void;
  /** Forgets all rows and keeps the room. */
  clear(): void;
}

/** The largest time that a DateTime64(3) can hold: the end of 2299. */
const MAX_TIME_MS = 10_413_791_999_999;
const TWO_TO_32 = 4_294_967_296;

/** 64-bit integers as two little-endian words. */
export class WordsColumn implements Column {
  words = new Uint32Array(0);

  put(row: number, hi: number, lo: number): void {
    this.words[row * 2] = lo;
    this.words[row * 2 + 1] = hi;
  }

  /** A count or volume: absent (NaN) and negative become 0, endless 2^53, fractions are rounded. */
  putCount(row: number, value: number): void {
    const whole = value > 0 ? Math.min(Math.round(value), Number.MAX_SAFE_INTEGER) : 0;
    const hi = Math.floor(whole / TWO_TO_32);
    this.put(row, hi, whole - hi * TWO_TO_32);
  }

  /** Epoch milliseconds, clamped to 1970 … 2299. */
  putTime(row: number, timeMs: number): void {
    this.putCount(row, Math.min(Math.floor(timeMs), MAX_TIME_MS));
  }

  grow(capacity: number): void {
    const words = new Uint32Array(capacity * 2);
    words.set(this.words);
    this.words = words;
  }

  byteLength(rows: number): number {
    return rows * 8;
  }

  copyTo(out: Uint8Array, at: number, rows: number): void {
    out.set(new Uint8Array(this.words.buffer, 0, rows * 8), at);
  }

  clear(): void {
    // Rows are overwritten; nothing to forget.
  }
}

/** Codes below 128. */
export class CodeColumn implements Column {
  codes = new Uint8Array(0);

  put(row: number, code: number): void {
    this.codes[row] = code;
  }

  grow(capacity: number): void {
    const codes = new Uint8Array(capacity);
    codes.set(this.codes);
    this.codes = codes;
  }

  byteLength(rows: number): number {
    return rows;
  }

  copyTo(out: Uint8Array, at: number, rows: number): void {
    out.set(this.codes.subarray(0, rows), at);
  }

  clear(): void {
    // Rows are overwritten; nothing to forget.
  }
}

/** Decimal numbers; absent (NaN) as 0. */
export class DecimalColumn implements Column {
  values = new Float64Array(0);

  put(row: number, value: number): void {
    this.values[row] = value > 0 && value !== Infinity ? value : 0;
  }

  grow(capacity: number): void {
    const values = new Float64Array(capacity);
    values.set(this.values);
    this.values = values;
  }

  byteLength(rows: number): number {
    return rows * 8;
  }

  copyTo(out: Uint8Array, at: number, rows: number): void {
    out.set(new Uint8Array(this.values.buffer, 0, rows * 8), at);
  }

  clear(): void {
    // Rows are overwritten; nothing to forget.
  }
}
