const LF = 0x0a;
const LF_WORD = 0x0a0a0a0a;
const LOW_BITS = 0x7f7f7f7f;

/** The part of the bytes that lies on whole 32-bit words, and how many bytes are before it. */
function wordsOf(bytes: Uint8Array): { head: number; words: Uint32Array } {
  const head = (4 - (bytes.byteOffset % 4)) % 4;
  if (bytes.length < head + 4) return { head: bytes.length, words: new Uint32Array(0) };
  return { head, words: new Uint32Array(bytes.buffer, bytes.byteOffset + head, (bytes.length - head) >> 2) };
}

/** Number of line ends (LF) in the bytes, four bytes at a time. */
export function countLines(bytes: Uint8Array): number {
  const { head, words } = wordsOf(bytes);
  let count = 0;
  for (let i = 0; i < words.length;) {
    // Four counts side by side, each in a byte: it is full after 255 words.
    const stop = Math.min(i + 255, words.length);
    let counts = 0;
    for (; i < stop; i++) {
      // A byte of `zeros` has its top bit set just where the byte of the word is a line end.
      const word = words[i]! ^ LF_WORD;
      const zeros = ~(((word & LOW_BITS) + LOW_BITS) | word | LOW_BITS);
      counts = (counts + (zeros >>> 7)) | 0;
    }
    const pairs = (counts & 0x00ff00ff) + ((counts >>> 8) & 0x00ff00ff);
    count += (pairs & 0xffff) + (pairs >>> 16);
  }
  for (let i = 0; i < head; i++) if (bytes[i] === LF) count++;
  for (let i = head + words.length * 4; i < bytes.length; i++) if (bytes[i] === LF) count++;
  return count;
}

/** Whether no byte is above 0x7F. */
export function isAscii(bytes: Uint8Array): boolean {
  const { head, words } = wordsOf(bytes);
  let seen = 0;
  for (let i = 0; i < words.length; i++) seen |= words[i]!;
  for (let i = 0; i < head; i++) seen |= bytes[i]!;
  for (let i = head + words.length * 4; i < bytes.length; i++) seen |= bytes[i]!;
  return (seen & 0x80808080) === 0;
}
