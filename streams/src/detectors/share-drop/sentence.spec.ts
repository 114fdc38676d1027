import { describe, expect, it } from '@jest/globals';
import { shareSentence } from './sentence.ts';

const parts = {
  day: '2026-02-03',
  county: { zh: '东湖县', en: 'Donghu' },
  area: { zh: '城关镇', en: 'Chengguan' },
  party: 'two',
  share: 0.6234,
  threshold: 0.7,
} as const;

describe('the sentence to send', () => {
  it('names day, place, party, share and threshold, in Chinese and in English', () => {
    expect(shareSentence(parts)).toEqual({
      zh: '2月3日东湖县的城关镇当日两方新增市场占有率为62.3%，低于70%，请关注并及时上报原因。',
      en: 'On 2026-02-03 the two-party share of new customers of Chengguan in Donghu was 62.3 %, below 70 %. Please look into it and report the cause.',
    });
  });

  it('of a county or above names the area alone; of all rivals says three', () => {
    const { zh, en } = shareSentence({
      ...parts,
      county: null,
      area: parts.county,
      party: 'three',
      share: 0,
      threshold: 0.655,
    });
    expect(zh).toBe('2月3日东湖县当日三方新增市场占有率为0%，低于65.5%，请关注并及时上报原因。');
    expect(en).toContain('three-party share of new customers of Donghu was 0 %, below 65.5 %');
  });
});
