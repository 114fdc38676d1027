import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Detection } from '@tidewall/streams';
import type { Transaction } from '../../adapters/postgres/index.ts';
import { SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import { ChannelsService } from '../channels/channels.service.ts';
import { ContentService } from '../content/content.service.ts';
import type { InboxDetection } from '../inbox/inbox.types.ts';
import { reserveContacts } from '../policy/index.ts';
import { PolicyService, type SubscriberFacts } from '../policy/policy.service.ts';
import { isEligible } from '../schemes/index.ts';
import { SchemesService } from '../schemes/schemes.service.ts';
import type { RunningScheme } from '../schemes/schemes.types.ts';
import { VaultService } from '../vault/vault.service.ts';
import { decideBatch, type Decided, type Pending } from './decide-batch.ts';
import {
  findDecided,
  findWinners,
  insertDecisions,
  saveVerdicts,
  type NewDecision,
  type StoredDecision,
} from './decisions.repository.ts';
import { messageOf } from './message.ts';
import { insertMessages, type NewMessage } from './outbox.repository.ts';
import { triggerKey, triggersOf } from './triggers.ts';

const MINUTE_MS = 60_000;

interface ToDecide {
  readonly decisionId: string;
  readonly scheme: RunningScheme;
  readonly detection: Detection;
  readonly triggerAt: number;
  readonly receivedAt: number;
  readonly deferred: boolean;
  readonly competed: boolean;
  readonly step: number;
}

/** Decides triggers in sets: whole batches in one transaction, each trigger with exactly one row and one reason. */
@Injectable()
export class DeciderService {
  constructor(
    @Inject(SchemesService) private readonly schemes: SchemesService,
    @Inject(PolicyService) private readonly policies: PolicyService,
    @Inject(ContentService) private readonly content: ContentService,
    @Inject(VaultService) private readonly vault: VaultService,
    @Inject(ChannelsService) private readonly channels: ChannelsService,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
  ) {}

  /** New detections: a row for each scheme that they are a trigger of. */
  async decideNew(tx: Transaction, detections: readonly InboxDetection[]): Promise<void> {
    const triggers = triggersOf(detections, this.schemes.running());
    if (triggers.length === 0) return;
    const decided = await findDecided(
      tx,
      triggers.map(({ received }) => received.detection.detectionId),
    );
    const batch = triggers
      .filter(
        ({ scheme, received }) => !decided.has(triggerKey(scheme.schemeId, received.detection.detectionId)),
      )
      .map(({ scheme, received }): ToDecide => ({
        decisionId: randomUUID(),
        scheme,
        detection: received.detection,
        triggerAt: received.eventTime,
        receivedAt: received.receivedAt,
        deferred: false,
        competed: false,
        step: 0,
      }));
    const found = await this.#decide(tx, batch);
    await insertDecisions(
      tx,
      found.map(({ toDecide, ...rest }) => newRow(toDecide, rest, this.clock.now())),
    );
    await this.#send(tx, found);
  }

  /** Rows whose time has come, of schemes that run. */
  async decideDue(tx: Transaction, rows: readonly StoredDecision[]): Promise<void> {
    const running = new Map(this.schemes.running().map((scheme) => [scheme.schemeId, scheme]));
    const batch = rows.flatMap((row): ToDecide[] => {
      const scheme = running.get(row.schemeId);
      if (scheme === undefined || row.detection === null) return [];
      return [
        {
          decisionId: row.decisionId,
          scheme,
          detection: row.detection,
          triggerAt: row.triggerAt.getTime(),
          receivedAt: row.receivedAt.getTime(),
          deferred: row.deferred || row.reason === 'quiet-hours-deferred',
          competed: true,
          step: row.step,
        },
      ];
    });
    const found = await this.#decide(tx, batch);
    const decidedAt = new Date(this.clock.now());
    await saveVerdicts(
      tx,
      found.map(({ toDecide, verdict }) => ({
        decisionId: toDecide.decisionId,
        reason: verdict.reason,
        detail: verdict.detail,
        arm: verdict.arm,
        dueAt: dateOf(verdict.dueAt),
        deferred: toDecide.deferred,
        decidedAt,
      })),
    );
    await this.#send(tx, found);
  }

  async #decide(tx: Transaction, batch: readonly ToDecide[]) {
    const pseudonyms = batch.map(({ detection }) => detection.subject.id);
    const facts = await this.policies.lockedFacts(tx, pseudonyms);
    const known = await this.vault.known(tx, pseudonyms);
    const lists = await this.schemes.listsOf(tx, pseudonyms);
    const { current: policy } = this.policies;
    const oldest = Math.min(...batch.map(({ receivedAt }) => receivedAt)) - policy.competeMs;
    const winners = await findWinners(tx, pseudonyms, Number.isFinite(oldest) ? oldest : 0);
    const now = this.clock.now();
    const byId = new Map(batch.map((one) => [one.decisionId, one]));
    const decided = decideBatch(
      batch.map((one) => this.#pending(one, facts, { known, lists }, now)),
      { now, policy, running: this.schemes.running(), contacts: facts.contacts, winners },
    );
    return decided.map((one) => ({ ...one, toDecide: byId.get(one.pending.decisionId)! }));
  }

  #pending(
    one: ToDecide,
    facts: SubscriberFacts,
    { known, lists }: { known: ReadonlySet<string>; lists: ReadonlyMap<string, readonly string[]> },
    now: number,
  ): Pending {
    const { scheme, detection, step } = one;
    const { id, kind } = detection.subject;
    const about = facts.profiles.get(id);
    const subject = {
      id,
      kind: kind === 'number' ? ('number' as const) : ('subscriber' as const),
      profile: about?.profile ?? null,
      listIds: lists.get(id) ?? [],
    };
    const eligibility = isEligible(scheme, subject, detection);
    const message = known.has(id)
      ? messageOf(
          scheme,
          step,
          about?.language ?? null,
          (name) => this.channels.get(name) !== undefined,
          (language) => this.content.variables(detection, language),
        )
      : null;
    return {
      ...one,
      subscriber: id,
      ineligible: eligibility.eligible
        ? null
        : [eligibility.why, eligibility.attribute].filter(Boolean).join(':'),
      doNotDisturb: facts.refused.has(id),
      consent: about?.consent ?? false,
      message,
      quietUntil: this.policies.quietUntil(now, about?.timeZone),
    };
  }

  async #send(tx: Transaction, found: readonly (Decided & { readonly toDecide: ToDecide })[]): Promise<void> {
    const sent = found.filter(({ verdict }) => verdict.outcome === 'send');
    const now = this.clock.now();
    await reserveContacts(
      tx,
      sent.map(({ pending, toDecide }) => ({
        decisionId: pending.decisionId,
        step: toDecide.step,
        pseudonym: pending.subscriber,
        schemeId: pending.scheme.schemeId,
        category: pending.scheme.category,
        channel: pending.message?.channel ?? '',
        at: now,
      })),
    );
    await insertMessages(
      tx,
      sent.map((one) => newMessage(one, now)),
    );
  }
}

