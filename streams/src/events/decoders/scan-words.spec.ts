import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countLines, isAscii } from './scan-words.ts';

describe('countLines', () => {
  it('counts line ends wherever they lie, at any alignment', () => {
    const byte = fc.constantFrom(0x0a, 0x0a, 0x0b, 0x09, 0x00, 0x80, 0x8a, 0xff, 0x41);
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 70 }), fc.nat(3), (content, skew) => {
        const bytes = Uint8Array.from([...Array<number>(skew).fill(0x0a), ...content]).subarray(skew);
        expect(countLines(bytes)).toBe(content.filter((value) => value === 0x0a).length);
      }),
    );
  });

  it('counts each of thousands', () => {
    for (const length of [1019, 1020, 1021, 5000])
      expect(countLines(new Uint8Array(length).fill(0x0a))).toBe(length);
  });
});

describe('isAscii', () => {
  it('sees a byte above 0x7F wherever it lies, at any alignment', () => {
    const byte = fc.constantFrom(0x00, 0x41, 0x7f, 0x80, 0xff);
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 20 }), fc.nat(3), (content, skew) => {
        const bytes = Uint8Array.from([...Array<number>(skew).fill(0xff), ...content]).subarray(skew);
        expect(isAscii(bytes)).toBe(content.every((value) => value < 0x80));
      }),
    );
  });
});
