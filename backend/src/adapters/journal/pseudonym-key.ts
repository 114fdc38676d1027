import { hkdfSync, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode } from './failures.ts';
import { JournalError } from './journal.errors.ts';

const KEY_BYTES = 32;
const FILE = 'pseudonym.key';

/**
 * The key behind all pseudonyms and the encryption of journal and snapshots: `configured` (64 hex digits, or base64 of
 * 32 bytes), else the one kept in `dataDir/pseudonym.key`, made on first use and readable by its owner only.
 *
 * Losing it means losing the data directory; changing it would give every subscriber a new identity.
 */
export async function loadPseudonymKey(dataDir: string, configured?: string): Promise<Buffer> {
  if (configured !== undefined) return parseKey(configured);
  await mkdir(dataDir, { recursive: true });
  const path = join(dataDir, FILE);
  const kept = await readKept(path);
  if (kept !== null) return kept;
  await createKey(dataDir, path);
  const made = await readKept(path);
  if (made === null) throw new JournalError('key-invalid', `the key file ${FILE} could not be made`);
  return made;
}

/** The same key without making one: null when none is configured and none is kept. */
export async function findPseudonymKey(dataDir: string, configured?: string): Promise<Buffer | null> {
  return configured === undefined ? await readKept(join(dataDir, FILE)) : parseKey(configured);
}

function parseKey(text: string): Buffer {
  const trimmed = text.trim();
  const key = /^[0-9a-fA-F]{64}$/.test(trimmed)
    ? Buffer.from(trimmed, 'hex')
    : Buffer.from(trimmed, 'base64');
  if (key.length !== KEY_BYTES) {
    throw new JournalError('key-invalid', 'the pseudonym key must be 32 bytes: 64 hex digits, or base64');
  }
  return key;
}

async function readKept(path: string): Promise<Buffer | null> {
  try {
    return parseKey(await readFile(path, 'utf8'));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** Written aside, synced, then linked: a crash leaves a whole key or none, and two starts agree on one. */
async function createKey(dataDir: string, path: string): Promise<void> {
  const aside = join(dataDir, `${FILE}.${randomBytes(4).toString('hex')}.tmp`);
  const file = await open(aside, 'wx', 0o600);
  try {
    await file.writeFile(`${randomBytes(KEY_BYTES).toString('hex')}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(aside, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await unlink(aside);
  }
}

/** A key for one purpose and one file, so that no two files ever share a key. */
export function deriveKey(key: Buffer, salt: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, `tidewall/${purpose}`, KEY_BYTES));
}
