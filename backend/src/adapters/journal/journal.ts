import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, stat, unlink, type FileHandle } from 'node:fs/promises';
import { syncDir, writeAll } from './files.ts';
import { toError } from './failures.ts';
import { sealFrame } from './frame.ts';
import { JournalError } from './journal.errors.ts';
import {
  createSegmentHeader,
  listSegments,
  measureSegment,
  readRecords,
  readSegmentHeader,
  segmentPath,
  type SegmentFile,
  type StoredRecord,
} from './segment.ts';

export interface JournalOptions {
  readonly dir: string;
  readonly key: Buffer;
  /** Wait for the disk before a record counts as durable [true]: also safe against power loss. */
  readonly fsync?: boolean;
  /** Size at which the next segment begins [64 MiB]. */
  readonly segmentBytes?: number;
}

interface Pending {
  readonly seq: number;
  readonly parts: readonly Uint8Array[];
  readonly bytes: number;
}

interface OpenSegment {
  readonly file: FileHandle;
  readonly key: Buffer;
  readonly firstSeq: number;
  bytes: number;
}

/** Records sealed and written in one go: bounds what a commit holds in memory. */
const COMMIT_BYTES = 8 * 1024 * 1024;

/**
 * The append-only log of everything the engine is told: encrypted, checksummed, in segments. Records are numbered from
 * 1 without gaps. `append` is immediate; `durableSeq` follows when a group of records is on disk, and `onDurable` says
 * so. A journal is never appended to after a restart: each start begins a segment with a key of its own.
 */
export class Journal {
  readonly id: string;
  /** Bytes cut off a torn tail when the journal was opened. */
  readonly tornBytes: number;
  readonly #options: Required<JournalOptions>;
  #lastSeq: number;
  #durableSeq: number;
  #bytes: number;
  #segments: SegmentFile[];
  #open: OpenSegment | null = null;
  #pending: Pending[] = [];
  #committing: Promise<void> | null = null;
  #failure: Error | null = null;
  #rolling = false;
  onDurable: (seq: number) => void = () => undefined;
  onFailure: (error: Error) => void = () => undefined;

  private constructor(options: Required<JournalOptions>, found: Found) {
    this.#options = options;
    this.id = found.id ?? randomBytes(8).toString('hex');
    this.tornBytes = found.tornBytes;
    this.#segments = found.segments;
    this.#lastSeq = found.lastSeq;
    this.#durableSeq = found.lastSeq;
    this.#bytes = found.bytes;
  }

  /** Opens the journal in `dir`, cutting a torn tail. Throws `JournalError` on another key or damage before the tail. */
  static async open(options: JournalOptions): Promise<Journal> {
    const full = { fsync: true, segmentBytes: 64 * 1024 * 1024, ...options };
    await mkdir(full.dir, { recursive: true });
    return new Journal(full, await inspect(full));
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }
  get durableSeq(): number {
    return this.#durableSeq;
  }
  /** Bytes on disk. */
  get bytes(): number {
    return this.#bytes;
  }
  /** The oldest record kept; one more than `lastSeq` when there is none. */
  get firstSeq(): number {
    return this.#segments[0]?.firstSeq ?? this.#lastSeq + 1;
  }

