import { describe, expect, it } from '@jest/globals';
import { judgeEffect } from './judge-effect.ts';
import { sampleRatio } from './sample-ratio.ts';

const arm = (successes: number, subjects: number) => ({ successes, subjects });
const judge = (treated = arm(0, 0), control = arm(0, 0), controlShare = 0.1) =>
  judgeEffect(
    treated,
    control,
    controlShare > 0,
    sampleRatio(treated.subjects, control.subjects, controlShare),
  );

describe('verdict on an effect', () => {
  it.each([
    ['better', arm(90, 900), arm(2, 100)],
    ['worse', arm(9, 900), arm(10, 100)],
    ['no-difference', arm(90, 900), arm(9, 100)],
    ['not-enough-sample', arm(90, 900), arm(2, 99)],
    ['not-enough-sample', arm(8, 900), arm(1, 100)],
    ['not-enough-sample', arm(0, 0), arm(0, 0)],
    ['not-comparable', arm(90, 900), arm(2, 200)],
  ])('is %s for %j against %j', (verdict, treated, control) => {
    expect(judge(treated, control).verdict).toBe(verdict);
  });

  it('is none without a control group', () => {
    expect(judge(arm(90, 900), arm(0, 0), 0)).toMatchObject({
      verdict: 'no-control',
      difference: null,
      interval: null,
      control: { share: null, interval: null },
    });
  });

  it('says in words how much is missing', () => {
    const { words } = judge(arm(3, 40), arm(0, 5));
    expect(words.zh).toBe('样本不足：触达组 40 人，对照组 5 人，每组至少需要 100 人才能下结论。');
    expect(words.en).toContain('40 treated and 5 in control');
  });

  it('says the difference in points with its interval', () => {
    const { words } = judge(arm(90, 900), arm(2, 100));
    expect(words.zh).toMatch(/^触达组转化率比对照组高 8\.00 个百分点（95% 区间 \d\.\d\d – \d+\.\d\d）。$/);
  });
});
