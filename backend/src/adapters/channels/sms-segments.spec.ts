import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { encodeGsm7 } from './gsm7.ts';
import { measureSms, splitSms } from './sms-segments.ts';

const segments = (text: string): number => measureSms(text).segments;

describe('segments of an SMS', () => {
  it('takes 160 septets alone and 153 in each of several', () => {
    expect(segments('a'.repeat(160))).toBe(1);
    expect(segments('a'.repeat(161))).toBe(2);
    expect(segments('a'.repeat(306))).toBe(2);
    expect(segments('a'.repeat(307))).toBe(3);
  });

  it('takes 70 Chinese characters alone and 67 in each of several', () => {
    expect(segments('潮'.repeat(70))).toBe(1);
    expect(segments('潮'.repeat(71))).toBe(2);
    expect(segments('潮'.repeat(134))).toBe(2);
    expect(segments('潮'.repeat(135))).toBe(3);
  });

  it('counts characters of the extension table twice', () => {
    expect(measureSms('€'.repeat(80))).toEqual({
      encoding: 'gsm-7',
      units: 160,
      segments: 1,
      unitsPerSegment: 160,
      unitsLeft: 0,
    });
    expect(segments(`${'€'.repeat(80)}a`)).toBe(2);
  });

  it('moves an extension character that would be cut into the next segment', () => {
    const text = `${'a'.repeat(152)}€${'a'.repeat(152)}`;
    expect(measureSms(text).units).toBe(306);
    expect(splitSms(text).parts).toEqual(['a'.repeat(152), `€${'a'.repeat(151)}`, 'a']);
  });

  it('moves an emoji that would be cut into the next segment', () => {
    const text = `${'潮'.repeat(66)}😀${'潮'.repeat(66)}`;
    expect(measureSms(text).units).toBe(134);
    expect(splitSms(text).parts).toEqual(['潮'.repeat(66), `😀${'潮'.repeat(65)}`, '潮']);
  });

  it('turns the whole text into UCS-2 for one character outside the GSM alphabet', () => {
    expect(measureSms('Welcome home').encoding).toBe('gsm-7');
    expect(measureSms('Welcome home。').encoding).toBe('ucs-2');
    expect(measureSms('naïve').encoding).toBe('ucs-2');
    expect(measureSms('àÄÖ£¿').encoding).toBe('gsm-7');
  });

  it('needs none for the empty text and tells the room left', () => {
    expect(measureSms('')).toMatchObject({ segments: 0, unitsLeft: 160 });
    expect(measureSms('欢迎回家')).toMatchObject({ segments: 1, unitsLeft: 66 });
    expect(measureSms('a'.repeat(161))).toMatchObject({ segments: 2, unitsLeft: 145 });
  });

  it('loses and cuts nothing, whatever the text', () => {
    const anyText = fc.string({
      unit: fc.constantFrom('a', '€', '[', '\n', '潮', '😀', 'é', '{'),
      maxLength: 400,
    });
    fc.assert(
      fc.property(anyText, (text) => {
        const { encoding, parts } = splitSms(text);
        expect(parts.join('')).toBe(text);
        const room = parts.length > 1 ? { 'gsm-7': 153, 'ucs-2': 67 } : { 'gsm-7': 160, 'ucs-2': 70 };
        for (const part of parts) {
          expect(part.isWellFormed()).toBe(true);
          const units = encoding === 'gsm-7' ? encodeGsm7(part).length : part.length;
          expect(units).toBeLessThanOrEqual(room[encoding]);
        }
      }),
    );
  });
});
