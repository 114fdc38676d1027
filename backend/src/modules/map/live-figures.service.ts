import { Inject, Injectable } from '@nestjs/common';
import { LiveService } from '../live/live.service.ts';
import { HomecomingsService } from './homecomings.service.ts';
import type { AreaFigures, UsualBand } from './map.types.ts';
import type { MinuteBoard } from './minute-board.ts';
import { PresenceService, type MinuteOfAreas } from './presence.service.ts';
import type { ShownCount } from './privacy/index.ts';
import { ShareFiguresService } from './share-figures.service.ts';
import { UsualService } from './usual.service.ts';

/** What is worked out of all areas together is worked out again this often, and with each minute. */
const AGAIN_MS = 5_000;

type Shown = ReadonlyMap<string, ShownCount>;

/** What is known of all areas together. */
interface Together {
  readonly minute: MinuteOfAreas | null;
  readonly present: Shown | null;
  readonly homecomings: Shown;
  readonly yesterday: Shown | null;
  readonly lastWeek: Shown | null;
  readonly bands: ReadonlyMap<string, UsualBand>;
}

/** Figures of all our areas now. */
@Injectable()
export class LiveFigures {
  #together: Together | null = null;
  #workedOutAt = -Infinity;

  constructor(
    @Inject(PresenceService) private readonly presence: PresenceService,
    @Inject(UsualService) private readonly usual: UsualService,
    @Inject(HomecomingsService) private readonly homecomings: HomecomingsService,
    @Inject(ShareFiguresService) private readonly shares: ShareFiguresService,
    @Inject(LiveService) private readonly live: LiveService,
  ) {}

  async areas(board: MinuteBoard): Promise<readonly AreaFigures[]> {
    const together = await this.#upToDate(board);
    return this.presence.covered.areas.map(({ areaId }) => ({
      areaId,
      minute: together.minute?.startMs ?? null,
      present: together.present?.get(areaId) ?? null,
      usual: together.bands.get(areaId) ?? null,
      homecomings: together.homecomings.get(areaId) ?? null,
      yesterday: together.yesterday?.get(areaId) ?? null,
      lastWeek: together.lastWeek?.get(areaId) ?? null,
      share: this.shares.now(areaId),
      revised: false,
    }));
  }

  async #upToDate(board: MinuteBoard): Promise<Together> {
    const minute = board.newest(this.live.watermark);
    const isNext = minute !== null && minute.startMs !== this.#together?.minute?.startMs;
    const isDue = performance.now() - this.#workedOutAt >= AGAIN_MS;
    if (this.#together === null || isNext || isDue) {
      this.#together = await this.#workOut(minute ?? (await this.#stored()));
      this.#workedOutAt = performance.now();
    }
    return this.#together;
  }

  async #workOut(minute: MinuteOfAreas | null): Promise<Together> {
    return {
      minute,
      present: minute === null ? null : this.presence.protect(minute.counts),
      homecomings: this.homecomings.shown(this.#counts('homecomings') ?? new Map()),
      yesterday: this.#shown('homecomingsYesterday'),
      lastWeek: this.#shown('homecomingsLastWeek'),
      bands: minute === null ? new Map() : await this.usual.bandsAt(minute.startMs),
    };
  }

  #shown(metric: 'homecomingsYesterday' | 'homecomingsLastWeek'): Shown | null {
    const counts = this.#counts(metric);
    return counts === null ? null : this.homecomings.shown(counts);
  }

  /** Null: not known of any area. */
  #counts(
    metric: 'homecomings' | 'homecomingsYesterday' | 'homecomingsLastWeek',
  ): ReadonlyMap<string, number> | null {
    const counts = new Map<string, number>();
    for (const { areaId } of this.presence.covered.areas) {
      const count = this.live.areaNow(areaId)?.[metric] ?? null;
      if (count !== null) counts.set(areaId, count);
    }
    return counts.size === 0 ? null : counts;
  }

  /** After a start, what was known before it. */
  async #stored(): Promise<MinuteOfAreas | null> {
    const { watermark } = this.live;
    return watermark === null
      ? null
      : await this.presence.minuteAt({ atMs: watermark, byStore: 0, latenessMs: 0 });
  }
}
