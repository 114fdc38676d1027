import { Inject, Injectable } from '@nestjs/common';
import type { AreaDto, AreaNow, SeriesDto } from '@tidewall/streams';
import type { Config } from '../../config/index.ts';
import { CONFIG, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import { addDays, LocalTime } from '../calendar/index.ts';
import { AreaPeople, type HomecomingDays, type ShownPoints } from '../headcounts/index.ts';
import { AreaHistoryService } from '../history/area-history.service.ts';
import type { ActiveShareOfDay, Points, ShareOfDay, Span } from '../history/history.types.ts';
import { sum } from '../history/index.ts';
import { LiveService } from '../live/live.service.ts';
import { ReferenceService } from '../reference/reference.service.ts';
import { invalidParameters } from '../web/app-error.ts';
import { spanOf, UNIT_OF } from '../web/series-query.ts';
import type { AreaSeriesQuery, SharesQuery } from './areas.dto.ts';

const DEFAULT_SHARE_DAYS = 14;
const MAX_SHARE_DAYS = 400;

export interface AreaCard extends AreaDto {
  readonly path: readonly AreaDto[];
  readonly children: readonly AreaDto[];
  readonly now: AreaNow | null;
}

/** Areas: the tree, a card each, and series. */
@Injectable()
export class AreasService {
  readonly #local: LocalTime;

  constructor(
    @Inject(ReferenceService) private readonly reference: ReferenceService,
    @Inject(AreaHistoryService) private readonly history: AreaHistoryService,
    @Inject(LiveService) private readonly live: LiveService,
    @Inject(AreaPeople) private readonly people: AreaPeople,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
    @Inject(CONFIG) config: Config,
  ) {
    this.#local = new LocalTime(config.timeZone);
  }

  list(): readonly AreaDto[] {
    return this.reference.model.areas.areas;
  }

  /** `exact`: with counts of people to the unit, of the minute that runs. */
  card(areaId: string, exact: boolean): AreaCard {
    const area = this.reference.area(areaId);
    const { areas } = this.reference.model;
    const path = areas.chain(areaId).slice(1).reverse();
    const now = exact ? this.live.exactArea(areaId) : this.live.areaNow(areaId);
    return { ...area, path, children: areas.children(areaId), now };
  }

  async series(areaId: string, query: AreaSeriesQuery, exact: boolean): Promise<SeriesDto> {
    this.reference.area(areaId);
    const span = spanOf(query, this.clock.now());
    const points = exact
      ? await this.#points(areaId, query, span)
      : await this.#shownPoints(areaId, query, span);
    return { metric: query.metric, size: query.size, unit: UNIT_OF[query.metric] ?? '', points };
  }

  /** As pages show them, whoever asks. */
  async homecomings(areaId: string): Promise<HomecomingDays> {
    this.reference.area(areaId);
    const below = this.reference.model.areas.subtree(areaId);
    return await this.people.homecomingDays(areaId, below, this.live.watermark ?? this.clock.now());
  }

  /** Shares of the area and its children. */
  async shares(areaId: string, query: SharesQuery): Promise<readonly ShareOfDay[]> {
    const { areaIds, from, to } = this.#days(areaId, query);
    return await this.history.shares(areaIds, from, to);
  }

  /** Active shares of the area and its children. */
  async activeShares(areaId: string, query: SharesQuery): Promise<readonly ActiveShareOfDay[]> {
    const { areaIds, from, to } = this.#days(areaId, query);
    return await this.history.activeShares(areaIds, from, to);
  }

  #days(areaId: string, query: SharesQuery): { areaIds: string[]; from: string; to: string } {
    this.reference.area(areaId);
    const to = query.to ?? this.#local.day(this.clock.now());
    const from = query.from ?? addDays(to, 1 - DEFAULT_SHARE_DAYS);
    if (from > to) throw invalidParameters([{ field: 'from', message: 'must not be after to' }]);
    if (addDays(from, MAX_SHARE_DAYS) < to) {
      throw invalidParameters([
        { field: 'from', message: `must be at most ${MAX_SHARE_DAYS} days before to` },
      ]);
    }
    const children = this.reference.model.areas.children(areaId).map((child) => child.areaId);
    return { areaIds: [areaId, ...children], from, to };
  }

  #points(areaId: string, query: AreaSeriesQuery, span: Span): Promise<Points> {
    switch (query.metric) {
      case 'homecomings':
        return this.history.homecomings(this.reference.model.areas.subtree(areaId), query.size, span);
      case 'ownNew':
      case 'rivalNew':
      case 'share':
        return this.#sharePoints(areaId, query.metric, query.size, span);
      default:
        return this.history.activity(areaId, query.metric, query.size, span);
    }
  }

  #shownPoints(areaId: string, query: AreaSeriesQuery, span: Span): Promise<ShownPoints> {
    const { metric, size } = query;
    switch (metric) {
      case 'subscribers':
        return this.people.present(areaId, size, span);
      case 'homecomings':
        return this.people.homecomingsBy(areaId, size, span);
      case 'signalling':
      case 'usage':
      case 'events':
        return this.people.events(areaId, metric, size, span);
      default:
        return this.#sharePoints(areaId, metric, size, span);
    }
  }

  async #sharePoints(
    areaId: string,
    metric: 'ownNew' | 'rivalNew' | 'share',
    size: string,
    span: Span,
  ): Promise<Points> {
    if (size !== '1d') throw invalidParameters([{ field: 'size', message: `must be 1d for ${metric}` }]);
    const days = await this.history.shares(
      [areaId],
      this.#local.day(span.fromMs),
      this.#local.day(span.toMs - 1),
    );
    return days.flatMap((day) => {
      const value = metric === 'rivalNew' ? sum(Object.values(day.rivalNew)) : day[metric];
      return value === null ? [] : [[this.#local.startOfDay(day.day), value] as const];
    });
  }
}
