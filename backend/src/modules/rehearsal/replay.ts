import type { Detection } from '@tidewall/streams';
import { decide, isBetter, type DecisionFacts, type Verdict } from '../policy/index.ts';
import type { Contact, ContactPolicy, Reason } from '../policy/policy.types.ts';
import { isEligible, matchesTrigger } from '../schemes/index.ts';
import type { RunningScheme, SubjectProfile } from '../schemes/schemes.types.ts';
import { maskPseudonym, Samples } from './samples.ts';
import type { RehearsalFunnel, RehearsalSample } from './rehearsal.types.ts';

/** A detection when it was there to be acted on. */
export interface Replayed {
  readonly at: number;
  readonly detection: Detection;
}

export interface Message {
  readonly channel: string;
  readonly language: string;
  readonly text: string;
  readonly segments: number;
}

/** What is known of a subscriber. */
export interface Known {
  readonly refused: boolean;
  readonly consent: boolean;
  readonly profile: SubjectProfile | null;
  readonly language: string | null;
  readonly timeZone: string | null;
  readonly listIds: readonly string[];
  readonly contacts: readonly Contact[];
}

/** What the rules are asked with. */
export interface ReplayPorts {
  readonly policy: ContactPolicy;
  quietUntil(at: number, timeZone: string | null): number | null;
  message(detection: Detection, language: string | null): Message | null;
}

interface Trigger extends Replayed {
  readonly known: Known;
  readonly deferred: boolean;
}

/**
 * One scheme over past detections, in the order in which they came, by the very rules that decide live; nothing leaves.
 * Its own messages count for caps as they would have; those of others are the real ones. Dates of validity do not count:
 * the question is what it would do.
 */
export class Replay {
  readonly #scheme: RunningScheme;
  readonly #better: readonly RunningScheme[];
  readonly #ports: ReplayPorts;
  readonly #rivals = new Map<string, number[]>();
  readonly #own = new Map<string, Contact[]>();
  readonly #reasons = new Map<string, { reason: Reason; detail: string | null; count: number }>();
  readonly #samples = new Samples<RehearsalSample>();
  readonly #seen = new Set<string>();
  /** Ordered by when they are decided again. */
  #waiting: (Trigger & { readonly dueAt: number })[] = [];
  #counts = { detections: 0, triggers: 0, eligible: 0, deferred: 0 };
  segments = 0;

  constructor(scheme: RunningScheme, others: readonly RunningScheme[], ports: ReplayPorts) {
    this.#scheme = { ...scheme, validFrom: null, validUntil: null };
    this.#better = others.filter((other) => other.schemeId !== scheme.schemeId && isBetter(other, scheme));
    this.#ports = ports;
  }

  /** Whether other schemes can win at all: else there is nothing to note. */
  get hasRivals(): boolean {
    return this.#better.length > 0;
  }

