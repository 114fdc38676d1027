import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { REASONS } from '../policy/policy.types.ts';
import { funnelOf, type CountedReason } from './funnel.ts';

const NONE = { delivered: 0, converted: 0 };

describe('funnel of a scheme', () => {
  it('puts each trigger where it belongs', () => {
    const counted = (reason: CountedReason['reason'], count: number, over: Partial<CountedReason> = {}) => ({
      reason,
      count,
      detail: null,
      arm: null,
      ...over,
    });
    const funnel = funnelOf(
      [
        counted('sent', 10, { arm: 'treated' }),
        counted('held-out', 2, { arm: 'control' }),
        counted('quiet-hours-deferred', 3, { arm: 'treated' }),
        counted('quiet-hours-deferred', 1, { arm: 'treated', detail: 'dropped' }),
        counted('capped', 4, { arm: 'treated', detail: 'all 1 in 24h' }),
        counted('capped', 1, { arm: 'treated', detail: 'all 3 in 168h' }),
        counted('stale', 5),
        counted('queued', 6),
      ],
      { delivered: 9, converted: 1 },
    );
    expect(funnel).toEqual({
      triggers: 32,
      eligible: 21,
      sent: 10,
      delivered: 9,
      converted: 1,
      heldOut: 2,
      deferred: 3,
      stale: 5,
      failed: 0,
      unknown: 0,
      waiting: 6,
      suppressed: { 'quiet-hours-deferred': 1, capped: 5 },
    });
  });

  it('adds up, whatever there is', () => {
    const row = fc.record({
      reason: fc.constantFrom(...REASONS, 'queued' as const),
      detail: fc.constantFrom(null, 'dropped'),
      arm: fc.constantFrom(null, 'treated' as const, 'control' as const),
      count: fc.nat({ max: 1_000 }),
    });
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const { triggers, sent, heldOut, deferred, stale, failed, unknown, waiting, suppressed } = funnelOf(
          rows,
          NONE,
        );
        const refused = Object.values(suppressed).reduce((sum, count) => sum + count, 0);
        expect(sent + heldOut + deferred + stale + failed + unknown + waiting + refused).toBe(triggers);
        expect(triggers).toBe(rows.reduce((sum, { count }) => sum + count, 0));
      }),
    );
  });
});
