import { describe, expect, it } from '@jest/globals';
import { Arms } from './arms.ts';

const DAY = 86_400_000;
const NOW = 100 * DAY;
const within = (at: number) => new Map([['s', [at]]]);

function armsOf(arm: 'treated' | 'control', at: number, success: number | null) {
  const arms = new Arms(7, NOW);
  arms.add({ subscriberId: 's', arm, at }, success === null ? new Map() : within(success));
  return arms;
}

describe('arms of a scheme', () => {
  it('count a success after the trigger and within its days', () => {
    const at = NOW - 10 * DAY;
    for (const [success, successes] of [
      [at, 0],
      [at + 1, 1],
      [at + 7 * DAY, 1],
      [at + 7 * DAY + 1, 0],
      [null, 0],
    ] as const)
      expect(armsOf('treated', at, success).treated).toEqual({ subjects: 1, successes });
    expect(armsOf('control', at, at + 1).control).toEqual({ subjects: 1, successes: 1 });
  });

  it('leave out whose days are not over, converted or not, but count them as drawn', () => {
    const at = NOW - 7 * DAY + 1;
    const arms = armsOf('treated', at, at + 5);
    expect(arms).toMatchObject({
      maturing: 1,
      treated: { subjects: 0, successes: 0 },
      drawn: { treated: 1, control: 0 },
      converted: [at],
    });
    expect(armsOf('treated', at - 1, null)).toMatchObject({ maturing: 0, treated: { subjects: 1 } });
  });
});
