import { wilsonInterval } from '@tidewall/streams';
import { differenceInterval, share, type Arm } from './newcombe.ts';
import type { SampleRatio } from './sample-ratio.ts';

export interface Words {
  readonly zh: string;
  readonly en: string;
}

export type Verdict =
  'not-enough-sample' | 'no-control' | 'no-difference' | 'better' | 'worse' | 'not-comparable';

export interface JudgedArm extends Arm {
  readonly share: number | null;
  readonly interval: readonly [number, number] | null;
}

export interface Judgement {
  readonly treated: JudgedArm;
  readonly control: JudgedArm;
  readonly difference: number | null;
  readonly interval: readonly [number, number] | null;
  readonly verdict: Verdict;
  readonly words: Words;
}

/** Fewer people in an arm, or fewer successes in all, say nothing: one person more or less would turn the verdict. */
const LEAST_SUBJECTS = 100;
const LEAST_SUCCESSES = 10;

/** What the two arms say, in figures and in words. */
export function judgeEffect(treated: Arm, control: Arm, hasControl: boolean, ratio: SampleRatio): Judgement {
  const known = treated.subjects > 0 && control.subjects > 0;
  const difference = known ? share(treated) - share(control) : null;
  const interval = known ? differenceInterval(treated, control) : null;
  const { verdict, words } = verdictOf(treated, control, hasControl, ratio, difference, interval);
  return { treated: judged(treated), control: judged(control), difference, interval, verdict, words };
}

function verdictOf(
  treated: Arm,
  control: Arm,
  hasControl: boolean,
  ratio: SampleRatio,
  difference: number | null,
  interval: readonly [number, number] | null,
): { verdict: Verdict; words: Words } {
  if (!hasControl) return { verdict: 'no-control', words: NO_CONTROL };
  const lacking = whatIsLacking(treated, control);
  if (lacking !== null || difference === null || interval === null)
    return { verdict: 'not-enough-sample', words: lacking ?? { zh: '样本不足。', en: 'Not enough sample.' } };
  if (ratio.ok === false) return { verdict: 'not-comparable', words: NOT_COMPARABLE };
  const [low, high] = interval;
  if (low <= 0 && high >= 0) return { verdict: 'no-difference', words: noDifference(interval) };
  const verdict = low > 0 ? 'better' : 'worse';
  return { verdict, words: aDifference(difference, interval) };
}

function whatIsLacking(treated: Arm, control: Arm): Words | null {
  const short = [treated, control].some(({ subjects }) => subjects < LEAST_SUBJECTS);
  if (short) {
    return {
      zh: `样本不足：触达组 ${treated.subjects} 人，对照组 ${control.subjects} 人，每组至少需要 ${LEAST_SUBJECTS} 人才能下结论。`,
      en: `Not enough sample: ${treated.subjects} treated and ${control.subjects} in control. Each needs at least ${LEAST_SUBJECTS} for a conclusion.`,
    };
  }
  const successes = treated.successes + control.successes;
  if (successes >= LEAST_SUCCESSES) return null;
  return {
    zh: `样本不足：两组共只有 ${successes} 次成功，至少需要 ${LEAST_SUCCESSES} 次才能下结论。`,
    en: `Not enough sample: only ${successes} successes in both groups, at least ${LEAST_SUCCESSES} are needed for a conclusion.`,
  };
}

const NO_CONTROL: Words = {
  zh: '没有设置对照组，无法判断效果。',
  en: 'There is no control group, so no effect can be told.',
};

const NOT_COMPARABLE: Words = {
  zh: '两组人数与设定比例不符，有一组在途中丢失了客户：结果不可比较，请先查明原因。',
  en: 'The groups do not have the sizes that were drawn: one lost people on the way. They cannot be compared; find out why first.',
};

function noDifference([low, high]: readonly [number, number]): Words {
  const interval = `${points(low)} – ${points(high)}`;
  return {
    zh: `看不出差别：95% 区间（${interval} 个百分点）包含 0。更小的差别需要更多样本。`,
    en: `No difference can be seen: the 95 % interval (${interval} points) holds 0. A smaller difference needs a larger sample.`,
  };
}

function aDifference(difference: number, [low, high]: readonly [number, number]): Words {
  const more = difference > 0;
  const by = points(Math.abs(difference));
  const interval = `${points(low)} – ${points(high)}`;
  return {
    zh: `触达组转化率比对照组${more ? '高' : '低'} ${by} 个百分点（95% 区间 ${interval}）。`,
    en: `Those who were to be contacted converted ${by} points ${more ? 'more' : 'less'} than the control group (95 % interval ${interval}).`,
  };
}

function points(value: number): string {
  return (value * 100).toFixed(2).replace('-', '−');
}

function judged(arm: Arm): JudgedArm {
  if (arm.subjects === 0) return { ...arm, share: null, interval: null };
  return { ...arm, share: share(arm), interval: wilsonInterval(arm.successes, arm.subjects) };
}

/** What the sizes of the arms say. */
export function ratioWords(ratio: SampleRatio, expected: number): Words {
  if (ratio.ok === null)
    return { zh: '人数太少，无法检验分组比例。', en: 'Too few people to check the sizes of the groups.' };
  const [wanted, seen] = [points(expected), points(ratio.observedControlShare ?? 0)];
  return ratio.ok
    ? {
        zh: `分组比例正常：对照组设定 ${wanted}%，实际 ${seen}%。`,
        en: `The groups have the sizes that were drawn: control ${seen} %, drawn ${wanted} %.`,
      }
    : {
        zh: `分组比例异常：对照组设定 ${wanted}%，实际 ${seen}%。`,
        en: `The groups do not have the sizes that were drawn: control ${seen} %, drawn ${wanted} %.`,
      };
}
