import type { Detection } from '@tidewall/streams';
import type { LocalTime } from '../calendar/index.ts';
import { DAY_COUNTS, type DayCount } from '../headcounts/index.ts';
import type { UsualQuarter } from '../history/history.types.ts';
import type { ReferenceModel } from '../reference/reference.types.ts';
import { ComparisonDay, type MinuteCount } from './comparison-day.ts';
import { placesIn } from './places.ts';
import { TodayDetections, type NewcomerCounts } from './today-detections.ts';

/** What the store knows about the running day, loaded at its beginning and refreshed now and then. */
export interface DayHistory {
  readonly day: string;
  readonly yesterday: readonly MinuteCount[];
  readonly lastWeek: readonly MinuteCount[];
  /** By hotspotId. */
  readonly usual: ReadonlyMap<string, readonly UsualQuarter[]>;
}

/** Exact counts of the running local day, and of earlier ones to the same time of day. */
export class RunningDay {
  readonly #local: LocalTime;
  #reference: ReferenceModel;
  #day: string;
  #today: TodayDetections;
  #yesterday: ComparisonDay | null = null;
  #lastWeek: ComparisonDay | null = null;
  #usual: ReadonlyMap<string, readonly UsualQuarter[]> = new Map();
  readonly #changed = new Set<DayCount>(DAY_COUNTS);

  constructor(local: LocalTime, reference: ReferenceModel, day: string) {
    this.#local = local;
    this.#reference = reference;
    this.#day = day;
    this.#today = new TodayDetections(placesIn(reference));
  }

  /** YYYY-MM-DD. */
  get day(): string {
    return this.#day;
  }

  /** Counts that have changed since the last call. */
  takeChanged(): readonly DayCount[] {
    const changed = [...this.#changed];
    this.#changed.clear();
    return changed;
  }

  /** By area; null: not known yet. */
  counts(which: DayCount): ReadonlyMap<string, number> | null {
    if (which === 'homecomings') return this.#today.homecomings();
    const day = which === 'homecomingsYesterday' ? this.#yesterday : this.#lastWeek;
    return day?.counts ?? null;
  }

  flows(): ReadonlyMap<string, number> {
    return this.#today.flows();
  }

  newcomers(hotspotId: string): NewcomerCounts {
    return this.#today.newcomers(hotspotId);
  }

  usual(hotspotId: string, quarterMs: number): UsualQuarter | undefined {
    const minute = this.#local.minuteOfDay(quarterMs);
    return this.#usual.get(hotspotId)?.find(({ minuteOfDay }) => minuteOfDay === minute);
  }

  /** Answers whether a figure of the day changed. */
  add(detection: Detection): boolean {
    if (this.#local.day(Date.parse(detection.eventTime)) !== this.#day) return false;
    if (!this.#today.add(detection)) return false;
    this.#changed.add('homecomings');
    return true;
  }

  /** Other areas: what is known has to be told again. */
  setReference(reference: ReferenceModel): void {
    this.#reference = reference;
    this.#today = new TodayDetections(placesIn(reference));
    for (const which of DAY_COUNTS) this.#changed.add(which);
  }

  /** Moves on in event time; answers whether another day has begun. */
  moveTo(watermark: number): boolean {
    const day = this.#local.day(watermark);
    const isAnother = day !== this.#day;
    if (isAnother) this.#start(day);
    const minute = this.#local.minuteOfDay(watermark);
    this.#advance('homecomingsYesterday', minute);
    this.#advance('homecomingsLastWeek', minute);
    return isAnother;
  }

  /** What earlier days say about the running one; answers false when it is of another and comes too late. */
  applyHistory(history: DayHistory, watermark: number | null): boolean {
    if (history.day !== this.#day) return false;
    const { chainOf } = placesIn(this.#reference);
    this.#yesterday = new ComparisonDay(history.yesterday, chainOf);
    this.#lastWeek = new ComparisonDay(history.lastWeek, chainOf);
    this.#usual = history.usual;
    if (watermark !== null) this.moveTo(watermark);
    for (const which of DAY_COUNTS) this.#changed.add(which);
    return true;
  }

  #start(day: string): void {
    this.#day = day;
    this.#today = new TodayDetections(placesIn(this.#reference));
    this.#yesterday = null;
    this.#lastWeek = null;
    this.#usual = new Map();
    for (const which of DAY_COUNTS) this.#changed.add(which);
  }

  #advance(which: 'homecomingsYesterday' | 'homecomingsLastWeek', minuteOfDay: number): void {
    const day = which === 'homecomingsYesterday' ? this.#yesterday : this.#lastWeek;
    const moved = day?.advance(minuteOfDay).size ?? 0;
    if (moved > 0) this.#changed.add(which);
  }
}
