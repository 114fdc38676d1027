/** The default alphabet, 3GPP TS 23.038 § 6.2.1; the position is the code. 0x1B leads to the extension table. */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

/** The extension table, § 6.2.1.1: each costs two septets. */
const EXTENSION: Readonly<Record<string, number>> = {
  '\f': 0x0a,
  '^': 0x14,
  '{': 0x28,
  '}': 0x29,
  '\\': 0x2f,
  '[': 0x3c,
  '~': 0x3d,
  ']': 0x3e,
  '|': 0x40,
  '€': 0x65,
};

const ESCAPE = 0x1b;
const CODES = new Map<string, readonly number[]>(
  Object.entries(EXTENSION).map(([char, code]) => [char, [ESCAPE, code]]),
);
for (const [code, char] of Array.from(BASIC).entries()) if (code !== ESCAPE) CODES.set(char, [code]);

/** Septets of a character: 1, 2 from the extension table, 0 when the alphabet does not have it. */
export function septetsOf(char: string): 0 | 1 | 2 {
  return (CODES.get(char)?.length ?? 0) as 0 | 1 | 2;
}

/** One septet in each octet, as SMPP carries them. Characters outside the alphabet become spaces. */
export function encodeGsm7(text: string): Buffer {
  return Buffer.from(Array.from(text).flatMap((char) => CODES.get(char) ?? [0x20]));
}
