import type { Detection, HotspotDto, LiveCounters } from '@tidewall/streams';
import type { LocalTime } from '../calendar/index.ts';
import type { UsualQuarter } from '../history/history.types.ts';
import type { PipelineOutput, PipelineStatus } from '../pipeline/pipeline.types.ts';
import type { ReferenceModel } from '../reference/reference.types.ts';
import { ComparisonDay, type MinuteCount } from './comparison-day.ts';
import { DetectionsTopic } from './detections-topic.ts';
import { areaEntry, hotspotEntry, NewestCounters, OverviewTopic } from './overview-topic.ts';
import { combinedWatermark, pipelineEntries } from './pipeline-entries.ts';
import { placesIn } from './places.ts';
import { TodayDetections } from './today-detections.ts';
import { Topic } from './topic.ts';

export interface SystemTime {
  readonly now: number;
  /** The server's own time at that moment, epoch milliseconds. */
  readonly at: number;
  readonly speed: number;
  readonly simulated: boolean;
}

/** What the store knows about the running day, loaded at its beginning and refreshed now and then. */
export interface DayHistory {
  readonly day: string;
  readonly yesterday: readonly MinuteCount[];
  readonly lastWeek: readonly MinuteCount[];
  /** By hotspotId. */
  readonly usual: ReadonlyMap<string, readonly UsualQuarter[]>;
}

/**
 * What the topics `overview`, `detections` and `pipeline` hold, kept by what the pipeline gives out. Event time decides
 * which day is running: the watermark's, or before the first event the clock's.
 */
export class LiveState {
  readonly overview = new OverviewTopic();
  readonly detections = new DetectionsTopic();
  readonly pipeline = new Topic('pipeline');
  /** The clock of `overview` alone, for those who need nothing else of it. */
  readonly clock = new Topic('clock');
  readonly #local: LocalTime;
  readonly #counters = new NewestCounters();
  readonly #dirtyAreas = new Set<string>();
  readonly #dirtyHotspots = new Set<string>();
  #reference: ReferenceModel;
  #today: TodayDetections;
  #yesterday: ComparisonDay | null = null;
  #lastWeek: ComparisonDay | null = null;
  #usual: ReadonlyMap<string, readonly UsualQuarter[]> = new Map();
  #watermark: number | null = null;
  #day: string;
  #flowsChanged = false;

  constructor(local: LocalTime, reference: ReferenceModel, nowMs: number) {
    this.#local = local;
    this.#reference = reference;
    this.#today = new TodayDetections(placesIn(reference));
    this.#day = local.day(nowMs);
    this.#touchAll();
  }

  /** The running local day, YYYY-MM-DD. */
  get day(): string {
    return this.#day;
  }

  get watermark(): number | null {
    return this.#watermark;
  }

  setReference(reference: ReferenceModel): void {
    this.#reference = reference;
    this.#today = new TodayDetections(placesIn(reference));
    this.#touchAll();
    const known = [
      ...this.#overviewAreas().map((id) => `area/${id}`),
      ...this.#campuses().map((id) => `hotspot/${id}`),
    ];
    this.overview.retain(new Set(known));
  }

  applyOutput(output: PipelineOutput): void {
    this.#moveTo(output.watermark);
    for (const detection of output.detections) {
      this.detections.add(detection);
      this.#addToday(detection);
    }
  }

  applyCounters(counters: LiveCounters): void {
    this.#moveTo(combinedWatermark(counters.sources));
    this.#counters.apply(counters);
    for (const { areaId } of counters.areas) this.#dirtyAreas.add(areaId);
    for (const { areaId } of counters.shares) this.#dirtyAreas.add(areaId);
    for (const { hotspotId } of counters.hotspots) this.#dirtyHotspots.add(hotspotId);
  }

  applyStatus(status: PipelineStatus, time: SystemTime): void {
    const entries = pipelineEntries(status, time.now);
    for (const key of [...this.pipeline.keys()]) if (!entries.has(key)) this.pipeline.delete(key);
    for (const [key, entry] of entries) this.pipeline.set(key, entry);
    const { timeZone } = this.#local;
    const { now, at, speed, simulated } = time;
    this.overview.setClock({ systemTime: now, at, speed, timeZone, simulated });
    this.clock.set('clock', this.overview.topic.get('clock'));
  }

