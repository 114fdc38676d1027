import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { brokenCap, capText } from './caps.ts';
import type { Cap, Contact } from './policy.types.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.parse('2026-02-10T12:00:00+08:00');
const claim = { schemeId: 's', category: 'care', channel: 'sms' };
const contact = (ago: number, over: Partial<Contact> = {}): Contact => ({
  ...claim,
  at: NOW - ago,
  state: 'committed',
  ...over,
});
const cap = (limit: number, windowMs: number, over: Partial<Cap> = {}): Cap => ({
  scope: 'all',
  key: null,
  limit,
  windowMs,
  ...over,
});
const broken = (contacts: readonly Contact[], ...caps: Cap[]): string | null => {
  const found = brokenCap(claim, contacts, caps, NOW);
  return found === null ? null : capText(found);
};

describe('caps', () => {
  it('one a day: not again within 24 hours, whatever midnight does', () => {
    expect(broken([], cap(1, DAY))).toBeNull();
    expect(broken([contact(DAY - 1)], cap(1, DAY))).toBe('all 1 in 24h');
    expect(broken([contact(DAY)], cap(1, DAY))).toBeNull();
  });

  it('a contact that is reserved counts until it is made or released', () => {
    expect(broken([contact(3 * DAY, { state: 'reserved' })], cap(1, DAY))).not.toBeNull();
  });

  it('names the cap that is broken', () => {
    const week = cap(3, 7 * DAY);
    expect(broken([contact(DAY), contact(2 * DAY), contact(3 * DAY)], cap(1, DAY), week)).toBe(
      'all 3 in 168h',
    );
  });

  it.each([
    ['channel', { channel: 'push' }],
    ['category', { category: 'offer' }],
    ['scheme', { schemeId: 't' }],
  ] as const)('a cap by %s counts only contacts of the same', (scope, other) => {
    expect(broken([contact(1, other)], cap(1, DAY, { scope }))).toBeNull();
    expect(broken([contact(1)], cap(1, DAY, { scope }))).not.toBeNull();
  });

  it('a cap of one category leaves others alone', () => {
    const offers = cap(0, DAY, { scope: 'category', key: 'offer' });
    expect(broken([], offers)).toBeNull();
    expect(brokenCap({ ...claim, category: 'offer' }, [], [offers], NOW)).not.toBeNull();
  });

  it('no span of the window ever holds more than the limit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 20 * DAY }), { maxLength: 60 }),
        fc.integer({ min: 1, max: 4 }),
        (asked, limit) => {
          const sent: Contact[] = [];
          for (const at of [...asked].sort((a, b) => a - b)) {
            if (brokenCap(claim, sent, [cap(limit, DAY)], at) === null)
              sent.push({ ...claim, at, state: 'committed' });
          }
          for (const { at } of sent) {
            const within = sent.filter((other) => other.at >= at && other.at < at + DAY);
            expect(within.length).toBeLessThanOrEqual(limit);
          }
        },
      ),
    );
  });
});
