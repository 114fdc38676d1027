import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode } from './failures.ts';
import { JournalError } from './journal.errors.ts';

export const KEY_BYTES = 32;

/** The text of a key file of the data directory; made with a random key on first use, for its owner only. */
export async function keepKey(dataDir: string, file: string): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  const kept = await readKeptKey(dataDir, file);
  if (kept !== null) return kept;
  await createKey(dataDir, file);
  const made = await readKeptKey(dataDir, file);
  if (made === null) throw new JournalError('key-invalid', `the key file ${file} could not be made`);
  return made;
}

/** The same without making one. */
export async function readKeptKey(dataDir: string, file: string): Promise<string | null> {
  try {
    return await readFile(join(dataDir, file), 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** Written aside, synced, then linked: a crash leaves a whole key or none, and two starts agree on one. */
async function createKey(dataDir: string, name: string): Promise<void> {
  const aside = join(dataDir, `${name}.${randomBytes(4).toString('hex')}.tmp`);
  const file = await open(aside, 'wx', 0o600);
  try {
    await file.writeFile(`${randomBytes(KEY_BYTES).toString('hex')}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(aside, join(dataDir, name));
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await unlink(aside);
  }
}
