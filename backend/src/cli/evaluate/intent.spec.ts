import { describe, expect, it } from '@jest/globals';
import { evaluate } from './evaluation.ts';
import { judgeIntents, scoreIntentCases, scoreIntents } from './intent.ts';
import type { Finding, Truth } from './match.ts';
import { checkTargets } from './targets.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const base: Finding = {
  type: 'homecoming',
  subtype: 'own',
  kind: 'subscriber',
  subject: '8613900000001',
  areaId: '9901',
  hotspotId: null,
  party: null,
  timeMs: 0,
  endMs: null,
};
const meant = (over: Partial<Truth> = {}): Truth => ({
  ...base,
  case: 'basic',
  basis: 'intent',
  expected: true,
  span: [0, 10 * HOUR],
  ...over,
});
const found = (over: Partial<Finding> = {}): Finding => ({ ...base, timeMs: HOUR, ...over });
const surge = { type: 'campus-activity', subtype: 'surge', kind: 'hotspot', subject: 'HS1' };

describe('evaluation against what was meant', () => {
  it('counts what answers to a line, what to none, and leaves open what may be either', () => {
    const truths = [meant(), meant({ subject: 'b', expected: null }), meant({ subject: 'c' })];
    const detections = [
      found(),
      found({ timeMs: 2 * HOUR }),
      found({ subject: 'b' }),
      found({ timeMs: 11 * HOUR }),
      found({ subject: 'x' }),
    ];
    const [score] = scoreIntents(judgeIntents(truths, detections));
    expect(score).toMatchObject({
      truths: 2,
      found: 1,
      right: 2,
      open: 1,
      wrong: 2,
      precision: 0.5,
      recall: 0.5,
    });
    expect(score?.delaySeconds?.p50).toBe(3600);
  });

  it('tells cases apart', () => {
    const truths = [meant(), meant({ subject: 'b', case: 'hard' })];
    expect(scoreIntentCases(judgeIntents(truths, [found()]))).toMatchObject([
      { case: 'basic', recall: 1 },
      { case: 'hard', recall: 0 },
    ]);
  });

  it('finds activity within two windows only, and takes what overlaps for right', () => {
    const truths = [meant({ ...surge, span: [4 * HOUR, 6 * HOUR] })];
    const score = (timeMs: number, endMs: number | null) =>
      scoreIntents(judgeIntents(truths, [found({ ...surge, timeMs, endMs })]))[0];
    expect(score(4 * HOUR + 30 * MINUTE, null)).toMatchObject({ found: 1, right: 1 });
    expect(score(4 * HOUR + 31 * MINUTE, null)).toMatchObject({ found: 0, right: 1 });
    expect(score(3 * HOUR, 5 * HOUR)).toMatchObject({ found: 0, right: 1 });
    expect(score(7 * HOUR, 8 * HOUR)).toMatchObject({ found: 0, right: 0, wrong: 1 });
  });

  it('knows the sources of a feed', () => {
    const outage = { type: 'source-outage', subtype: null, kind: 'feed' };
    const truths = [meant({ ...outage, subject: 'usage' })];
    const [score] = scoreIntents(judgeIntents(truths, [found({ ...outage, subject: 'file:usage.csv.gz' })]));
    expect(score).toMatchObject({ found: 1, right: 1 });
  });

  it('counts false alarms by case', () => {
    const silent = meant({ case: 'short', expected: false, span: [0, 2 * HOUR] });
    const { silentCases } = evaluate({
      truths: [silent, { ...silent, subject: 'b' }],
      detections: [found(), found({ subject: 'b', timeMs: 3 * HOUR })],
      learnedHomes: null,
      toleranceMs: HOUR,
    });
    expect(silentCases).toMatchObject([{ case: 'short', basis: 'intent', planted: 2, falseAlarms: 1 }]);
  });

  it('counts days of false sudden drops by area and month', () => {
    const drop = { type: 'share-drop', subtype: 'sudden', kind: 'area' };
    const days = [0, 0, 1, 2].map((day) =>
      found({ ...drop, subject: 'a', areaId: 'a', timeMs: day * 24 * HOUR }),
    );
    const { falseSuddenDrops } = evaluate({
      truths: [
        meant({ ...drop, subject: 'b', timeMs: 0 }),
        meant({ ...drop, subject: 'b', timeMs: 30 * 24 * HOUR }),
      ],
      detections: days,
      learnedHomes: null,
      toleranceMs: HOUR,
    });
    expect(falseSuddenDrops).toEqual({ areaDays: 3, areas: 1, months: 1, perAreaAndMonth: 3, most: 3 });
  });

  it('scores learned homes by coverage and accuracy', () => {
    const home = { type: 'learned-home', subtype: null };
    const { learnedHomes } = evaluate({
      truths: ['a', 'b', 'c', 'd'].map((subject) =>
        meant({ ...home, subject, case: 'lh-worker', areaId: 'G1' }),
      ),
      detections: [],
      learnedHomes: new Map([
        ['a', 'G1'],
        ['b', 'G2'],
      ]),
      toleranceMs: HOUR,
    });
    expect(learnedHomes).toMatchObject([
      { case: 'all', subscribers: 4, learned: 2, right: 1, coverage: 0.5, accuracy: 0.5 },
      { case: 'lh-worker' },
    ]);
  });

  it('leaves returns to a learned home out of what rules alone decide', () => {
    const rule = meant({ basis: 'rule', subject: 'b', span: null });
    const { types } = evaluate({
      truths: [rule, meant({ type: 'learned-home', subtype: null })],
      detections: [found(), found({ subject: 'b', timeMs: 0 })],
      learnedHomes: null,
      toleranceMs: HOUR,
    });
    expect(types).toMatchObject([{ type: 'homecoming/own', truths: 1, detections: 1, exact: 1 }]);
  });

  it('counts a line of a rule that may be either neither as found nor as missed', () => {
    const rule = meant({ basis: 'rule', span: null });
    const { types } = evaluate({
      truths: [
        rule,
        meant({ ...rule, subject: 'b', expected: null }),
        meant({ ...rule, subject: 'c', expected: null }),
      ],
      detections: [found({ timeMs: 0 }), found({ subject: 'b', timeMs: 0 })],
      learnedHomes: null,
      toleranceMs: HOUR,
    });
    expect(types).toMatchObject([{ truths: 1, detections: 1, exact: 1, missed: 0, extra: 0 }]);
  });

  it('says of every aim whether it is met', () => {
    const evaluation = evaluate({
      truths: [meant({ basis: 'rule', span: null }), meant()],
      detections: [found()],
      learnedHomes: null,
      toleranceMs: 2 * HOUR,
    });
    const met = (start: string): boolean | null | undefined =>
      checkTargets(evaluation).findLast(({ target }) => target.startsWith(start))?.met;
    expect([met('homecoming as meant'), met('campus-activity'), met('learned')]).toEqual([true, null, null]);
    const [rule] = checkTargets(evaluation);
    expect(rule?.met).toBe(false);
    expect(rule?.measured).toContain('0 exact');
  });
});
