import { describe, expect, it } from '@jest/globals';
import { campaignsEn } from './campaigns-en.ts';
import { campaignsZh } from './campaigns-zh.ts';
import { deskEn } from './desk-en.ts';
import { deskZh } from './desk-zh.ts';
import { en } from './en.ts';
import {
  ageParts,
  formatBytes,
  formatChange,
  formatCount,
  formatDate,
  formatDay,
  formatRate,
  formatShare,
  formatTime,
  shortPseudonym,
} from './format.ts';
import { scenesEn } from './scenes-en.ts';
import { scenesZh } from './scenes-zh.ts';
import { wallEn } from './wall-en.ts';
import { wallZh } from './wall-zh.ts';
import { mapEn } from './map-en.ts';
import { mapZh } from './map-zh.ts';
import { zhCN } from './zh-cn.ts';

const plain = (text: string): string => text.replaceAll('\u202f', ' ');

describe('figures', () => {
  it('have thin spaces between thousands', () => {
    expect(plain(formatCount(1284))).toBe('1 284');
    expect(plain(formatCount(1_234_567.4))).toBe('1 234 567');
    expect(formatCount(7)).toBe('7');
    expect(formatRate(1.44)).toBe('1.4');
  });

  it('say a change by shape and amount', () => {
    const change = (value: number, reference: number): string => plain(formatChange(value, reference) ?? '');
    expect(change(1284, 1146)).toBe('↑12 %');
    expect(change(969, 1000)).toBe('↓3 %');
    expect(change(1001, 1000)).toBe('±0 %');
    expect(change(399, 40)).toBe('↑898 %');
    expect(change(540, 40)).toBe('×14');
    expect(formatChange(5, null)).toBeNull();
  });

  it('say a change against few by its amount: percentages of nothing say nothing', () => {
    expect(formatChange(11, 0)).toBe('↑11');
    expect(formatChange(3, 5)).toBe('↓2');
    expect(formatChange(5, 5)).toBe('±0');
  });

  it('have three significant digits of bytes', () => {
    expect([0, 999, 1000, 9_100_000, 87_000_000, 999_600_000].map((n) => plain(formatBytes(n)))).toEqual([
      '0 B',
      '999 B',
      '1.00 kB',
      '9.10 MB',
      '87.0 MB',
      '1.00 GB',
    ]);
  });

  it('give shares in percent, pseudonyms short and ages in one unit', () => {
    expect(formatShare(0.6239)).toBe('62.4');
    expect(shortPseudonym('9f3a7b0011ffd2c2')).toBe('9f3a…c2');
    expect(ageParts(3_400)).toEqual({ unit: 'seconds', n: 3 });
    expect(ageParts(240_000)).toEqual({ unit: 'minutes', n: 4 });
    expect(ageParts(7_200_000)).toEqual({ unit: 'hours', n: 2 });
  });
});

describe('times', () => {
  const ms = Date.parse('2026-11-21T16:05:09Z');

  it('are in the zone of the system, not of the screen', () => {
    expect(formatTime(ms, 'Asia/Shanghai')).toBe('00:05:09');
    expect(formatDay(ms, 'Asia/Shanghai')).toBe('2026-11-22');
  });

  it('are dates in the language of the screen', () => {
    expect(formatDate(ms, 'Asia/Shanghai', 'zh-CN')).toBe('11月22日周日');
    expect(formatDate(ms, 'Asia/Shanghai', 'en')).toContain('22 Nov');
  });
});

describe('messages', () => {
  const flat = (value: unknown, path = ''): [string, string][] =>
    typeof value === 'string'
      ? [[path, value]]
      : Object.entries(value as object).flatMap(([key, inner]) => flat(inner, `${path}.${key}`));
  const placeholders = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g))].toSorted();

  it('exist in both languages with the same placeholders', () => {
    const chinese = new Map(
      flat({ ...zhCN, desk: deskZh, campaigns: campaignsZh, wall: wallZh, scenes: scenesZh, map: mapZh }),
    );
    const english = new Map(
      flat({ ...en, desk: deskEn, campaigns: campaignsEn, wall: wallEn, scenes: scenesEn, map: mapEn }),
    );
    expect([...english.keys()].toSorted()).toEqual([...chinese.keys()].toSorted());
    for (const [path, text] of english)
      expect([path, placeholders(text)]).toEqual([path, placeholders(chinese.get(path) ?? '')]);
  });
});
