import { describe, expect, it } from '@jest/globals';
import { maskNumber, maskText } from './mask-number.ts';

describe('numbers as people may see them', () => {
  it('keep their beginning and two digits', () => {
    expect(maskNumber('13800000078')).toBe('138******78');
    expect(maskNumber('+8613800000078')).toBe('+86*********78');
    expect(maskNumber('10086')).toBe('*****');
  });

  it('are left out of texts, short service numbers are not', () => {
    expect(maskText('致电10086，或 138 0000 0078、138-0000-0078')).toBe('致电10086，或 #、#');
    expect(maskText('2026年11月22日前有效')).toBe('2026年11月22日前有效');
  });
});
