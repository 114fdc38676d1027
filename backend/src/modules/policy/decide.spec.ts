import { describe, expect, it } from '@jest/globals';
import { compareCandidates, decide, isBetter, type Candidate, type DecisionFacts } from './decide.ts';
import { DEFAULT_POLICY, type ContactPolicy } from './policy.types.ts';

const MINUTE = 60_000;
const NOW = Date.parse('2026-02-10T12:00:00+08:00');
const scheme: Candidate['scheme'] = {
  schemeId: 's',
  maxAgeMs: 15 * MINUTE,
  validFrom: null,
  validUntil: null,
  priority: 100,
  value: 1,
  category: 'care',
  caps: [],
  controlShare: 0,
  quietHours: 'defer',
};
const candidate = (over: Partial<Candidate['scheme']> = {}, rest: Partial<Candidate> = {}): Candidate => ({
  scheme: { ...scheme, ...over },
  subscriber: '9f00000000000001',
  triggerAt: NOW - MINUTE,
  receivedAt: NOW,
  deferred: false,
  ...rest,
});
const facts = (over: Partial<DecisionFacts> = {}): DecisionFacts => ({
  now: NOW,
  ineligible: null,
  doNotDisturb: false,
  consent: false,
  channel: 'sms',
  contacts: [],
  beaten: false,
  waitUntil: null,
  quietUntil: null,
  ...over,
});
const contact = {
  schemeId: 'other',
  category: 'offer',
  channel: 'sms',
  at: NOW - 1,
  state: 'committed',
} as const;
const verdict = (one: Candidate, of: DecisionFacts, policy: Partial<ContactPolicy> = {}) =>
  decide(one, of, { ...DEFAULT_POLICY, ...policy });

describe('decision', () => {
  it('sends when nothing speaks against it', () => {
    expect(verdict(candidate(), facts())).toEqual({
      outcome: 'send',
      reason: 'queued',
      detail: null,
      arm: 'treated',
      dueAt: null,
    });
  });

  it.each([
    ['stale', candidate({}, { triggerAt: NOW - 16 * MINUTE }), facts(), {}],
    ['expired', candidate({ validUntil: NOW }), facts(), {}],
    ['expired', candidate({ validFrom: NOW + 1 }), facts(), {}],
    ['not-eligible', candidate(), facts({ ineligible: 'condition:brand' }), {}],
    ['do-not-disturb', candidate(), facts({ doNotDisturb: true }), {}],
    ['no-consent', candidate(), facts(), { consentRequired: true }],
    ['no-channel', candidate(), facts({ channel: null }), {}],
    ['held-out', candidate(), facts(), { controlShare: 1 }],
    ['held-out', candidate({ controlShare: 1 }), facts(), {}],
    ['lower-priority', candidate(), facts({ beaten: true }), {}],
    ['capped', candidate(), facts({ contacts: [contact] }), {}],
  ] as const)('%s', (reason, one, of, policy) => {
    expect(verdict(one, of, policy)).toMatchObject({ outcome: 'end', reason });
  });

  it('says the first reason of several, in a fixed order', () => {
    const all = facts({
      ineligible: 'x',
      doNotDisturb: true,
      channel: null,
      beaten: true,
      quietUntil: NOW + 1,
      contacts: [contact],
    });
    const reasons = [
      verdict(candidate({}, { triggerAt: 0 }), all),
      verdict(candidate(), all),
      verdict(candidate(), { ...all, ineligible: null }),
      verdict(candidate(), { ...all, ineligible: null, doNotDisturb: false }),
      verdict(candidate(), { ...all, ineligible: null, doNotDisturb: false, channel: 'sms' }),
      verdict(candidate(), { ...facts(), quietUntil: NOW + 1, contacts: [contact] }),
    ].map(({ reason }) => reason);
    expect(reasons).toEqual([
      'stale',
      'not-eligible',
      'do-not-disturb',
      'no-channel',
      'lower-priority',
      'quiet-hours-deferred',
    ]);
  });

  it('puts off to the end of quiet hours, or drops, as the scheme says', () => {
    const quiet = facts({ quietUntil: NOW + 60 * MINUTE });
    expect(verdict(candidate(), quiet)).toMatchObject({ outcome: 'defer', dueAt: NOW + 60 * MINUTE });
    expect(verdict(candidate({ quietHours: 'drop' }), quiet)).toMatchObject({
      outcome: 'end',
      reason: 'quiet-hours-deferred',
      detail: 'dropped',
    });
    expect(verdict(candidate({ validUntil: NOW + MINUTE }), quiet)).toMatchObject({ reason: 'expired' });
  });

  it('what was put off is not stale in the morning', () => {
    const morning = candidate({}, { triggerAt: NOW - 700 * MINUTE, deferred: true });
    expect(verdict(morning, facts())).toMatchObject({ outcome: 'send' });
  });

  it('waits only while a better one could come', () => {
    expect(verdict(candidate(), facts({ waitUntil: NOW + 1 }))).toMatchObject({
      outcome: 'wait',
      reason: 'queued',
      dueAt: NOW + 1,
    });
    expect(verdict(candidate(), facts({ waitUntil: NOW }))).toMatchObject({ outcome: 'send' });
  });

  it('everybody past eligibility and refusals is in one arm or the other', () => {
    expect(verdict(candidate(), facts({ doNotDisturb: true })).arm).toBeNull();
    expect(verdict(candidate(), facts({ contacts: [contact] })).arm).toBe('treated');
    expect(verdict(candidate({ controlShare: 1 }), facts({ contacts: [contact] })).arm).toBe('control');
  });

  it('counts caps of the scheme beside those of all', () => {
    const own = { ...contact, schemeId: 's', at: NOW - 40 * 86_400_000 };
    const caps = [{ limit: 1, windowMs: 60 * 86_400_000 }];
    expect(verdict(candidate({ caps }), facts({ contacts: [own] }))).toMatchObject({
      reason: 'capped',
      detail: 'scheme 1 in 1440h',
    });
  });
});

describe('competition', () => {
  it('is won by priority, then value, then time', () => {
    const order = [
      candidate({ schemeId: 'low', priority: 1, value: 9 }),
      candidate({ schemeId: 'late' }, { triggerAt: NOW - 1 }),
      candidate({ schemeId: 'early' }),
      candidate({ schemeId: 'dear', value: 2 }),
      candidate({ schemeId: 'high', priority: 101, value: 0 }),
    ]
      .sort(compareCandidates)
      .map(({ scheme: { schemeId } }) => schemeId);
    expect(order).toEqual(['high', 'dear', 'early', 'late', 'low']);
  });

  it('is waited for by those only who could lose it', () => {
    const [a, b] = [{ ...scheme, value: 2 }, scheme] as const;
    expect([isBetter(a, b), isBetter(b, a), isBetter(a, a)]).toEqual([true, false, false]);
  });
});
