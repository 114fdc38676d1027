import { describe, expect, it } from '@jest/globals';
import { matchFindings, type Finding, type Truth } from './match.ts';
import { scoreCases, scoreTypes } from './score.ts';

const HOUR = 3_600_000;
const base: Finding = {
  endMs: null,
  type: 'homecoming',
  subtype: 'own',
  kind: 'subscriber',
  subject: '8613900000001',
  areaId: '9901',
  hotspotId: null,
  party: null,
  timeMs: 0,
};
const truth = (over: Partial<Truth> = {}): Truth => ({
  ...base,
  case: 'basic',
  basis: 'rule',
  expected: true,
  span: null,
  ...over,
});
const found = (over: Partial<Finding> = {}): Finding => ({ ...base, ...over });

describe('evaluation', () => {
  it('matches on type, subtype, subject and place within the tolerance', () => {
    const truths = [
      truth(),
      truth({ subject: 'b' }),
      truth({ subject: 'c' }),
      truth({ subject: 'd', areaId: null }),
    ];
    const detections = [
      found({ timeMs: 1_000 }),
      found({ subject: 'b', areaId: '9902' }),
      found({ subject: 'c', timeMs: 2 * HOUR }),
      found({ subject: 'd', areaId: '7' }),
      found({ subtype: 'inbound' }),
    ];
    const { matches, missed, extra } = matchFindings(truths, detections, HOUR);
    expect(matches.map(({ truth: { subject }, delayMs }) => [subject, delayMs])).toEqual([
      ['d', 0],
      ['8613900000001', 1_000],
    ]);
    expect(missed.map(({ subject }) => subject)).toEqual(['b', 'c']);
    expect(extra).toHaveLength(3);
  });

  it('uses each detection once, the nearest in time first', () => {
    const { matches, missed } = matchFindings(
      [truth({ case: 'far' }), truth({ case: 'near', timeMs: 900 })],
      [found({ timeMs: 1_000 })],
      HOUR,
    );
    expect(matches).toMatchObject([{ truth: { case: 'near' }, delayMs: 100 }]);
    expect(missed).toMatchObject([{ case: 'far' }]);
  });

  it('keeps parties of share drops apart', () => {
    const drop = { type: 'share-drop', kind: 'area', subject: '9901' };
    const { matches } = matchFindings(
      [truth({ ...drop, party: 'two:x' })],
      [found({ ...drop, party: 'two:y' })],
      HOUR,
    );
    expect(matches).toHaveLength(0);
  });

  it('scores by type and by case', () => {
    const truths = [truth(), truth({ subject: 'b', case: 'hard' }), truth({ subject: 'c', case: 'hard' })];
    const detections = [
      found(),
      found({ subject: 'b', timeMs: 60_000 }),
      found({ subject: 'x' }),
      found({ type: 'share-drop', subtype: null }),
    ];
    const matching = matchFindings(truths, detections, HOUR);
    const types = scoreTypes(matching);
    expect(types).toMatchObject([
      {
        type: 'homecoming/own',
        truths: 3,
        detections: 3,
        matched: 2,
        missed: 1,
        extra: 1,
        precision: 2 / 3,
        recall: 2 / 3,
        exact: 1,
      },
      { type: 'share-drop', truths: 0, precision: 0, recall: null, delaySeconds: null },
    ]);
    expect(types[0]?.delaySeconds).toEqual({ p50: 60, p95: 60, max: 60 });
    const cases = scoreCases(matching);
    expect(cases).toMatchObject([
      { case: 'basic', recall: 1 },
      { case: 'hard', truths: 2, matched: 1, recall: 0.5 },
    ]);
  });
});
