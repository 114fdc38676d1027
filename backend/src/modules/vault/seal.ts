import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { VaultKeys } from './vault-keys.ts';

const CIPHER = 'aes-256-gcm';
/** NIST SP 800-38D: 96 random bits; under one key up to 2³² of them. */
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A text that only the vault can read: `<key id>.<iv, tag and cipher text in base64url>`. */
export type Sealed = string;

/** `owner` is whose it is: what was sealed for one cannot be passed off as another's. */
export function seal(keys: VaultKeys, owner: string, text: string): Sealed {
  const [{ id, secret }] = keys;
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, secret, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(owner));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return `${id}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`;
}

/** Throws when the key is unknown, or it was sealed for another owner or changed since. */
export function unseal(keys: VaultKeys, owner: string, sealed: Sealed): string {
  const [id = '', payload = ''] = sealed.split('.');
  const key = keys.find((one) => one.id === id);
  if (key === undefined) throw new Error(`the vault has no key ${id}: add it to vault.key behind the newest`);
  const bytes = Buffer.from(payload, 'base64url');
  const decipher = createDecipheriv(CIPHER, key.secret, bytes.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(owner));
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
}

export function keyIdOf(sealed: Sealed): string {
  return sealed.slice(0, sealed.indexOf('.'));
}
