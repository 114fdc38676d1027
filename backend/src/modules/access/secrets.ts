import { createHash, randomBytes, randomInt } from 'node:crypto';

const TOKEN_BYTES = 32;
/** Letters and digits that nobody takes for another. */
const READABLE = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** 256 random bits that fit into a cookie or an address. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** What is kept of a token: SHA-256, hexadecimal. Tokens are random, so that nothing slower is needed. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Something random to be read and typed, in groups: 5 bits a character. */
export function newCode(groups: number, groupLength: number): string {
  const group = (): string =>
    Array.from({ length: groupLength }, () => READABLE[randomInt(READABLE.length)]).join('');
  return Array.from({ length: groups }, group).join('-');
}
