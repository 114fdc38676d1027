import { describe, expect, it } from '@jest/globals';
import type { SubmitOutcome } from '../../adapters/channels/index.ts';
import { changeAfter, MAX_ATTEMPTS } from './settlement.ts';

const failed = (kind: 'transient' | 'permanent' | 'throttled', more: object = {}): SubmitOutcome => ({
  outcome: 'failed',
  kind,
  code: 'ESME_RX',
  reason: 'no',
  ...more,
});
const after = (outcome: SubmitOutcome, attempts = 1) => changeAfter('m', attempts, outcome, () => 0.5);

describe('after a try', () => {
  it('what the provider has is accepted', () => {
    expect(after({ outcome: 'accepted', providerMessageId: '7' })).toMatchObject({
      state: 'accepted',
      providerMessageId: '7',
    });
  });

  it('what may have been sent is unknown, and never queued again', () => {
    expect(after({ outcome: 'unknown', reason: 'response-timeout' })).toEqual({
      submissionId: 'm',
      state: 'unknown',
      code: 'response-timeout',
    });
  });

  it('what fails in passing is tried again, later and later, a bounded number of times', () => {
    expect(after(failed('transient'))).toMatchObject({ state: 'queued', delayMs: 1_000 });
    expect(after(failed('transient'), 3)).toMatchObject({ state: 'queued', delayMs: 4_000 });
    expect(after(failed('throttled', { retryAfterMs: 9_000 }))).toMatchObject({ delayMs: 9_500 });
    expect(after(failed('transient'), MAX_ATTEMPTS)).toMatchObject({ state: 'dead', code: 'ESME_RX' });
  });

  it('what was never tried does not count as a try', () => {
    expect(after(failed('transient', { notTried: true }), MAX_ATTEMPTS)).toMatchObject({
      state: 'queued',
      counted: false,
    });
  });

  it('what is refused for good is given up', () => {
    expect(after(failed('permanent'))).toMatchObject({ state: 'dead' });
  });
});
