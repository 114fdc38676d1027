import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import type { Logger } from 'pino';
import type { Subscription } from 'rxjs';
import { LOGGER } from '../../tokens.ts';
import { LiveTopics, type LiveEntry } from '../live/live-topics.service.ts';
import { SchemesService, type StoredScheme } from '../schemes/schemes.service.ts';
import { CampaignSummariesService } from './campaign-summaries.service.ts';
import { EffectService } from './effect.service.ts';
import { pauseAfter } from './pace.ts';

const LOOK_MS = 1_000;
const MEASURE_MS = 60_000;

/** Schemes under way on the live topic: each transition at once, funnels as often as counting them costs little. */
@Injectable()
export class CampaignLiveService implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown {
  readonly #shown = new Set<string>();
  readonly #converted = new Map<string, { readonly at: readonly number[]; readonly again: number }>();
  #changes: Subscription | undefined;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | null = null;
  #isDirty = false;
  #isEnded = false;

  constructor(
    @Inject(SchemesService) private readonly schemes: SchemesService,
    @Inject(CampaignSummariesService) private readonly summaries: CampaignSummariesService,
    @Inject(EffectService) private readonly effects: EffectService,
    @Inject(LiveTopics) private readonly topics: LiveTopics,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.topics.register('campaigns', () => this.#entries());
  }

  onApplicationBootstrap(): void {
    this.#changes = this.schemes.changed$.subscribe(() => this.#look());
    this.#timer = setTimeout(() => this.#look(), LOOK_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    this.#isEnded = true;
    this.#changes?.unsubscribe();
    clearTimeout(this.#timer);
    await this.#round;
  }

  /** Now, or as soon as the round that is under way is over. */
  #look(): void {
    if (this.#round !== null || this.#isEnded) {
      this.#isDirty = true;
      return;
    }
    clearTimeout(this.#timer);
    this.#isDirty = false;
    const began = performance.now();
    this.#round = this.#show().finally(() => {
      this.#round = null;
      if (this.#isEnded) return;
      const pause = this.#isDirty ? 0 : pauseAfter(performance.now() - began, LOOK_MS);
      this.#timer = setTimeout(() => this.#look(), pause);
    });
  }

  async #show(): Promise<void> {
    try {
      const entries = await this.#entries();
      const now = new Set(entries.map(({ key }) => key));
      for (const { key, areaId, value } of entries) this.topics.put('campaigns', key, areaId, value);
      for (const key of this.#shown) if (!now.has(key)) this.topics.put('campaigns', key, null, null);
      this.#shown.clear();
      for (const key of now) this.#shown.add(key);
    } catch (err) {
      if (!this.#isEnded) this.log.warn({ module: 'campaigns', err }, 'campaigns not shown');
    }
  }

  async #entries(): Promise<readonly LiveEntry[]> {
    const entries: LiveEntry[] = [];
    for (const scheme of await this.schemes.underWay()) {
      const value = await this.summaries.of(scheme, await this.#convertedOf(scheme));
      entries.push({ key: scheme.schemeId, areaId: this.schemes.areaOf(scheme), value: { ...value } });
    }
    return entries;
  }

  /** Measured again once in a while: it goes through everybody. */
  async #convertedOf(scheme: StoredScheme): Promise<readonly number[]> {
    const known = this.#converted.get(scheme.schemeId);
    const began = performance.now();
    if (known !== undefined && began < known.again) return known.at;
    const { converted } = await this.effects.measure(scheme);
    const ended = performance.now();
    const again = ended + pauseAfter(ended - began, MEASURE_MS);
    this.#converted.set(scheme.schemeId, { at: converted, again });
    return converted;
  }
}
