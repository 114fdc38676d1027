import type { RunningScheme } from '../schemes/schemes.types.ts';
import type { Contact, ContactPolicy } from '../policy/policy.types.ts';
import { compareCandidates, decide, isBetter, type Candidate, type Verdict } from '../policy/index.ts';
import type { Winner } from './decisions.repository.ts';
import type { Message } from './message.ts';

/** A trigger to be decided, with what is known of it alone. */
export interface Pending extends Candidate {
  readonly decisionId: string;
  readonly scheme: RunningScheme;
  /** Tried again or by another channel: it has been through the competition. */
  readonly competed: boolean;
  readonly ineligible: string | null;
  readonly doNotDisturb: boolean;
  readonly consent: boolean;
  readonly message: Message | null;
  readonly quietUntil: number | null;
}

/** What all of a batch are decided against. Grows with each that is sent. */
export interface Background {
  readonly now: number;
  readonly policy: ContactPolicy;
  readonly running: readonly RunningScheme[];
  readonly contacts: ReadonlyMap<string, readonly Contact[]>;
  readonly winners: ReadonlyMap<string, readonly Winner[]>;
}

export interface Decided {
  readonly pending: Pending;
  readonly verdict: Verdict;
}

/** Decides a batch, best triggers first, so that each sees what those before it have taken. */
export function decideBatch(batch: readonly Pending[], background: Background): readonly Decided[] {
  const { now, policy } = background;
  const contacts = new Map<string, Contact[]>();
  const winners = new Map<string, Winner[]>();
  return [...batch].sort(compareCandidates).map((pending) => {
    const { subscriber, decisionId, receivedAt, scheme, message } = pending;
    const mine = listOf(contacts, background.contacts, subscriber);
    const won = listOf(winners, background.winners, subscriber);
    const verdict = decide(
      pending,
      {
        now,
        ineligible: pending.ineligible,
        doNotDisturb: pending.doNotDisturb,
        consent: pending.consent,
        channel: message?.channel ?? null,
        contacts: mine,
        beaten:
          policy.competeMs > 0 &&
          won.some(
            (winner) =>
              winner.decisionId !== decisionId &&
              Math.abs(winner.receivedAt - receivedAt) <= policy.competeMs,
          ),
        waitUntil: waitUntil(pending, background),
        quietUntil: pending.quietUntil,
      },
      policy,
    );
    if (verdict.outcome === 'send' || verdict.outcome === 'defer') won.push({ decisionId, receivedAt });
    if (verdict.outcome === 'send') {
      const { schemeId, category } = scheme;
      mine.push({ schemeId, category, channel: message?.channel ?? '', at: now, state: 'reserved' });
    }
    return { pending, verdict };
  });
}

/** Only a trigger that a better scheme could still beat has to wait. */
function waitUntil(
  { competed, scheme, receivedAt }: Pending,
  { running, policy }: Background,
): number | null {
  if (competed || policy.competeMs === 0) return null;
  return running.some((other) => isBetter(other, scheme)) ? receivedAt + policy.competeMs : null;
}

function listOf<T>(own: Map<string, T[]>, given: ReadonlyMap<string, readonly T[]>, subscriber: string): T[] {
  const known = own.get(subscriber);
  if (known !== undefined) return known;
  const list = [...(given.get(subscriber) ?? [])];
  own.set(subscriber, list);
  return list;
}
