import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOGGER } from '../../tokens.ts';
import { LiveTopics, type LiveEntry } from '../live/live-topics.service.ts';
import { LiveCampuses } from './live-campuses.service.ts';
import { LiveFigures } from './live-figures.service.ts';

const TELL_MS = 1_000;

/** Tells the live topic `map` what maps show now: figures that may be shown, and no others. */
@Injectable()
export class MapLive implements OnApplicationBootstrap, OnModuleDestroy {
  #timer: NodeJS.Timeout | undefined;
  #told: ReadonlySet<string> = new Set();
  #telling: Promise<void> | null = null;

  constructor(
    @Inject(LiveTopics) private readonly topics: LiveTopics,
    @Inject(LiveFigures) private readonly figures: LiveFigures,
    @Inject(LiveCampuses) private readonly campuses: LiveCampuses,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => {
      this.#telling ??= this.#tell().finally(() => (this.#telling = null));
    }, TELL_MS);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.#timer);
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
    const areas = await this.figures.areas();
    const campuses = this.campuses.campuses();
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
