import { describe, expect, it } from '@jest/globals';
import { readReference, ReferenceIds, type RuleName } from '@tidewall/streams';
import { SAMPLE_REFERENCE } from '../../testing/samples.ts';
import { changesSchema, unknownAreas, withChanges } from './thresholds.ts';
import type { ThresholdChange } from './backtest.types.ts';

const HEADER = 'version,effectiveFrom,areaId,rule,parameter,value\n';
const change = (over: Partial<ThresholdChange> = {}): ThresholdChange => ({
  rule: 'homecoming/own',
  parameter: 'minAwayDays',
  areaId: null,
  value: '5',
  ...over,
});

/** What is in force at an area and a time. */
function inForce(thresholds: string, areaId: string, time: string, rule: RuleName = 'homecoming/own') {
  const reference = readReference({ ...SAMPLE_REFERENCE, thresholds }, new ReferenceIds());
  const area = reference.ids.areas.indexOf(areaId);
  const { values, version } = reference.thresholds.at(rule, area, Date.parse(time));
  return { ...values, version };
}

const faultsOf = (value: unknown): string[] =>
  (changesSchema.safeParse(value).error?.issues ?? []).map(({ path }) => path.join('.'));

describe('thresholds to try', () => {
  it('become the next version, in force at all times', () => {
    const before = `${HEADER}3,2026-02-10T00:00:00+08:00,,homecoming/own,minAwayDays,9\n`;
    const { text, version } = withChanges(before, [change()]);
    expect(version).toBe('4');
    for (const time of ['2020-01-01T00:00:00Z', '2026-03-01T00:00:00Z'])
      expect(inForce(text, '9901', time)).toMatchObject({ minAwayDays: 5, version: '4' });
  });

  it('leave what areas have of their own, and other parameters', () => {
    const before = [
      HEADER,
      '1,,9902,homecoming/own,minAwayDays,12\n',
      '2,,,homecoming/own,minDwellMinutes,60\n',
    ].join('');
    const { text } = withChanges(before, [change()]);
    expect(inForce(text, '9902', '2026-01-01T00:00:00Z')).toMatchObject({
      minAwayDays: 12,
      minDwellMinutes: 60,
    });
    expect(inForce(text, '9901', '2026-01-01T00:00:00Z')).toMatchObject({
      minAwayDays: 5,
      minDwellMinutes: 60,
    });
  });

  it('take the place of the rows of the same area', () => {
    const before = `${HEADER}1,2026-02-10T00:00:00+08:00,9901,homecoming/own,minAwayDays,9\n`;
    const { text } = withChanges(before, [change({ areaId: '9901' })]);
    expect(inForce(text, '990101', '2026-03-01T00:00:00Z')).toMatchObject({ minAwayDays: 5, version: '2' });
    expect(inForce(text, '9902', '2026-03-01T00:00:00Z')).toMatchObject({ minAwayDays: 7 });
  });

  it('need no file', () => {
    const { text, version } = withChanges('', [change({ parameter: 'homeLevel', value: 'county' })]);
    expect(version).toBe('1');
    expect(inForce(text, '9901', '2026-03-01T00:00:00Z')).toMatchObject({ homeLevel: 3, version: '1' });
  });

  it('may give areas as numbers, as YAML does', () => {
    const parsed = changesSchema.parse([{ ...change(), areaId: 9901, value: 5 }]);
    expect(parsed).toEqual([change({ areaId: '9901' })]);
    expect(unknownAreas([...parsed, change({ areaId: '1' }), change()], SAMPLE_REFERENCE)).toEqual([1]);
  });

  it('name the place of each fault', () => {
    expect(faultsOf([change(), { ...change(), parameter: 'days' }])).toEqual(['1.parameter']);
    expect(faultsOf([{ ...change(), value: 400 }])).toEqual(['0.value']);
    expect(faultsOf([{ ...change(), value: 'many' }])).toEqual(['0.value']);
    expect(faultsOf([{ ...change(), rule: 'dance' }])).toEqual(['0.rule']);
    const kept = { rule: 'rival-numbers', parameter: 'seenDays', value: 30, areaId: '9901' };
    expect(faultsOf([kept])).toEqual(['0.areaId']);
    expect(faultsOf([change(), change({ value: '6' })])).toEqual(['1']);
    expect(faultsOf([])).toEqual(['']);
    expect(faultsOf('none')).toEqual(['']);
  });
});
