import { open, type FileHandle } from 'node:fs/promises';

/** Makes creations, renames and deletions in `dir` durable. */
export async function syncDir(dir: string): Promise<void> {
  const handle = await open(dir, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes all of `bytes` at the end of what was written through `file`. */
export async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  let from = 0;
  while (from < bytes.length) {
    const { bytesWritten } = await file.write(bytes, from, bytes.length - from);
    from += bytesWritten;
  }
}

/** Sequence numbers in file names sort as text. */
export function seqName(seq: number): string {
  return String(seq).padStart(16, '0');
}
