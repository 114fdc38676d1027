import { Inject, Injectable } from '@nestjs/common';
import type { ShownCount } from '@tidewall/streams';
import type { Config } from '../../config/index.ts';
import { CONFIG } from '../../tokens.ts';
import { addDays, LocalTime } from '../calendar/index.ts';
import { AreaHistoryService } from '../history/area-history.service.ts';
import type { Span } from '../history/history.types.ts';
import { invalidParameters } from '../web/app-error.ts';
import { hourlyRanges, type HourRange } from './hourly-ranges.ts';
import { HomecomingsService } from './homecomings.service.ts';
import { PresenceService } from './presence.service.ts';
import { besideShown, shownAlone, stepsBetween } from './privacy/index.ts';

/** Each window costs judging all areas. */
const MAX_WINDOWS = 192;
const STEPS_MS = { '1m': 60_000, '15m': 900_000 } as const;
/** Weeks whose hours the usual range is made of, and days that have a total. */
const RANGE_DAYS = 21;
const TOTAL_DAYS = 14;

/** `[start, value]`, oldest first. */
export type ShownPoints = readonly (readonly [number, ShownCount])[];

/** Homecomings of an area as pages show them, in whole steps of k. */
export interface HomecomingDays {
  /** `[end of the hour, count of the day so far]`. */
  readonly today: ShownPoints;
  readonly yesterday: ShownPoints;
  /** Of the day so far at the end of each hour. */
  readonly usual: readonly HourRange[];
  /** Whole days before today by start. */
  readonly days: ShownPoints;
}

/** Counts of people of one area over time, as pages show them. */
@Injectable()
export class AreaPeople {
  readonly #local: LocalTime;
  readonly #k: number;

  constructor(
    @Inject(PresenceService) private readonly presence: PresenceService,
    @Inject(HomecomingsService) private readonly homecomings: HomecomingsService,
    @Inject(AreaHistoryService) private readonly history: AreaHistoryService,
    @Inject(CONFIG) config: Config,
  ) {
    this.#local = new LocalTime(config.timeZone);
    this.#k = config.privacy.k;
  }

  /**
   * People present in whole minutes, or in the first minute of each quarter of an hour: longer windows would tell of minutes.
   * Throws `invalid-parameter` for other sizes and more than 192 windows.
   */
  async present(areaId: string, size: string, { fromMs, toMs }: Span): Promise<ShownPoints> {
    const stepMs = size === '1m' || size === '15m' ? STEPS_MS[size] : null;
    if (stepMs === null) throw invalidParameters([{ field: 'size', message: 'must be 1m or 15m here' }]);
    assertFew((toMs - fromMs) / stepMs);
    const first = Math.ceil(fromMs / stepMs) * stepMs;
    const starts = Array.from(
      { length: Math.max(0, Math.ceil((toMs - first) / stepMs)) },
      (_, i) => first + i * stepMs,
    );
    const minutes = await this.presence.minutes(starts);
    return [...minutes].flatMap(([start, shown]) => {
      const people = shown.get(areaId);
      return people === undefined ? [] : [[start, people] as const];
    });
  }

  /** Events, hidden where the busiest minute of the window has fewer than k people. */
  async events(
    areaId: string,
    metric: 'signalling' | 'usage' | 'events',
    size: '1m' | '15m' | '1h' | '1d',
    span: Span,
  ): Promise<ShownPoints> {
    const points = await this.history.points(areaId, size, span);
    return points.map(({ start, subscribers, signalling, usage }) => {
      const figure = { signalling, usage, events: signalling + usage }[metric];
      return [start, besideShown(figure, shownAlone(subscribers, this.#k)) ?? 'withheld'];
    });
  }

  /** Homecomings by whole hour or day. Throws `invalid-parameter` for other sizes and more than 192 windows. */
  async homecomingsBy(areaId: string, size: string, { fromMs, toMs }: Span): Promise<ShownPoints> {
    if (size !== '1h' && size !== '1d')
      throw invalidParameters([{ field: 'size', message: 'must be 1h or 1d here' }]);
    assertFew((toMs - fromMs) / (size === '1h' ? 3_600_000 : 86_400_000));
    const [fromDay, toDay] = [this.#local.day(fromMs), this.#local.day(toMs - 1)];
    if (size === '1d') return within(await this.homecomings.days(areaId, fromDay, toDay), fromMs, toMs);
    const points: (readonly [number, ShownCount])[] = [];
    for (let day = fromDay; day <= toDay; day = addDays(day, 1))
      points.push(...(await this.#hoursOf(areaId, day, toMs)));
    return within(points, fromMs, toMs);
  }

  /** Today and yesterday as they grow, what is usual, and the days before; `areaIds` are the area and all below it. */
  async homecomingDays(areaId: string, areaIds: readonly string[], atMs: number): Promise<HomecomingDays> {
    const day = this.#local.day(atMs);
    const today = await this.homecomings.hours(areaId, day, atMs);
    const yesterday = await this.homecomings.hours(areaId, addDays(day, -1), atMs);
    const fromMs = this.#local.startOfDay(addDays(day, -RANGE_DAYS - 1));
    const exact = await this.history.homecomings(areaIds, '1h', {
      fromMs,
      toMs: this.#local.startOfDay(day),
    });
    const [first = [Infinity]] = exact;
    const days = await this.homecomings.days(areaId, addDays(day, -TOTAL_DAYS), addDays(day, -1));
    return {
      today,
      yesterday,
      usual: hourlyRanges(exact, this.#local, this.#k),
      days: days.filter(([start]) => start > first[0]),
    };
  }

  /** By start of the hour, differences of the day so far. */
  async #hoursOf(areaId: string, day: string, atMs: number): Promise<ShownPoints> {
    const hours = await this.homecomings.hours(areaId, day, atMs);
    let [before, start] = [shownAlone(0, this.#k), this.#local.startOfDay(day)];
    const points: (readonly [number, ShownCount])[] = [];
    for (const [end, after] of hours) {
      points.push([start, stepsBetween(before, after, this.#k)]);
      [before, start] = [after, end];
    }
    return points;
  }
}

function within(points: ShownPoints, fromMs: number, toMs: number): ShownPoints {
  return points.filter(([start]) => start >= fromMs && start < toMs);
}

function assertFew(windows: number): void {
  if (windows > MAX_WINDOWS)
    throw invalidParameters([{ field: 'from', message: `must be at most ${MAX_WINDOWS} windows before to` }]);
}
