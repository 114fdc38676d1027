import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Subscription } from 'rxjs';
import { isOptOut, type Receipt, type Reply } from '../../adapters/channels/index.ts';
import type { Database, Transaction } from '../../adapters/postgres/index.ts';
import { DATABASE, LOGGER, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import { ChannelsService } from '../channels/channels.service.ts';
import { DoNotDisturbService } from '../policy/do-not-disturb.service.ts';
import { commitContacts, releaseContacts } from '../policy/index.ts';
import { VaultService } from '../vault/vault.service.ts';
import { Batcher } from './batcher.ts';
import { endDecisions } from './decisions.repository.ts';
import type { OutboxState } from './dispatch.types.ts';
import { applyReceipts } from './outbox.repository.ts';
import { keepEarlyReceipts, removeOldReceipts, takeEarlyReceipts } from './receipts.repository.ts';
import type { NotedReceipt, ReceiptState } from './receipts.types.ts';
import { strongest } from './strongest-receipt.ts';

interface Came {
  readonly receipt: NotedReceipt;
  readonly stored: () => void;
}

const EARLY_MS = 1_000;
const CLEAN_MS = 3_600_000;
/** Even what was given up or is to be tried again has arrived when the provider says so. */
const ARRIVED_FROM: readonly OutboxState[] = [
  'queued',
  'submitting',
  'accepted',
  'unknown',
  'dead',
  'failed',
];
const FAILED_FROM: readonly OutboxState[] = ['submitting', 'accepted', 'unknown'];
const ACCEPTED_FROM: readonly OutboxState[] = ['queued', 'submitting', 'unknown', 'dead'];

/** What providers say became of messages, and what subscribers answer. */
@Injectable()
export class ReceiptsService implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #batcher: Batcher<Came>;
  readonly #subscriptions: Subscription[] = [];
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #log: Logger;
  #looking = false;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ChannelsService) private readonly channels: ChannelsService,
    @Inject(VaultService) private readonly vault: VaultService,
    @Inject(DoNotDisturbService) private readonly refusals: DoNotDisturbService,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#log = logger.child({ module: 'dispatch' });
    this.#batcher = new Batcher(
      (came) => this.#write(came),
      (err) => this.#log.error({ err }, 'receipts not written, tried again'),
      { gatherMs: 100 },
    );
  }

  onApplicationBootstrap(): void {
    for (const [name, channel] of this.channels.all) {
      this.#subscriptions.push(
        channel.receipts$.subscribe((receipt) => this.#came(name, receipt)),
        channel.replies$.subscribe((reply) => void this.#answered(reply)),
      );
    }
    this.#timers.push(
      setInterval(() => void this.#lookEarly(), EARLY_MS),
      setInterval(() => void removeOldReceipts(this.database.db).catch(() => undefined), CLEAN_MS),
    );
  }

  async onApplicationShutdown(): Promise<void> {
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
    for (const timer of this.#timers) clearInterval(timer);
    await this.#batcher.settled();
  }

  #came(channel: string, receipt: Receipt): void {
    const { submissionId = null, providerMessageId = null, state, permanent = false, code = null } = receipt;
    this.#batcher.add({
      receipt: { submissionId, channel, providerMessageId, state, permanent, code },
      stored: () => receipt.stored(),
    });
  }

  async #write(came: readonly Came[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      const receipts = strongest(came.map(({ receipt }) => receipt));
      const found = await this.#apply(tx, receipts);
      await keepEarlyReceipts(
        tx,
        receipts.filter((receipt) => receipt.submissionId === null && !found.has(receipt)),
      );
    });
    for (const { stored } of came) stored();
  }

  /** Those that were faster than the answer of their message. */
  async #lookEarly(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      await this.database.transaction(async (tx) => {
        const early = await takeEarlyReceipts(tx);
        if (early.length > 0)
          await this.#apply(tx, strongest(early.map((one) => ({ ...one, submissionId: null }))));
      });
    } catch (err) {
      this.#log.warn({ err }, 'early receipts not looked at');
    }
    this.#looking = false;
  }

  /** Answers which receipts found their message. */
  async #apply(tx: Transaction, receipts: readonly NotedReceipt[]): Promise<ReadonlySet<NotedReceipt>> {
    const found = new Set<NotedReceipt>();
    const of = (...states: ReceiptState[]): NotedReceipt[] =>
      receipts.filter(({ state }) => states.includes(state));
    const settle = async (some: readonly NotedReceipt[], from: readonly OutboxState[]) => {
      const rows = some.map((receipt) => ({
        ...receipt,
        state: receipt.state === 'expired' ? ('failed' as const) : receipt.state,
      }));
      const keys = await applyReceipts(tx, rows, from);
      for (const { place } of keys) found.add(some[place]!);
      return keys.map((key) => ({ ...key, receipt: some[key.place]! }));
    };
    const sent = [
      ...(await settle(of('accepted'), ACCEPTED_FROM)),
      ...(await settle(of('delivered'), ARRIVED_FROM)),
    ];
    await commitContacts(tx, sent, this.clock.now());
    await endDecisions(
      tx,
      sent.map(({ decisionId }) => ({ decisionId, reason: 'sent', detail: null })),
    );
    const failed = await settle(of('failed', 'expired'), FAILED_FROM);
    await releaseContacts(tx, failed);
    await endDecisions(
      tx,
      failed.map(({ decisionId, receipt }) => ({
        decisionId,
        reason: 'failed',
        detail: receipt.code ?? receipt.state,
      })),
    );
    const gone = failed.filter(({ receipt }) => receipt.permanent);
    await this.refusals.refuse(
      tx,
      gone.map(({ pseudonym }) => pseudonym),
      'unreachable',
    );
    return found;
  }

  async #answered(reply: Reply): Promise<void> {
    try {
      if (isOptOut(reply.text))
        await this.refusals.refuse(this.database.db, this.vault.pseudonymsOf(reply.from), 'reply');
      reply.stored();
    } catch (err) {
      // Not told that it arrived, the provider says it again.
      this.#log.error({ err }, 'reply not written');
    }
  }
}
