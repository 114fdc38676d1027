import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NumberPlan } from './number-plan.ts';

const plan = new NumberPlan(
  [
    { prefix: '86139', operator: 0, home: 7 },
    { prefix: '861391', operator: 0, home: -1 },
    { prefix: '8613912', operator: 1, home: 9 },
    { prefix: '100', operator: 2, home: -1 },
  ],
  new Map([['8613900000001', 1]]),
);

describe('the number plan', () => {
  it('counts the longest prefix, for the operator and for the home', () => {
    expect([plan.operatorOf('8613901'), plan.homeOf('8613901')]).toEqual([0, 7]);
    expect([plan.operatorOf('86139123'), plan.homeOf('86139123')]).toEqual([1, 9]);
  });

  it('takes an empty home for unknown, never for that of the next shorter prefix', () => {
    expect([plan.operatorOf('8613911'), plan.homeOf('8613911')]).toEqual([0, -1]);
  });

  it('knows nothing of a number without prefix, or shorter than any', () => {
    expect([plan.operatorOf('8699'), plan.homeOf('8699')]).toEqual([-1, -1]);
    expect(plan.operatorOf('10')).toBe(-1);
    expect(plan.operatorOf('100')).toBe(2);
  });

  it('takes the word of the list of ported numbers for the operator; the home stays', () => {
    expect([plan.operatorOf('8613900000001'), plan.homeOf('8613900000001')]).toEqual([1, 7]);
    expect(plan.operatorOf('8613900000002')).toBe(0);
  });

  it('finds what a search over all prefixes finds', () => {
    const prefix = fc.stringMatching(/^[01]{1,5}$/);
    fc.assert(
      fc.property(
        fc.uniqueArray(prefix, { maxLength: 12 }),
        fc.stringMatching(/^[01]{1,7}$/),
        (prefixes, digits) => {
          const rows = prefixes.map((each, i) => ({ prefix: each, operator: i, home: i }));
          const [best] = rows
            .filter((row) => digits.startsWith(row.prefix))
            .sort((a, b) => b.prefix.length - a.prefix.length);
          const found = new NumberPlan(rows, new Map());
          expect(found.operatorOf(digits)).toBe(best?.operator ?? -1);
          expect(found.homeOf(digits)).toBe(best?.home ?? -1);
        },
      ),
    );
  });
});
