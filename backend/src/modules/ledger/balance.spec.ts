import { describe, expect, it } from '@jest/globals';
import { differenceOf } from './balance.ts';

describe('ledger', () => {
  it('adds up when every trigger has one reason', () => {
    expect(differenceOf({ triggers: 6, byReason: { sent: 3, capped: 2, queued: 1 } })).toBe(0);
  });
  it('tells how many triggers have none, or one too many', () => {
    expect(differenceOf({ triggers: 6, byReason: { sent: 3 } })).toBe(3);
    expect(differenceOf({ triggers: 1, byReason: { sent: 1, failed: 1 } })).toBe(-1);
  });
});
