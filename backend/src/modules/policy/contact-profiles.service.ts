import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { parse } from 'csv-parse/sync';
import type { Logger } from 'pino';
import type { Subscription } from 'rxjs';
import type { Database } from '../../adapters/postgres/index.ts';
import { DATABASE, LOGGER, PIPELINE, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import type { Pipeline } from '../pipeline/pipeline.types.ts';
import { VaultService } from '../vault/vault.service.ts';
import {
  knownFingerprint,
  replaceProfiles,
  startProfiles,
  type ProfileRow,
} from './contact-profiles.repository.ts';
import { profileRow, type SubscriberLine } from './profile-row.ts';

const LINES = 2_000;
const RETRY_MS = 5_000;

/** What the operator's own file says of subscribers, by pseudonym, for conditions of schemes and do-not-disturb. */
@Injectable()
export class ContactProfilesService implements OnApplicationBootstrap, OnApplicationShutdown {
  #text: string | undefined;
  #busy = false;
  #loading: Promise<void> = Promise.resolve();
  #changed: Subscription | undefined;
  #stopped = false;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(PIPELINE) private readonly pipeline: Pipeline,
    @Inject(VaultService) private readonly vault: VaultService,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.#changed = this.pipeline.referenceChanged$.subscribe(() => this.#look());
    this.#look();
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stopped = true;
    this.#changed?.unsubscribe();
    await this.#loading;
  }

  #look(): void {
    if (this.#busy) return;
    this.#busy = true;
    this.#loading = this.#loadChanged();
  }

  async #loadChanged(): Promise<void> {
    while (!this.#stopped && this.pipeline.reference().subscribers !== this.#text) {
      const { subscribers = '' } = this.pipeline.reference();
      try {
        await this.#load(subscribers);
        this.#text = subscribers;
      } catch (err) {
        if (this.#stopped) break;
        this.logger.warn({ module: 'policy', err }, 'profiles of subscribers not loaded, tried again');
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
      if (this.pipeline.reference().subscribers === undefined) break;
    }
    this.#busy = false;
  }

  async #load(csv: string): Promise<void> {
    const fingerprint = createHash('sha256').update(csv).digest('hex');
    if ((await knownFingerprint(this.database.db)) === fingerprint) return;
    const generation = new Date(this.clock.now());
    await startProfiles(this.database.db);
    const { header, pages } = pagesOf(csv);
    for (const lines of pages) {
      const rows = parse<SubscriberLine>(header + lines, { columns: true, bom: true }).flatMap((line) =>
        this.vault.pseudonymsOf(line.msisdn).map((pseudonym): ProfileRow => profileRow(pseudonym, line)),
      );
      await this.database.transaction((tx) => replaceProfiles(tx, rows, generation));
      // People and messages come first.
      await setImmediate();
      if (this.#stopped) return;
    }
    await startProfiles(this.database.db, fingerprint);
  }
}

/** The header, and the lines after it some thousand at a time. */
function pagesOf(csv: string): { header: string; pages: Generator<string> } {
  const end = csv.indexOf('\n') + 1;
  function* pages(): Generator<string> {
    let from = end;
    while (from < csv.length && end > 0) {
      let to = from;
      for (let lines = 0; lines < LINES && to < csv.length; lines += 1) {
        const next = csv.indexOf('\n', to);
        to = next < 0 ? csv.length : next + 1;
      }
      yield csv.slice(from, to);
      from = to;
    }
  }
  return { header: csv.slice(0, end), pages: pages() };
}
