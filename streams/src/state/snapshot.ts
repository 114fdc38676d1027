type TypedArray = Float64Array | Int32Array | Uint32Array | Uint8Array;

type Kind = 'f64' | 'i32' | 'u32' | 'u8';

interface Entry {
  readonly name: string;
  readonly kind: Kind | 'json';
  readonly offset: number;
  readonly bytes: number;
}

/** Marks the format of a snapshot; changed when old ones cannot be read any more. */
const MAGIC = 0x54574c31;

function kindOf(values: TypedArray): Kind {
  if (values instanceof Float64Array) return 'f64';
  if (values instanceof Int32Array) return 'i32';
  return values instanceof Uint32Array ? 'u32' : 'u8';
}

/** Collects named parts of state and writes them as one block of bytes: header length, JSON header, 8-byte aligned data. */
export class SnapshotWriter {
  readonly #prefix: string;
  readonly #parts: { name: string; kind: Kind | 'json'; data: Uint8Array }[];

  constructor(prefix = '', parts: { name: string; kind: Kind | 'json'; data: Uint8Array }[] = []) {
    this.#prefix = prefix;
    this.#parts = parts;
  }

  /** A writer whose names begin with `name/`. */
  scope(name: string): SnapshotWriter {
    return new SnapshotWriter(`${this.#prefix}${name}/`, this.#parts);
  }

  /** The values are copied when the snapshot is finished. */
  array(name: string, values: TypedArray): void {
    const data = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    this.#parts.push({ name: this.#prefix + name, kind: kindOf(values), data });
  }

  json(name: string, value: unknown): void {
    const data = new TextEncoder().encode(JSON.stringify(value));
    this.#parts.push({ name: this.#prefix + name, kind: 'json', data });
  }

  finish(): Uint8Array {
    const entries: Entry[] = [];
    let offset = 0;
    for (const part of this.#parts) {
      entries.push({ name: part.name, kind: part.kind, offset, bytes: part.data.length });
      offset += Math.ceil(part.data.length / 8) * 8;
    }
    const header = new TextEncoder().encode(JSON.stringify(entries));
    const base = Math.ceil((8 + header.length) / 8) * 8;
    const out = new Uint8Array(base + offset);
    new DataView(out.buffer).setUint32(0, MAGIC);
    new DataView(out.buffer).setUint32(4, header.length);
    out.set(header, 8);
    entries.forEach((entry, index) => out.set(this.#parts[index]!.data, base + entry.offset));
    return out;
  }
}

/** A snapshot cannot be read: damaged, or of another version. */
export class SnapshotError extends Error {
  readonly code = 'snapshot-unreadable';
}

/** Reads what `SnapshotWriter` wrote. */
export class SnapshotReader {
  readonly #prefix: string;
  readonly #bytes: Uint8Array;
  readonly #base: number;
  readonly #entries: ReadonlyMap<string, Entry>;

  private constructor(prefix: string, bytes: Uint8Array, base: number, entries: ReadonlyMap<string, Entry>) {
    this.#prefix = prefix;
    this.#bytes = bytes;
    this.#base = base;
    this.#entries = entries;
  }

  static open(bytes: Uint8Array): SnapshotReader {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (bytes.length < 8 || view.getUint32(0) !== MAGIC)
      throw new SnapshotError('this is no snapshot of this version');
    const length = view.getUint32(4);
    const base = Math.ceil((8 + length) / 8) * 8;
    if (bytes.length < base) throw new SnapshotError('the snapshot is cut short');
    const entries = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as Entry[];
    if (entries.some((entry) => base + entry.offset + entry.bytes > bytes.length)) {
      throw new SnapshotError('the snapshot is cut short');
    }
    return new SnapshotReader('', bytes, base, new Map(entries.map((entry) => [entry.name, entry])));
  }

  scope(name: string): SnapshotReader {
    return new SnapshotReader(`${this.#prefix}${name}/`, this.#bytes, this.#base, this.#entries);
  }

  has(name: string): boolean {
    return this.#entries.has(this.#prefix + name);
  }

  f64(name: string): Float64Array {
    return new Float64Array(this.#copy(name));
  }

  i32(name: string): Int32Array {
    return new Int32Array(this.#copy(name));
  }

  u32(name: string): Uint32Array {
    return new Uint32Array(this.#copy(name));
  }

  u8(name: string): Uint8Array {
    return new Uint8Array(this.#copy(name));
  }

  /** The value written under the name; the caller knows its shape, since the same version wrote it. */
  json<T>(name: string): T {
    return JSON.parse(new TextDecoder().decode(new Uint8Array(this.#copy(name)))) as T;
  }

  #copy(name: string): ArrayBuffer {
    const entry = this.#entries.get(this.#prefix + name);
    if (!entry) throw new SnapshotError(`the snapshot has no part ${this.#prefix}${name}`);
    const start = this.#base + entry.offset;
    return new Uint8Array(this.#bytes.subarray(start, start + entry.bytes)).buffer;
  }
}
