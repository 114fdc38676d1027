import { describe, expect, it } from '@jest/globals';
import { httpRefusal } from './http-outcome.ts';

const NOW = Date.UTC(2026, 10, 22, 6);
const kindOf = (status: number, retryAfter?: string): string =>
  httpRefusal(status, retryAfter, NOW)?.kind ?? 'accepted';

describe('answers of a webhook', () => {
  it.each([200, 201, 202, 204])('takes %i for accepted', (status) => {
    expect(kindOf(status)).toBe('accepted');
  });

  it.each([500, 502, 503, 504, 408, 425])('tries again after %i', (status) => {
    expect(kindOf(status)).toBe('transient');
  });

  it.each([301, 302, 308, 400, 401, 403, 404, 410, 422])('never tries again after %i', (status) => {
    expect(kindOf(status)).toBe('permanent');
  });

  it('slows down for 429, and for 503 that says how long', () => {
    expect(kindOf(429)).toBe('throttled');
    expect(httpRefusal(429, undefined, NOW)?.retryAfterMs).toBeUndefined();
    expect(httpRefusal(503, '7', NOW)).toMatchObject({ kind: 'throttled', retryAfterMs: 7_000 });
    expect(httpRefusal(429, 'Sun, 22 Nov 2026 06:01:00 GMT', NOW)?.retryAfterMs).toBe(60_000);
  });

  it('takes no nonsense for a pause, none in the past and none beyond an hour', () => {
    expect(kindOf(503, 'soon')).toBe('transient');
    expect(httpRefusal(429, 'Sun, 22 Nov 2026 05:00:00 GMT', NOW)?.retryAfterMs).toBe(0);
    expect(httpRefusal(429, '99999999', NOW)?.retryAfterMs).toBe(3_600_000);
  });

  it('never blames the number', () => {
    for (let status = 300; status < 600; status++) {
      expect(httpRefusal(status, undefined, NOW)).not.toHaveProperty('recipientAtFault');
    }
  });
});
