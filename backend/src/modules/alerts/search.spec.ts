import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { queryTokens, searchTokens } from './search.ts';

const finds = (text: string, query: string): boolean => {
  const known = new Set(searchTokens(text));
  return queryTokens(query).every((token) => known.has(token));
};

describe('searching alerts', () => {
  const text = '2月10日东县的城关镇当日三方新增市场占有率为65.2%，低于70%。Rival shop on Main Street (４Ｇ)';
  it.each(['市场占有率', '东县', '县', '三方 新增', '城关镇 rival', 'MAIN street', '65', '4g', '10日'])(
    'finds %s',
    (query) => {
      expect(finds(text, query)).toBe(true);
    },
  );
  it.each(['西县', '占率', 'main road', '市占', '镇城'])('does not find %s', (query) => {
    expect(finds(text, query)).toBe(false);
  });
  it('finds every piece of a Chinese text', () => {
    const han = fc.string({
      unit: fc.constantFrom(...'东西南北市场占有率下降返乡校园'),
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(han, fc.nat(), fc.nat(), (words, a, b) => {
        const from = a % words.length;
        const piece = words.slice(from, from + 1 + (b % (words.length - from)));
        return finds(words, piece);
      }),
    );
  });
  it('asks for nothing when there is nothing to ask for', () => {
    expect(queryTokens(' ，。 ')).toEqual([]);
  });
});