function newRow(toDecide: ToDecide, { verdict }: Pick<Decided, 'verdict'>, now: number): NewDecision {
  const { decisionId, scheme, detection, triggerAt, receivedAt } = toDecide;
  const open = verdict.outcome !== 'end';
  return {
    decisionId,
    schemeId: scheme.schemeId,
    schemeVersion: scheme.version,
    triggerId: detection.detectionId,
    pseudonym: detection.subject.id,
    areaId: detection.areaId,
    triggerAt: new Date(triggerAt),
    receivedAt: new Date(receivedAt),
    minute: new Date(Math.floor(receivedAt / MINUTE_MS) * MINUTE_MS),
    reason: verdict.reason,
    detail: verdict.detail,
    arm: verdict.arm,
    dueAt: dateOf(verdict.dueAt),
    decidedAt: new Date(now),
    detection: open ? detection : null,
  };
}

function newMessage(
  { pending, toDecide }: Decided & { readonly toDecide: ToDecide },
  now: number,
): NewMessage {
  const { scheme, triggerAt, deferred, message } = pending;
  const fresh = (deferred ? now : triggerAt) + scheme.maxAgeMs;
  return {
    submissionId: randomUUID(),
    decisionId: pending.decisionId,
    schemeId: scheme.schemeId,
    pseudonym: pending.subscriber,
    triggerId: toDecide.detection.detectionId,
    step: toDecide.step,
    channel: message?.channel ?? '',
    text: message?.text ?? '',
    // What was put off comes in bursts: it must not hold up what has just happened.
    queue: deferred ? 'slow' : 'fast',
    state: 'queued',
    freshUntil: new Date(Math.min(fresh, scheme.validUntil ?? Number.POSITIVE_INFINITY)),
  };
}

function dateOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