  /** Adds a record of the given parts and returns its number. The parts must not change until it is durable. */
  append(parts: readonly Uint8Array[]): number {
    if (this.#failure !== null) throw this.#failure;
    const seq = ++this.#lastSeq;
    this.#pending.push({ seq, parts, bytes: parts.reduce((sum, part) => sum + part.length, 0) });
    this.#committing ??= this.#commitAll();
    return seq;
  }

  /** Resolves when everything appended so far is durable. */
  async flush(): Promise<void> {
    while (this.#committing !== null) await this.#committing;
    if (this.#failure !== null) throw this.#failure;
  }

  /** Numbers on from `seq`: for a journal that was removed while its snapshot was kept. Only before the first append. */
  continueAfter(seq: number): void {
    if (seq <= this.#lastSeq) return;
    this.#lastSeq = seq;
    this.#durableSeq = seq;
  }

  /** The records from `fromSeq` on that were there when the journal was opened. */
  async *read(fromSeq: number): AsyncGenerator<StoredRecord> {
    if (fromSeq <= this.#lastSeq && fromSeq < this.firstSeq) {
      throw new JournalError(
        'journal-gap',
        `the journal begins at record ${this.firstSeq}, ${fromSeq} is needed`,
      );
    }
    for (const [index, segment] of this.#segments.entries()) {
      const next = this.#segments[index + 1];
      if (next !== undefined && next.firstSeq <= fromSeq) continue;
      const file = await readFile(segment.path);
      const header = readSegmentHeader(file, segment.path, this.#options.key);
      if (header !== null) yield* readRecords(file, header, segment.path, fromSeq);
    }
  }

  /** The next record begins a segment, so that `dropBefore` can free those before it later. */
  roll(): void {
    this.#rolling = true;
  }

  /** Deletes segments all of whose records are before `seq`. */
  async dropBefore(seq: number): Promise<void> {
    for (;;) {
      const [first, second] = this.#segments;
      if (first === undefined || second === undefined || second.firstSeq > seq) return;
      const { size } = await stat(first.path);
      await unlink(first.path);
      this.#segments = this.#segments.filter((segment) => segment !== first);
      this.#bytes -= size;
    }
  }

  async close(): Promise<void> {
    try {
      await this.flush();
    } finally {
      await this.#closeSegment();
    }
  }

  async #commitAll(): Promise<void> {
    // A turn of the loop later: what arrives together is committed together.
    await new Promise((resolve) => setImmediate(resolve));
    try {
      while (this.#pending.length > 0) await this.#commitGroup(this.#takeGroup());
    } catch (error) {
      this.#failure = toError(error);
      this.onFailure(this.#failure);
    } finally {
      this.#committing = null;
    }
  }

  #takeGroup(): Pending[] {
    let bytes = 0;
    let count = 0;
    while (count < this.#pending.length && (count === 0 || bytes < COMMIT_BYTES)) {
      bytes += this.#pending[count]?.bytes ?? 0;
      count += 1;
    }
    return this.#pending.splice(0, count);
  }

  async #commitGroup(group: readonly Pending[]): Promise<void> {
    const first = group[0];
    const last = group.at(-1);
    if (first === undefined || last === undefined) return;
    const segment = await this.#segmentFor(first.seq);
    const frames = group.flatMap(({ seq, parts }) => sealFrame(segment.key, seq, parts));
    const bytes = Buffer.concat(frames);
    await writeAll(segment.file, bytes);
    if (this.#options.fsync) await segment.file.datasync();
    segment.bytes += bytes.length;
    this.#bytes += bytes.length;
    this.#durableSeq = last.seq;
    this.onDurable(last.seq);
  }

  async #segmentFor(firstSeq: number): Promise<OpenSegment> {
    const full = this.#open !== null && this.#open.bytes >= this.#options.segmentBytes;
    if (full || this.#rolling) await this.#closeSegment();
    this.#rolling = false;
    if (this.#open !== null) return this.#open;
    const { header, key } = createSegmentHeader(this.#options.key, this.id, firstSeq);
    const path = segmentPath(this.#options.dir, firstSeq);
    const file = await open(path, 'wx', 0o600);
    await writeAll(file, header);
    if (this.#options.fsync) await syncDir(this.#options.dir);
    this.#segments.push({ path, firstSeq });
    this.#bytes += header.length;
    this.#open = { file, key, firstSeq, bytes: header.length };
    return this.#open;
  }

  async #closeSegment(): Promise<void> {
    const segment = this.#open;
    this.#open = null;
    await segment?.file.close();
  }
}

interface Found {
  readonly id: string | null;
  readonly segments: SegmentFile[];
  readonly lastSeq: number;
  readonly bytes: number;
  readonly tornBytes: number;
}

/** Walks the segments; only the last one may end in a torn record, which is cut. */
async function inspect({ dir, key }: Required<JournalOptions>): Promise<Found> {
  const listed = await listSegments(dir);
  const segments: SegmentFile[] = [];
  let found: Found = { id: null, segments, lastSeq: 0, bytes: 0, tornBytes: 0 };
  for (const [index, segment] of listed.entries()) {
    const file = await readFile(segment.path);
    const header = readSegmentHeader(file, segment.path, key);
    const extent = header === null ? { lastSeq: segment.firstSeq - 1, end: 0 } : measureSegment(file, header);
    const torn = file.length - extent.end;
    const isLast = index === listed.length - 1;
    if ((torn > 0 && !isLast) || (segments.length > 0 && segment.firstSeq !== found.lastSeq + 1)) {
      throw new JournalError(
        'journal-damaged',
        `${segment.path} is damaged or one before it is missing: restore it from a backup`,
      );
    }
    if (torn > 0) await cutAt(segment.path, extent.end);
    const empty = extent.lastSeq < segment.firstSeq;
    if (empty) await unlink(segment.path);
    else segments.push(segment);
    found = {
      id: header?.journalId ?? found.id,
      segments,
      lastSeq: empty && segments.length === 0 ? segment.firstSeq - 1 : extent.lastSeq,
      bytes: found.bytes + (empty ? 0 : extent.end),
      tornBytes: torn,
    };
  }
  return found;
}

/** Synced: a tail that came back after a power loss would look like damage behind the next segment. */
async function cutAt(path: string, end: number): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.truncate(end);
    await file.sync();
  } finally {
    await file.close();
  }
}
