import { describe, expect, it } from '@jest/globals';
import { drawOf, isHeldOut } from './control-group.ts';

const people = Array.from({ length: 20_000 }, (_, i) => i.toString(16).padStart(16, '0'));
const share = (held: readonly boolean[]): number => held.filter(Boolean).length / held.length;

describe('control group', () => {
  it('is about as large as its share, and the same each time', () => {
    const held = people.map((id) => isHeldOut('a', id, 0.1));
    expect(share(held)).toBeCloseTo(0.1, 2);
    expect(people.map((id) => isHeldOut('a', id, 0.1))).toEqual(held);
  });

  it('of a larger share holds everybody of a smaller one', () => {
    for (const id of people.slice(0, 1_000))
      if (isHeldOut('a', id, 0.1)) expect(isHeldOut('a', id, 0.2)).toBe(true);
  });

  it('of one scheme says nothing about that of another', () => {
    const both = people.map((id) => isHeldOut('a', id, 0.3) && isHeldOut('b', id, 0.3));
    expect(share(both)).toBeCloseTo(0.09, 2);
  });

  it('of no share is empty', () => {
    expect(people.some((id) => isHeldOut('a', id, 0))).toBe(false);
    expect(drawOf('a', people[0]!)).toBeLessThan(1);
  });
});
