import { describe, expect, it } from '@jest/globals';
import { LongNumbers, numberDigits, NumberPlan } from '@tidewall/streams';
import fc from 'fast-check';
import { SyntheticNumbers } from './synthetic-numbers.ts';

const word = fc.integer({ min: 1, max: 0xffff_ffff });
const operators = ['', 'own', 'rival', 'other'];
const homes = ['', '990101', '980100'];
const entry = fc.record({
  hi: word,
  lo: word,
  personal: fc.boolean(),
  operator: fc.constantFrom(...operators),
  home: fc.constantFrom(...homes),
});
const entries = fc.uniqueArray(entry, { selector: ({ hi, lo }) => `${hi} ${lo}`, maxLength: 200 });

function planOf(numbers: SyntheticNumbers): NumberPlan {
  const prefixes = numbers.prefixes.map(({ prefix, operator, home }) => ({
    prefix,
    operator: operators.indexOf(operator),
    home: homes.indexOf(home),
  }));
  return new NumberPlan(prefixes, new Map());
}

describe('numbers that stand for pseudonyms', () => {
  it('lead back to the pseudonym, and have its operator, its home and its kind of length', () => {
    fc.assert(
      fc.property(entries, (all) => {
        const long = new LongNumbers();
        const numbers = new SyntheticNumbers((digits) => long.keyOf(digits));
        for (const { hi, lo, personal, operator, home } of all)
          numbers.add({ hi, lo }, personal, operator, home);
        const plan = planOf(numbers);
        const keys = new Set<number>();
        for (const { hi, lo, personal, operator, home } of all) {
          const key = numbers.keyOf(hi, lo);
          const digits = numberDigits(key, long);
          keys.add(key);
          expect(digits).toBe(numbers.digitsOf({ hi, lo }));
          expect(numbers.pseudonymOf(digits)).toBe(
            hi.toString(16).padStart(8, '0') + lo.toString(16).padStart(8, '0'),
          );
          expect(digits.length).toBe(personal ? 15 : 20);
          expect(plan.operatorOf(digits)).toBe(operator === '' ? -1 : operators.indexOf(operator));
          expect(plan.homeOf(digits)).toBe(operator === '' ? -1 : homes.indexOf(home));
        }
        expect(keys.size).toBe(all.length);
        expect(numbers.unknown).toBe(0);
      }),
    );
  });

  it('are made for pseudonyms that nobody announced, which are counted', () => {
    const numbers = new SyntheticNumbers(() => -1);
    const key = numbers.keyOf(7, 9);
    expect(numbers.keyOf(7, 9)).toBe(key);
    expect(numbers.unknown).toBe(1);
    expect(numbers.pseudonymOf(numbers.digitsOf({ hi: 7, lo: 9 })!)).toBe('0000000700000009');
  });

  it('are none for the pseudonym 0, which stands for no number', () => {
    const numbers = new SyntheticNumbers(() => -1);
    expect(numbers.keyOf(0, 0)).toBe(0);
    expect(numbers.size).toBe(0);
  });
});