  /** First round: triggers of better schemes, which win against ours of the same moment. */
  note({ at, detection }: Replayed): void {
    if (!this.#better.some((scheme) => matchesTrigger(scheme, detection))) return;
    const times = this.#rivals.get(detection.subject.id);
    if (times) times.push(at);
    else this.#rivals.set(detection.subject.id, [at]);
  }

  /** Whether it is a trigger of the scheme, once an occurrence: later revisions are none. */
  isTrigger({ detection }: Replayed): boolean {
    this.#counts.detections++;
    if (!matchesTrigger(this.#scheme, detection) || this.#seen.has(detection.detectionId)) return false;
    this.#seen.add(detection.detectionId);
    return true;
  }

  /** Second round, in order of time. */
  take(trigger: Replayed, known: Known): void {
    this.#wake(trigger.at);
    this.#counts.triggers++;
    this.#decide({ ...trigger, known, deferred: false }, trigger.at);
  }

  /** Everything that waits for the end of quiet hours. */
  finish(): void {
    this.#wake(Number.POSITIVE_INFINITY);
  }

  get samples(): readonly RehearsalSample[] {
    return this.#samples.take();
  }

  get messages(): number {
    return this.#countOf('sent');
  }

  funnel(hours: number): RehearsalFunnel {
    const reasons = [...this.#reasons.values()].sort((a, b) => b.count - a.count);
    return {
      ...this.#counts,
      heldOut: this.#countOf('held-out'),
      sent: this.#countOf('sent'),
      reasons,
      expectedWeekly: Math.round((this.#counts.triggers * 168) / hours),
    };
  }

  #wake(until: number): void {
    for (let next = this.#waiting[0]; next !== undefined && next.dueAt <= until; next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#decide({ ...next, deferred: true }, next.dueAt);
    }
  }

  #decide(trigger: Trigger, now: number): void {
    const { detection, deferred } = trigger;
    const subscriber = detection.subject.id;
    const message = this.#ports.message(detection, trigger.known.language);
    const verdict = decide(
      {
        scheme: this.#scheme,
        subscriber,
        triggerAt: Date.parse(detection.eventTime),
        receivedAt: trigger.at,
        deferred,
      },
      this.#facts(trigger, message, now),
      this.#ports.policy,
    );
    if (verdict.outcome === 'defer' && verdict.dueAt !== null) return this.#putOff(trigger, verdict.dueAt);
    this.#end(trigger, verdict, message, now);
  }

  #facts({ at, detection, known }: Trigger, message: Message | null, now: number): DecisionFacts {
    const eligibility = isEligible(
      this.#scheme,
      {
        kind: detection.subject.kind === 'number' ? 'number' : 'subscriber',
        id: detection.subject.id,
        profile: known.profile,
        listIds: known.listIds,
      },
      detection,
    );
    const { schemeId } = this.#scheme;
    const others = known.contacts.filter((contact) => contact.schemeId !== schemeId && contact.at <= now);
    return {
      now,
      ineligible: eligibility.eligible ? null : eligibility.why,
      doNotDisturb: known.refused,
      consent: known.consent,
      channel: message?.channel ?? null,
      contacts: [...others, ...(this.#own.get(detection.subject.id) ?? [])],
      beaten: this.#isBeaten(detection.subject.id, at),
      waitUntil: null,
      quietUntil: this.#ports.quietUntil(now, known.timeZone),
    };
  }

  #isBeaten(subscriber: string, at: number): boolean {
    const { competeMs } = this.#ports.policy;
    return this.#rivals.get(subscriber)?.some((time) => Math.abs(time - at) <= competeMs) ?? false;
  }

  #putOff(trigger: Trigger, dueAt: number): void {
    this.#counts.deferred++;
    const later = this.#waiting.findLastIndex((other) => other.dueAt <= dueAt);
    this.#waiting.splice(later + 1, 0, { ...trigger, dueAt });
  }

  #end({ detection, known }: Trigger, verdict: Verdict, message: Message | null, now: number): void {
    const isSent = verdict.outcome === 'send';
    const reason: Reason = isSent || verdict.reason === 'queued' ? 'sent' : verdict.reason;
    if (verdict.arm !== null) this.#counts.eligible++;
    const key = `${reason} ${verdict.detail ?? ''}`;
    const counted = this.#reasons.get(key) ?? { reason, detail: verdict.detail, count: 0 };
    counted.count++;
    this.#reasons.set(key, counted);
    if (isSent && message !== null) this.#send(detection.subject.id, message, now);
    this.#samples.offer(reason, detection.detectionId, () => ({
      subject: maskPseudonym(detection.subject.id),
      eventTime: detection.eventTime,
      areaId: detection.areaId,
      reason,
      language: message?.language ?? known.language ?? 'zh-CN',
      channel: message?.channel ?? null,
      text: message?.text ?? null,
      segments: message?.segments ?? 0,
    }));
  }

  #send(subscriber: string, { channel, segments }: Message, at: number): void {
    this.segments += segments;
    const { schemeId, category } = this.#scheme;
    const contact: Contact = { schemeId, category, channel, at, state: 'committed' };
    const own = this.#own.get(subscriber);
    if (own) own.push(contact);
    else this.#own.set(subscriber, [contact]);
  }

  #countOf(reason: Reason): number {
    let count = 0;
    for (const each of this.#reasons.values()) if (each.reason === reason) count += each.count;
    return count;
  }
}
