import { createCipheriv, createDecipheriv, randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdir, open, readFile, readdir, rename, unlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { toError } from './failures.ts';
import { seqName, syncDir, writeAll } from './files.ts';
import { JournalError, keyMismatch } from './journal.errors.ts';
import { deriveKey } from './pseudonym-key.ts';
import { keyCheck } from './segment.ts';

const MAGIC = 'TWS1';
/** `magic 4 | salt 16 | key check 16 | u64 seq`, then the sealed bytes, then the GCM tag. */
const HEADER = 44;
const TAG = 16;
const SUFFIX = '.snapshot';
/** Sealing in steps keeps the thread free for others between them. */
const STEP_BYTES = 4 * 1024 * 1024;
/** The key is used once (its salt is fresh), so that the nonce may be constant. */
const NONCE = Buffer.alloc(12);

export interface Snapshot {
  /** The last record whose effects are in it. */
  readonly seq: number;
  readonly payload: Buffer;
}

/** A snapshot file that could not be used, for the log. */
export interface SnapshotFault {
  readonly path: string;
  readonly error: Error;
}

/**
 * The newest two snapshots of the state, encrypted. A file is whole or not there: written aside, synced, renamed. The
 * older one stays for the case that the newer is damaged on disk, so the journal must reach back to it.
 */
export class SnapshotStore {
  readonly #dir: string;
  readonly #key: Buffer;

  private constructor(dir: string, key: Buffer) {
    this.#dir = dir;
    this.#key = key;
  }

  static async open(dir: string, key: Buffer): Promise<SnapshotStore> {
    await mkdir(dir, { recursive: true });
    for (const name of await readdir(dir)) if (name.endsWith('.tmp')) await unlink(join(dir, name));
    return new SnapshotStore(dir, key);
  }

  /** The snapshots in `dir`, for looking at: nothing is tidied up, since somebody else may be writing there. */
  static readOnly(dir: string, key: Buffer): SnapshotStore {
    return new SnapshotStore(dir, key);
  }

  /** Sequence numbers of the snapshots kept, newest first. */
  async seqs(): Promise<number[]> {
    const names = (await readdir(this.#dir)).filter((name) => name.endsWith(SUFFIX));
    return names.map((name) => Number(name.slice(0, -SUFFIX.length))).sort((a, b) => b - a);
  }

  /** The newest one that is whole, or null; those that are not are told to `onFault`. Throws when no key fits any. */
  async newest(onFault: (fault: SnapshotFault) => void): Promise<Snapshot | null> {
    const mismatches: JournalError[] = [];
    const seqs = await this.seqs();
    for (const seq of seqs) {
      const path = this.#path(seq);
      try {
        return { seq, payload: openSnapshot(await readFile(path), path, this.#key) };
      } catch (error) {
        if (error instanceof JournalError && error.code === 'key-mismatch') mismatches.push(error);
        onFault({ path, error: toError(error) });
      }
    }
    if (mismatches[0] !== undefined && mismatches.length === seqs.length) throw mismatches[0];
    return null;
  }

  /** Keeps `parts` as the state after record `seq`, and of the older ones the newest. Resolves when it is durable. */
  async save(seq: number, parts: readonly Uint8Array[]): Promise<void> {
    const path = this.#path(seq);
    const aside = `${path}.tmp`;
    const file = await open(aside, 'w', 0o600);
    try {
      await this.#seal(file, seq, parts);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(aside, path);
    await syncDir(this.#dir);
    for (const old of (await this.seqs()).slice(2)) await unlink(this.#path(old));
  }

  async #seal(file: FileHandle, seq: number, parts: readonly Uint8Array[]): Promise<void> {
    const salt = randomBytes(16);
    const header = Buffer.alloc(HEADER);
    header.write(MAGIC, 0, 'latin1');
    salt.copy(header, 4);
    keyCheck(this.#key, salt).copy(header, 20);
    header.writeBigUInt64LE(BigInt(seq), 36);
    await writeAll(file, header);
    const cipher = createCipheriv('aes-256-gcm', deriveKey(this.#key, salt, 'snapshot'), NONCE).setAAD(
      header,
    );
    for (const part of parts) {
      for (let from = 0; from < part.length; from += STEP_BYTES) {
        await writeAll(file, cipher.update(part.subarray(from, from + STEP_BYTES)));
      }
    }
    await writeAll(file, Buffer.concat([cipher.final(), cipher.getAuthTag()]));
  }

  #path(seq: number): string {
    return join(this.#dir, seqName(seq) + SUFFIX);
  }
}

function openSnapshot(file: Buffer, path: string, key: Buffer): Buffer {
  if (file.length < HEADER + TAG || file.toString('latin1', 0, 4) !== MAGIC) {
    throw new JournalError('journal-damaged', `${path} is not a whole snapshot`);
  }
  const header = file.subarray(0, HEADER);
  const salt = header.subarray(4, 20);
  if (!timingSafeEqual(keyCheck(key, salt), header.subarray(20, 36))) throw keyMismatch(path);
  const decipher = createDecipheriv('aes-256-gcm', deriveKey(key, salt, 'snapshot'), NONCE);
  decipher.setAAD(header);
  decipher.setAuthTag(file.subarray(file.length - TAG));
  const opened = decipher.update(file.subarray(HEADER, file.length - TAG));
  decipher.final();
  return opened;
}
