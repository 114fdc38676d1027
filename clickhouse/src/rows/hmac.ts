import { hash } from 'node:crypto';

const BLOCK = 64;
const DIGEST = 32;
/** Longer than any number (20 digits). */
const MAX_TEXT = 64;

/**
 * HMAC-SHA-256 (RFC 2104) of short ASCII texts under one key. Out of two one-shot hashes over prepared buffers: a sixth
 * of the time of `createHmac`, which matters with millions of new numbers.
 *
 * The returned buffer is its own.
 */
export function hmacSha256(key: Uint8Array): (text: string) => Buffer {
  const padded = new Uint8Array(BLOCK);
  padded.set(key.length > BLOCK ? hash('sha256', key, 'buffer') : key);
  const inner = Buffer.alloc(BLOCK + MAX_TEXT);
  const outer = Buffer.alloc(BLOCK + DIGEST);
  inner.set(padded.map((byte) => byte ^ 0x36));
  outer.set(padded.map((byte) => byte ^ 0x5c));
  return (text) => {
    if (text.length > MAX_TEXT)
      throw new RangeError(`a number has at most ${MAX_TEXT} digits, got ${text.length}`);
    const written = inner.write(text, BLOCK, 'latin1');
    outer.set(hash('sha256', inner.subarray(0, BLOCK + written), 'buffer'), BLOCK);
    return hash('sha256', outer, 'buffer');
  };
}
