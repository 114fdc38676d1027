import { hkdfSync } from 'node:crypto';
import { JournalError } from './journal.errors.ts';
import { KEY_BYTES, keepKey, readKeptKey } from './kept-key.ts';

const FILE = 'pseudonym.key';

/**
 * The key behind all pseudonyms and the encryption of journal and snapshots: `configured` (64 hex digits, or base64 of
 * 32 bytes), else the one kept in `dataDir/pseudonym.key`, made on first use and readable by its owner only.
 *
 * Losing it means losing the data directory; changing it would give every subscriber a new identity.
 */
export async function loadPseudonymKey(dataDir: string, configured?: string): Promise<Buffer> {
  return parseKey(configured ?? (await keepKey(dataDir, FILE)));
}

/** The same key without making one: null when none is configured and none is kept. */
export async function findPseudonymKey(dataDir: string, configured?: string): Promise<Buffer | null> {
  const text = configured ?? (await readKeptKey(dataDir, FILE));
  return text === null ? null : parseKey(text);
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

/** A key for one purpose and one file, so that no two files ever share a key. */
export function deriveKey(key: Buffer, salt: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, `tidewall/${purpose}`, KEY_BYTES));
}
