import type { RunningScheme } from '../schemes/schemes.types.ts';
import { brokenCap, capText } from './caps.ts';
import { EVERYTHING, isHeldOut } from './control-group.ts';
import type { Cap, Contact, ContactPolicy, Reason } from './policy.types.ts';

/** A trigger of a scheme. */
export interface Candidate {
  readonly scheme: Pick<
    RunningScheme,
    | 'schemeId'
    | 'maxAgeMs'
    | 'validFrom'
    | 'validUntil'
    | 'priority'
    | 'value'
    | 'category'
    | 'caps'
    | 'controlShare'
    | 'quietHours'
  >;
  readonly subscriber: string;
  /** Event time. */
  readonly triggerAt: number;
  readonly receivedAt: number;
  /** It was put off to the end of quiet hours: its age no longer counts. */
  readonly deferred: boolean;
}

/** What is known at the decision. */
export interface DecisionFacts {
  readonly now: number;
  /** Null: eligible. */
  readonly ineligible: string | null;
  readonly doNotDisturb: boolean;
  readonly consent: boolean;
  /** The channel that would be taken; null when there is none, no text for it or no number. */
  readonly channel: string | null;
  /** Contacts that count for caps. */
  readonly contacts: readonly Contact[];
  /** Another trigger of the subscriber has won the competition. */
  readonly beaten: boolean;
  /** A better scheme could still win: wait for it until then. */
  readonly waitUntil: number | null;
  /** End of the quiet hours that hold now. */
  readonly quietUntil: number | null;
}

/** `arm`: null when it did not come as far as the control group. */
export interface Verdict {
  readonly outcome: 'send' | 'wait' | 'defer' | 'end';
  readonly reason: Reason | 'queued';
  readonly detail: string | null;
  readonly arm: 'treated' | 'control' | null;
  /** When a waiting or deferred one is decided again. */
  readonly dueAt: number | null;
}

/**
 * One trigger, one verdict. In this order, and the first that holds says why:
 *
 * 1. is it still worth it: stale, expired
 * 2. is it meant for them: not-eligible
 * 3. may they be contacted: do-not-disturb, no-consent
 * 4. can they be: no-channel
 * 5. control group, global and of the scheme: held-out. Everybody up to here is in one arm or the other
 * 6. a better trigger of theirs: lower-priority, or waiting for the time in which there could be one
 * 7. quiet hours: put off or, where the scheme says so, dropped
 * 8. rolling caps
 */
export function decide(candidate: Candidate, facts: DecisionFacts, policy: ContactPolicy): Verdict {
  const refused = refusal(candidate, facts, policy);
  if (refused !== null) return end(refused[0], refused[1], null);
  if (isControl(candidate, policy)) return end('held-out', null, 'control');
  if (facts.beaten) return end('lower-priority', null, 'treated');
  if (facts.waitUntil !== null && facts.waitUntil > facts.now)
    return later('wait', 'queued', facts.waitUntil);
  if (facts.quietUntil !== null) return atNight(candidate, facts.quietUntil);
  const cap = brokenCap(
    { ...candidate.scheme, channel: facts.channel ?? '' },
    facts.contacts,
    capsOf(candidate, policy),
    facts.now,
  );
  if (cap !== null) return end('capped', capText(cap), 'treated');
  return { outcome: 'send', reason: 'queued', detail: null, arm: 'treated', dueAt: null };
}

/** Best first: priority, then value, then time. */
export function compareCandidates(a: Candidate, b: Candidate): number {
  return (
    b.scheme.priority - a.scheme.priority ||
    b.scheme.value - a.scheme.value ||
    a.triggerAt - b.triggerAt ||
    (a.scheme.schemeId < b.scheme.schemeId ? -1 : 1)
  );
}

/** Whether `other` would win against a scheme. Only then does its trigger have to wait. */
export function isBetter(
  other: Pick<RunningScheme, 'priority' | 'value'>,
  than: Pick<RunningScheme, 'priority' | 'value'>,
): boolean {
  return other.priority > than.priority || (other.priority === than.priority && other.value > than.value);
}

function refusal(
  { scheme, triggerAt, deferred }: Candidate,
  facts: DecisionFacts,
  policy: ContactPolicy,
): readonly [Reason, string | null] | null {
  const { now } = facts;
  if (!deferred && now - triggerAt > scheme.maxAgeMs) return ['stale', null];
  if (scheme.validUntil !== null && now >= scheme.validUntil) return ['expired', null];
  if (scheme.validFrom !== null && now < scheme.validFrom) return ['expired', 'not-yet-valid'];
  if (facts.ineligible !== null) return ['not-eligible', facts.ineligible];
  if (facts.doNotDisturb) return ['do-not-disturb', null];
  if (policy.consentRequired && !facts.consent) return ['no-consent', null];
  if (facts.channel === null) return ['no-channel', null];
  return null;
}

function isControl({ scheme, subscriber }: Candidate, policy: ContactPolicy): boolean {
  return (
    isHeldOut(EVERYTHING, subscriber, policy.controlShare) ||
    isHeldOut(scheme.schemeId, subscriber, scheme.controlShare)
  );
}

function atNight({ scheme }: Candidate, until: number): Verdict {
  if (scheme.quietHours === 'drop') return end('quiet-hours-deferred', 'dropped', 'treated');
  if (scheme.validUntil !== null && until >= scheme.validUntil)
    return end('expired', 'quiet-hours', 'treated');
  return later('defer', 'quiet-hours-deferred', until);
}

function capsOf({ scheme }: Candidate, policy: ContactPolicy): readonly Cap[] {
  return [
    ...policy.caps,
    ...scheme.caps.map((cap) => ({ ...cap, scope: 'scheme', key: scheme.schemeId }) as const),
  ];
}

function end(reason: Reason, detail: string | null, arm: Verdict['arm']): Verdict {
  return { outcome: 'end', reason, detail, arm, dueAt: null };
}

function later(outcome: 'wait' | 'defer', reason: Verdict['reason'], dueAt: number): Verdict {
  return { outcome, reason, detail: null, arm: 'treated', dueAt };
}
