import { describe, expect, it } from '@jest/globals';
import { holds, judge, windowsNeeded, type Condition } from './condition.ts';
import { render, templateFault } from './template.ts';

const change = (direction: 'drop' | 'rise'): Condition => ({
  kind: 'change',
  against: 'yesterday',
  direction,
  ratio: 0.3,
  minBase: 10,
});
const robust = (direction: 'drop' | 'rise', minDistance = 10): Condition => ({
  kind: 'robust-z',
  direction,
  score: 4,
  weeks: 4,
  minPoints: 5,
  minDistance,
});
const USUAL = [100, 104, 96, 98, 102];

describe('a condition', () => {
  it.each<[string, Condition, Parameters<typeof judge>[1], boolean, number | null]>([
    ['below', { kind: 'below', threshold: 0.7 }, { value: 0.69 }, true, 0.7],
    ['not below at the threshold itself', { kind: 'below', threshold: 0.7 }, { value: 0.7 }, false, 0.7],
    ['above', { kind: 'above', threshold: 5 }, { value: 6 }, true, 5],
    ['unknown is not abnormal', { kind: 'below', threshold: 5 }, { value: null }, false, null],
    ['a drop by 30 %', change('drop'), { value: 70, then: 100 }, true, 100],
    ['a drop by less', change('drop'), { value: 71, then: 100 }, false, 100],
    ['a rise is no drop', change('drop'), { value: 200, then: 100 }, false, 100],
    ['a rise by 30 %', change('rise'), { value: 130, then: 100 }, true, 100],
    ['too little to compare with', change('drop'), { value: 0, then: 9 }, false, null],
    ['nothing to compare with', change('drop'), { value: 0, then: null }, false, null],
    ['far above the usual', robust('rise'), { value: 141, comparable: USUAL }, true, 100],
    ['within the floor of the square root', robust('rise'), { value: 139, comparable: USUAL }, false, 100],
    ['far below the usual', robust('drop'), { value: 59, comparable: USUAL }, true, 100],
    ['a few more where there are none', robust('rise'), { value: 9, comparable: [0, 0, 0, 0, 0] }, false, 0],
    ['many where there are none', robust('rise'), { value: 10, comparable: [0, 0, 0, 0, 0] }, true, 0],
    ['too few like days', robust('drop'), { value: 0, comparable: USUAL.slice(1) }, false, null],
  ])('%s', (_, condition, judged, abnormal, reference) => {
    expect(judge(condition, judged)).toMatchObject({ abnormal, reference });
  });

  it('of a share is judged in percentage points, not by the root of a count', () => {
    const comparable = [0.74, 0.75, 0.75, 0.76, 0.75];
    const condition = robust('drop', 0.03);
    expect(judge(condition, { value: 0.7, comparable, ratio: true }).abnormal).toBe(true);
    expect(judge(condition, { value: 0.73, comparable, ratio: true }).abnormal).toBe(false);
  });

  it('holds when enough windows in a row are abnormal; a gap begins anew', () => {
    const windows = [true, true, false, true, true, true, true, false];
    expect(holds(windows, 3)).toEqual([false, false, false, false, false, true, true, false]);
    expect(holds(windows, 1)).toEqual(windows);
  });

  it.each([
    [0, 60_000, 1],
    [3, 60_000, 3],
    [20, 900_000, 2],
  ])('for %i minutes of windows of %i ms needs %i', (minutes, step, needed) => {
    expect(windowsNeeded(minutes, step)).toBe(needed);
  });
});

describe('a template', () => {
  it('names what is known, and leaves out what is not', () => {
    expect(
      render('{{ area }}{% if county != "" %}@{{ county }}{% endif %}{{ more }}', { area: 'A', county: '' }),
    ).toBe('A');
  });
  it('is at fault when it names what does not exist, is broken, or asks for files', () => {
    const known = { area: 'A' };
    expect(templateFault('{{ area }}', known)).toBeNull();
    expect(templateFault('{{ arae }}', known)).toContain('arae');
    expect(templateFault('{% if area %}', known)).not.toBeNull();
    expect(templateFault('{% include "/etc/passwd" %}', known)).not.toBeNull();
    expect(templateFault('{% for i in (1..100000000) %}{{ i }}{% endfor %}', known)).not.toBeNull();
  });
});
