import { describe, expect, it } from '@jest/globals';
import type { CampaignFunnel } from '@tidewall/streams/events';
import { columnsOf, minutesOf } from './ledger-columns.ts';
import { missingOf, partOf, reasonsOf, toneOf } from './funnel.ts';

const FUNNEL: CampaignFunnel = {
  triggers: 100,
  eligible: 90,
  sent: 60,
  delivered: 55,
  converted: 4,
  heldOut: 10,
  suppressed: { capped: 12, 'do-not-disturb': 3 },
  deferred: 8,
  stale: 2,
  failed: 1,
  unknown: 0,
  waiting: 4,
};

describe('a funnel', () => {
  it('gives every trigger one reason, most first, and leaves out what did not occur', () => {
    const reasons = reasonsOf(FUNNEL);
    expect(reasons.map(({ reason, count }) => `${reason} ${String(count)}`)).toEqual([
      'sent 60',
      'capped 12',
      'held-out 10',
      'quiet-hours-deferred 8',
      'queued 4',
      'do-not-disturb 3',
      'stale 2',
      'failed 1',
    ]);
    expect(missingOf(FUNNEL.triggers, reasons)).toBe(0);
  });

  it('says how many triggers no reason accounts for', () => {
    expect(missingOf(103, reasonsOf(FUNNEL))).toBe(3);
  });

  it('tells what went wrong from what was kept back', () => {
    expect(['sent', 'held-out', 'capped', 'failed', 'unknown'].map(toneOf)).toEqual([
      'sent',
      'held',
      'kept',
      'bad',
      'bad',
    ]);
    expect([partOf(5, 0), partOf(5, 20), partOf(30, 20)]).toEqual([0, 0.25, 1]);
  });
});

describe('the ledger', () => {
  const byReason = { sent: 3, 'held-out': 1, capped: 2, stale: 1, failed: 1, unknown: 1, queued: 4 };

  it('counts every reason in one column', () => {
    expect(columnsOf(byReason)).toEqual({ sent: 3, held: 1, kept: 3, bad: 2, queued: 4 });
  });

  it('adds the schemes of a minute, oldest minute first', () => {
    const line = (minute: number, schemeId: string) => ({
      minute,
      schemeId,
      triggers: 13,
      byReason,
      difference: 0,
    });
    const minutes = minutesOf({
      lines: [line(120_000, 'a'), line(60_000, 'a'), line(60_000, 'b')],
      total: line(0, ''),
      addsUp: true,
    });
    expect(minutes.map(({ minute, columns }) => [minute, columns.sent])).toEqual([
      [60_000, 6],
      [120_000, 3],
    ]);
  });
});
