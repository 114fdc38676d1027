import { Inject, Injectable } from '@nestjs/common';
import type { Store } from '@tidewall/clickhouse';
import type { Config } from '../../config/index.ts';
import { CONFIG, STORE } from '../../tokens.ts';
import { addDays, LocalTime } from '../calendar/index.ts';
import { AreaHistoryService } from '../history/area-history.service.ts';
import { KeptWindows, type Shown } from './kept-windows.ts';
import { knownAt, knownNow, type KnownSpan, type Moment } from './moment.ts';
import { PresenceService } from './presence.service.ts';
import { shownAlone, stepsOf, type ShownCount } from './privacy/index.ts';

const HOUR_MS = 3_600_000;

/** What may be shown of homecomings by area: of the day so far, and to the same time of earlier days. */
export interface HomecomingsOfDay {
  readonly today: ReadonlyMap<string, ShownCount>;
  readonly yesterday: ReadonlyMap<string, ShownCount>;
  readonly lastWeek: ReadonlyMap<string, ShownCount>;
}

/** Homecomings by area from the store. They grow during the day, so that they are shown in whole steps of k. */
@Injectable()
export class HomecomingsService {
  readonly #local: LocalTime;
  readonly #keptHours = new KeptWindows();
  readonly #keptDays = new KeptWindows();

  constructor(
    @Inject(STORE) private readonly store: Store,
    @Inject(PresenceService) private readonly presence: PresenceService,
    @Inject(AreaHistoryService) private readonly history: AreaHistoryService,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.#local = new LocalTime(config.timeZone);
  }

  /** As they were known at a moment. */
  async at(moment: Moment): Promise<HomecomingsOfDay> {
    const { atMs } = moment;
    const start = this.#local.startOfDay(this.#local.day(atMs));
    const [today, yesterday, lastWeek] = await Promise.all([
      this.#counts(knownAt(moment, start)),
      this.#until(atMs, 1),
      this.#until(atMs, 7),
    ]);
    return { today, yesterday, lastWeek };
  }

  /** Of one area at the end of each hour of a local day up to a moment: `[end, count of the day so far]`. */
  async hours(
    areaId: string,
    day: string,
    atMs: number,
  ): Promise<readonly (readonly [number, ShownCount])[]> {
    const fromMs = this.#local.startOfDay(day);
    const toMs = Math.min(this.#local.startOfDay(addDays(day, 1)), atMs);
    const hours = Math.max(0, Math.floor((toMs - fromMs) / HOUR_MS));
    const ends = Array.from({ length: hours }, (_, hour) => fromMs + (hour + 1) * HOUR_MS);
    const shown = await this.#keptHours.of(this.presence.covered, ends, () =>
      this.#hoursUntil(fromMs, ends.at(-1) ?? fromMs),
    );
    return ends.map((end) => [end, shown.get(end)?.get(areaId) ?? shownAlone(0, this.config.privacy.k)]);
  }

  /** Of one area on whole local days, both included, oldest first: `[start of the day, count]`. */
  async days(
    areaId: string,
    fromDay: string,
    toDay: string,
  ): Promise<readonly (readonly [number, ShownCount])[]> {
    const days: string[] = [];
    for (let day = fromDay; day <= toDay; day = addDays(day, 1)) days.push(day);
    const starts = days.map((day) => this.#local.startOfDay(day));
    const { covered } = this.presence;
    const shown = await this.#keptDays.of(covered, starts, () => this.#daysFrom(starts, toDay));
    const none = shownAlone(0, this.config.privacy.k);
    return starts.map((start) => [start, shown.get(start)?.get(areaId) ?? none]);
  }

  /** What may be shown of counts by area, parents included. */
  shown(counts: ReadonlyMap<string, number>): ReadonlyMap<string, ShownCount> {
    const { k } = this.config.privacy;
    const shown = this.presence.protect(counts);
    return new Map([...shown].map(([areaId, count]) => [areaId, stepsOf(count, k)]));
  }

  /** The day so far at the end of each hour, all areas together. */
  async *#hoursUntil(fromMs: number, toMs: number): AsyncGenerator<readonly [number, Shown]> {
    const rows = await this.history.homecomingCounts([], '1h', { fromMs, toMs });
    const sums = new Map<string, number>();
    for (let end = fromMs + HOUR_MS; end <= toMs; end += HOUR_MS) {
      for (const row of rows)
        if (row.startMs === end - HOUR_MS) sums.set(row.areaId, (sums.get(row.areaId) ?? 0) + row.count);
      yield [end, this.shown(this.presence.covered.summed(sums))];
    }
  }

  async *#daysFrom(starts: readonly number[], toDay: string): AsyncGenerator<readonly [number, Shown]> {
    const span = { fromMs: starts[0] ?? 0, toMs: this.#local.startOfDay(addDays(toDay, 1)) };
    const rows = await this.history.homecomingCounts([], '1d', span);
    for (const start of starts) {
      const own = rows.filter(({ startMs }) => startMs === start);
      const counts = new Map(own.map(({ areaId, count }) => [areaId, count]));
      yield [start, this.shown(this.presence.covered.summed(counts))];
    }
  }

  /** To the same time of the day so many days earlier. */
  async #until(atMs: number, days: number): Promise<ReadonlyMap<string, ShownCount>> {
    const day = addDays(this.#local.day(atMs), -days);
    const until = this.#local.at(day, this.#local.minuteOfDay(atMs) + 1);
    return await this.#counts(knownNow(this.#local.startOfDay(day), until));
  }

  async #counts(known: KnownSpan): Promise<ReadonlyMap<string, ShownCount>> {
    const rows = await this.store.query('map-homecomings', known);
    const lowest = new Map(rows.map(({ areaId, count }) => [areaId, count]));
    return this.shown(this.presence.covered.summed(lowest));
  }
}
