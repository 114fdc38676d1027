/** MurmurHash3 x86 32-bit of UTF-16 code units, with a seed. */
function murmur(text: string, seed: number): number {
  let h = seed;
  for (let i = 0; i < text.length; i++) {
    let k = Math.imul(text.charCodeAt(i), 0xcc9e2d51);
    k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
    h ^= k;
    h = Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64;
  }
  h ^= text.length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A deterministic id of 24 hex digits (96 bits) of a text. Not secret: what goes in must be no raw number. */
export function hashId(text: string): string {
  return [0x9747b28c, 0x1b56c4e9, 0x7feb352d]
    .map((seed) => murmur(text, seed).toString(16).padStart(8, '0'))
    .join('');
}
