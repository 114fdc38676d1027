import { Inject, Injectable } from '@nestjs/common';
import type { Database, Transaction } from '../../adapters/postgres/index.ts';
import { DATABASE, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import { DoNotDisturbService } from '../policy/do-not-disturb.service.ts';
import { SchemesService } from '../schemes/schemes.service.ts';
import { VaultService } from '../vault/vault.service.ts';
import type { ReadyMessage } from './channel-sender.ts';
import type { DecisionEnd } from './decisions.repository.ts';
import { KillSwitchesService } from './kill-switches.service.ts';
import { markSubmitting, takeMessages, takeStale, type StoredMessage } from './outbox.repository.ts';
import { OutcomesService } from './outcomes.service.ts';

/** Longer than any answer is waited for, also for texts in many parts. */
const LEASE_MS = 180_000;
const SWEPT = 500;

/** Takes messages out of the outbox: the last look before they leave. */
@Injectable()
export class MessagesService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SchemesService) private readonly schemes: SchemesService,
    @Inject(DoNotDisturbService) private readonly refusals: DoNotDisturbService,
    @Inject(VaultService) private readonly vault: VaultService,
    @Inject(KillSwitchesService) private readonly switches: KillSwitchesService,
    @Inject(OutcomesService) private readonly outcomes: OutcomesService,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
  ) {}

  /** No other process works on this database. */
  get isAlone(): boolean {
    return this.database.kind === 'embedded';
  }

  /** Messages of a channel that may leave now, marked so before anything does. Those that may not are ended. */
  async take(channel: string, limit: number, owner: string): Promise<readonly ReadyMessage[]> {
    const schemeIds = this.#sending(channel);
    if (schemeIds.length === 0) return [];
    return this.database.transaction(async (tx) => {
      const taken = await takeMessages(tx, channel, limit, schemeIds);
      if (taken.length === 0) return [];
      const pseudonyms = taken.map(({ pseudonym }) => pseudonym);
      const refused = await this.refusals.refused(tx, pseudonyms);
      const numbers = await this.vault.reveal(tx, pseudonyms);
      const now = this.clock.now();
      const ends = new Map(taken.map((message) => [message, endOf(message, refused, numbers, now)]));
      await this.#end(tx, ends);
      const ready = taken.filter((message) => ends.get(message) === null);
      await markSubmitting(
        tx,
        ready.map(({ submissionId }) => submissionId),
        owner,
        LEASE_MS,
      );
      return ready.map((message) => ({ message, number: numbers.get(message.pseudonym)! }));
    });
  }

  /** Ends what has waited too long: for its channel, a paused scheme or a kill switch. */
  sweep(): Promise<void> {
    return this.database.transaction(async (tx) => {
      const stale = await takeStale(tx, this.clock.now(), SWEPT);
      if (stale.length > 0) await this.outcomes.cancel(tx, stale, STALE);
    });
  }

  /** Schemes that send by this channel now. */
  #sending(channel: string): readonly string[] {
    return this.schemes
      .running()
      .map(({ schemeId }) => schemeId)
      .filter((schemeId) => !this.switches.stops(schemeId, channel));
  }

  async #end(tx: Transaction, ends: ReadonlyMap<StoredMessage, End | null>): Promise<void> {
    const groups = Map.groupBy(ends, ([, end]) => (end === null ? '' : `${end.reason} ${end.detail}`));
    groups.delete('');
    for (const group of groups.values()) {
      const [[, end]] = group as [[StoredMessage, End]];
      await this.outcomes.cancel(
        tx,
        group.map(([message]) => message),
        end,
      );
    }
  }
}

type End = Omit<DecisionEnd, 'decisionId'>;
const STALE: End = { reason: 'stale', detail: 'waited-too-long' };

/** Why a message may not leave any more; null: it may. */
function endOf(
  { pseudonym, freshUntil }: StoredMessage,
  refused: ReadonlySet<string>,
  numbers: ReadonlyMap<string, string>,
  now: number,
): End | null {
  if (refused.has(pseudonym)) return { reason: 'do-not-disturb', detail: null };
  if (now > freshUntil.getTime()) return STALE;
  if (!numbers.has(pseudonym)) return { reason: 'no-channel', detail: 'no-number' };
  return null;
}
