import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Subscription } from 'rxjs';
import { LOGGER, PIPELINE } from '../../tokens.ts';
import { LiveTopics, type LiveEntry } from '../live/live-topics.service.ts';
import type { Pipeline } from '../pipeline/pipeline.types.ts';
import { LiveCampuses } from './live-campuses.service.ts';
import { LiveFigures } from './live-figures.service.ts';
import { MinuteBoard } from './minute-board.ts';

const TELL_MS = 1_000;

/** Tells the live topic `map` what maps show now: figures that may be shown, and no others. */
@Injectable()
export class MapLive implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #board = new MinuteBoard();
  #subscription: Subscription | undefined;
  #timer: NodeJS.Timeout | undefined;
  #told: ReadonlySet<string> = new Set();
  #telling: Promise<void> | null = null;

  constructor(
    @Inject(PIPELINE) private readonly pipeline: Pipeline,
    @Inject(LiveTopics) private readonly topics: LiveTopics,
    @Inject(LiveFigures) private readonly figures: LiveFigures,
    @Inject(LiveCampuses) private readonly campuses: LiveCampuses,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.#subscription = this.pipeline.output$.subscribe(({ windows }) => this.#board.apply(windows));
    this.#timer = setInterval(() => {
      this.#telling ??= this.#tell().finally(() => (this.#telling = null));
    }, TELL_MS);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.#timer);
    this.#subscription?.unsubscribe();
    await this.#telling;
  }

  async #tell(): Promise<void> {
    try {
      const entries = await this.#entries();
      const told = new Set(entries.map(({ key }) => key));
      for (const { key, areaId, value } of entries) this.topics.put('map', key, areaId, value);
      for (const key of this.#told) if (!told.has(key)) this.topics.put('map', key, null, null);
      this.#told = told;
    } catch (err) {
      this.log.warn({ module: 'map', err }, 'map not told; it is tried again');
    }
  }

  async #entries(): Promise<readonly LiveEntry[]> {
    const areas = await this.figures.areas(this.#board);
    const campuses = this.campuses.campuses(this.#board);
    return [
      ...areas.map((value) => ({ key: `area/${value.areaId}`, areaId: value.areaId, value: { ...value } })),
      ...campuses.map(({ areaId, figures }) => ({
        key: `hotspot/${figures.hotspotId}`,
        areaId,
        value: { ...figures },
      })),
    ];
  }
}