  /** Stored detections: of the running day for the counts, the newest of any day for the list. */
  applyStored(detections: readonly Detection[]): void {
    for (const detection of detections) {
      this.detections.add(detection);
      this.#addToday(detection);
    }
  }

  /** What earlier days say about the running one. Of another day it comes too late and is ignored. */
  applyHistory(history: DayHistory): void {
    if (history.day !== this.#day) return;
    const { chainOf } = placesIn(this.#reference);
    this.#yesterday = new ComparisonDay(history.yesterday, chainOf);
    this.#lastWeek = new ComparisonDay(history.lastWeek, chainOf);
    this.#usual = history.usual;
    this.#advanceComparisons();
    this.#touchAll();
  }

  /** Brings the overview up to date with everything applied since the last call. */
  refresh(): void {
    const known = new Set(this.#overviewAreas());
    for (const areaId of this.#dirtyAreas)
      if (known.has(areaId)) this.overview.setArea(this.#areaNow(areaId));
    for (const hotspotId of this.#dirtyHotspots) {
      if (this.#reference.hotspotById.get(hotspotId)?.type === 'campus') this.#refreshHotspot(hotspotId);
    }
    if (this.#flowsChanged) this.overview.setFlows(this.#today.flows());
    this.#dirtyAreas.clear();
    this.#dirtyHotspots.clear();
    this.#flowsChanged = false;
  }

  #areaNow(areaId: string) {
    return areaEntry(areaId, this.#counters, {
      day: this.#day,
      homecomings: this.#today.homecomings(areaId),
      homecomingsYesterday: this.#yesterday?.count(areaId) ?? null,
      homecomingsLastWeek: this.#lastWeek?.count(areaId) ?? null,
    });
  }

  #refreshHotspot(hotspotId: string): void {
    const quarter = this.#counters.hotspots.get(hotspotId)?.quarter;
    const minute = quarter === undefined ? null : this.#local.minuteOfDay(quarter);
    const usual = this.#usual.get(hotspotId)?.find((range) => range.minuteOfDay === minute);
    this.overview.setHotspot(
      hotspotEntry(hotspotId, this.#counters, this.#today.newcomers(hotspotId), usual),
    );
  }

  #addToday(detection: Detection): void {
    if (this.#local.day(Date.parse(detection.eventTime)) !== this.#day || !this.#today.add(detection)) return;
    if (detection.areaId !== null)
      for (const areaId of this.#chain(detection.areaId)) this.#dirtyAreas.add(areaId);
    if (detection.hotspotId !== null) this.#dirtyHotspots.add(detection.hotspotId);
    this.#flowsChanged = true;
  }

  #moveTo(watermark: number | null): void {
    if (watermark === null || (this.#watermark !== null && watermark <= this.#watermark)) return;
    this.#watermark = watermark;
    const day = this.#local.day(watermark);
    if (day !== this.#day) this.#startDay(day);
    this.#advanceComparisons();
  }

  #startDay(day: string): void {
    this.#day = day;
    this.#today = new TodayDetections(placesIn(this.#reference));
    this.#yesterday = null;
    this.#lastWeek = null;
    this.#usual = new Map();
    this.#touchAll();
  }

  #advanceComparisons(): void {
    if (this.#watermark === null) return;
    const minute = this.#local.minuteOfDay(this.#watermark);
    for (const day of [this.#yesterday, this.#lastWeek]) {
      for (const areaId of day?.advance(minute) ?? []) this.#dirtyAreas.add(areaId);
    }
  }

  #touchAll(): void {
    for (const areaId of this.#overviewAreas()) this.#dirtyAreas.add(areaId);
    for (const hotspotId of this.#campuses()) this.#dirtyHotspots.add(hotspotId);
    this.#flowsChanged = true;
  }

  /** Every area down to townships; grids would be too many. */
  #overviewAreas(): string[] {
    return this.#reference.areas.areas.filter((area) => area.level !== 'grid').map((area) => area.areaId);
  }

  #campuses(): string[] {
    return this.#reference.hotspots.filter(isCampus).map((hotspot) => hotspot.hotspotId);
  }

  #chain(areaId: string): readonly string[] {
    return this.#reference.areas.chain(areaId).map((area) => area.areaId);
  }
}

function isCampus(hotspot: HotspotDto): boolean {
  return hotspot.type === 'campus';
}
