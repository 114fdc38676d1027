import { Inject, Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';
import type { Logger } from 'pino';
import type { SubmitOutcome } from '../../adapters/channels/index.ts';
import type { Database, Transaction } from '../../adapters/postgres/index.ts';
import { DATABASE, LOGGER, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import { DoNotDisturbService } from '../policy/do-not-disturb.service.ts';
import { commitContacts, releaseContacts } from '../policy/index.ts';
import { SchemesService } from '../schemes/schemes.service.ts';
import { Batcher } from './batcher.ts';
import { decideAgain, endDecisions, type DecisionEnd } from './decisions.repository.ts';
import {
  abandonLeases,
  changeMessages,
  noteProviderIds,
  type MessageChange,
  type MessageKey,
  type StoredMessage,
} from './outbox.repository.ts';
import { changeAfter } from './settlement.ts';

interface Outcome {
  readonly message: StoredMessage;
  readonly outcome: SubmitOutcome;
}

/** Writes down what became of messages that were submitted: message, decision and contact in one transaction. */
@Injectable()
export class OutcomesService {
  /** After messages were queued again or given to another channel. */
  readonly requeued$ = new Subject<void>();
  readonly #batcher: Batcher<Outcome>;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SchemesService) private readonly schemes: SchemesService,
    @Inject(DoNotDisturbService) private readonly refusals: DoNotDisturbService,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
    @Inject(LOGGER) logger: Logger,
  ) {
    const log = logger.child({ module: 'dispatch' });
    this.#batcher = new Batcher(
      (outcomes) => this.#settle(outcomes),
      (err) => log.error({ err }, 'outcomes not written, tried again'),
      { gatherMs: 25 },
    );
  }

  add(message: StoredMessage, outcome: SubmitOutcome): void {
    this.#batcher.add({ message, outcome });
  }

  settled(): Promise<void> {
    return this.#batcher.settled();
  }

  /** Messages whose sender is gone: nobody knows whether they were sent. Answers how many. */
  abandon(everybody: boolean): Promise<number> {
    return this.database.transaction(async (tx) => {
      const left = await abandonLeases(tx, everybody);
      await this.#unknown(tx, left, 'interrupted');
      return left.length;
    });
  }

  /** Messages that are ended before they are sent. */
  async cancel(tx: Transaction, messages: readonly StoredMessage[], end: Omit<DecisionEnd, 'decisionId'>) {
    const changes = messages.map(({ submissionId }): MessageChange => ({
      submissionId,
      state: 'cancelled',
      code: end.reason,
    }));
    const ended = await changeMessages(tx, changes, ['queued']);
    await releaseContacts(tx, ended);
    await endDecisions(
      tx,
      ended.map(({ decisionId }) => ({ decisionId, ...end })),
    );
  }

  async #settle(outcomes: readonly Outcome[]): Promise<void> {
    const changes = new Map(
      outcomes.map(({ message, outcome }) => [
        message.submissionId,
        changeAfter(message.submissionId, message.attempts + 1, outcome, Math.random),
      ]),
    );
    await this.database.transaction(async (tx) => {
      // An answer that comes after its lease has ended still says what happened.
      const changed = await changeMessages(tx, [...changes.values()], ['submitting', 'unknown']);
      await noteProviderIds(tx, outcomes.flatMap(answerOf));
      const by = (state: MessageChange['state']): readonly MessageKey[] =>
        changed.filter(({ submissionId }) => changes.get(submissionId)?.state === state);
      await this.#accepted(tx, by('accepted'));
      await this.#unknown(tx, by('unknown'), 'no-answer');
      await this.#dead(tx, by('dead'), outcomes, changes);
    });
    // Only these are to be looked at: each look costs.
    if ([...changes.values()].some(({ state }) => state === 'queued' || state === 'dead'))
      this.requeued$.next();
  }

  async #accepted(tx: Transaction, keys: readonly MessageKey[]): Promise<void> {
    await commitContacts(tx, keys, this.clock.now());
    await endDecisions(
      tx,
      keys.map(({ decisionId }) => ({ decisionId, reason: 'sent', detail: null })),
    );
  }

  /** It may have been sent, so it counts as a contact. */
  async #unknown(tx: Transaction, keys: readonly MessageKey[], detail: string): Promise<void> {
    await commitContacts(tx, keys, this.clock.now());
    await endDecisions(
      tx,
      keys.map(({ decisionId }) => ({ decisionId, reason: 'unknown', detail })),
    );
  }

  /** Another channel is decided anew, with its own caps; without one, it has failed. */
  async #dead(
    tx: Transaction,
    keys: readonly MessageKey[],
    outcomes: readonly Outcome[],
    changes: ReadonlyMap<string, MessageChange>,
  ): Promise<void> {
    if (keys.length === 0) return;
    const messages = new Map(outcomes.map((one) => [one.message.submissionId, one]));
    const fallbacks = new Map(
      this.schemes.running().map(({ schemeId, fallbackChannel }) => [schemeId, fallbackChannel]),
    );
    const again = keys.filter(({ submissionId, step }) => {
      const message = messages.get(submissionId)?.message;
      const fallback = message === undefined ? null : (fallbacks.get(message.schemeId) ?? null);
      return step === 0 && fallback !== null && fallback !== message?.channel;
    });
    const over = keys.filter((key) => !again.includes(key));
    await releaseContacts(tx, keys);
    await decideAgain(
      tx,
      again.map(({ decisionId }) => ({ decisionId, step: 1 })),
      this.clock.now(),
    );
    await endDecisions(
      tx,
      over.map(({ decisionId, submissionId }) => ({
        decisionId,
        reason: 'failed',
        detail: changes.get(submissionId)?.code ?? null,
      })),
    );
    const unreachable = keys.filter(({ submissionId }) => isRecipient(messages.get(submissionId)?.outcome));
    await this.refusals.refuse(
      tx,
      unreachable.map(({ pseudonym }) => pseudonym),
      'unreachable',
    );
  }
}

function isRecipient(outcome: SubmitOutcome | undefined): boolean {
  return outcome?.outcome === 'failed' && outcome.recipientAtFault === true;
}

function answerOf({ message, outcome }: Outcome) {
  if (outcome.outcome !== 'accepted') return [];
  const { submissionId, channel } = message;
  return [{ submissionId, channel, providerMessageId: outcome.providerMessageId }];
}
