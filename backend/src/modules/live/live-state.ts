import type { AreaNow, Detection, HotspotNow, LiveCounters } from '@tidewall/streams';
import type { LocalTime } from '../calendar/index.ts';
import {
  campusesNow,
  CoveredAreas,
  MinuteBoard,
  shownFlows,
  shownNewcomers,
  ShownPeople,
  type MinuteOfAreas,
  type PeopleOfArea,
  type ShownCampuses,
} from '../headcounts/index.ts';
import type { PipelineOutput, PipelineStatus } from '../pipeline/pipeline.types.ts';
import type { ReferenceModel } from '../reference/reference.types.ts';
import { DetectionsTopic } from './detections-topic.ts';
import {
  exactArea,
  exactHotspot,
  NewestCounters,
  OverviewTopic,
  shownArea,
  shownHotspot,
} from './overview-topic.ts';
import { combinedWatermark, pipelineEntries } from './pipeline-entries.ts';
import { RunningDay, type DayHistory } from './running-day.ts';
import { Topic } from './topic.ts';

export interface SystemTime {
  readonly now: number;
  /** The server's own time at that moment, epoch milliseconds. */
  readonly at: number;
  readonly speed: number;
  readonly simulated: boolean;
}

/**
 * What the topics `overview`, `detections` and `pipeline` hold, kept by what the pipeline gives out. Event time decides
 * which day is running: the watermark's, or before the first event the clock's.
 *
 * Counts of people are known here to the unit and leave as they may be shown: `judge` decides that of all areas together.
 */
export class LiveState {
  readonly overview = new OverviewTopic();
  readonly detections = new DetectionsTopic();
  readonly pipeline = new Topic('pipeline');
  /** The clock of `overview` alone, for those who need nothing else of it. */
  readonly clock = new Topic('clock');
  readonly #local: LocalTime;
  readonly #k: number;
  readonly #counters = new NewestCounters();
  readonly #board = new MinuteBoard();
  readonly #day: RunningDay;
  readonly #dirtyAreas = new Set<string>();
  readonly #dirtyHotspots = new Set<string>();
  #reference: ReferenceModel;
  #people: ShownPeople;
  #newcomers: ShownCampuses;
  #judgedVersion = 0;
  #detectionsChanged = true;
  #watermark: number | null = null;

  /** `k`: counts of people below it are not told; 1: everything is told as it comes. */
  constructor(local: LocalTime, reference: ReferenceModel, nowMs: number, k: number) {
    this.#local = local;
    this.#k = k;
    this.#reference = reference;
    this.#day = new RunningDay(local, reference, local.day(nowMs));
    this.#people = new ShownPeople(new CoveredAreas(reference.areas), k);
    this.#newcomers = this.#judgedNewcomers();
    this.overview.setPrivacy({ k });
    this.judge();
    this.#touchAll();
  }

  /** The running local day, YYYY-MM-DD. */
  get day(): string {
    return this.#day.day;
  }

  get watermark(): number | null {
    return this.#watermark;
  }

  /** What may be told of the people of an area, whatever its level. */
  people(areaId: string): PeopleOfArea {
    return this.#people.of(areaId);
  }

  setReference(reference: ReferenceModel): void {
    this.#reference = reference;
    this.#day.setReference(reference);
    this.#people = new ShownPeople(new CoveredAreas(reference.areas), this.#k);
    this.#judgedVersion = 0;
    this.#touchAll();
    const known = [
      ...this.#overviewAreas().map((id) => `area/${id}`),
      ...this.#campuses().map((id) => `hotspot/${id}`),
    ];
    this.overview.retain(new Set(known));
  }

  applyOutput(output: PipelineOutput): void {
    this.#moveTo(output.watermark);
    this.#board.apply(output.windows);
    // Whoever has none of a quarter of an hour had nobody in it.
    if (output.windows.some(({ kind, size }) => kind === 'hotspot' && size === '15m'))
      for (const hotspotId of this.#campuses()) this.#dirtyHotspots.add(hotspotId);
    this.applyStored(output.detections);
  }

  applyCounters(counters: LiveCounters): void {
    this.#moveTo(combinedWatermark(counters.sources));
    this.#counters.apply(counters);
    for (const { areaId } of counters.shares) this.#dirtyAreas.add(areaId);
    // What runs is told only where counts are not protected.
    if (this.#k > 1) return;
    for (const { areaId } of counters.areas) this.#dirtyAreas.add(areaId);
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

  /** Detections from the stream or the store: of the running day for the counts, the newest of any day for the list. */
  applyStored(detections: readonly Detection[]): void {
    for (const detection of detections) {
      this.detections.add(detection);
      this.#addToday(detection);
    }
  }

  /** The newest minute that the store has, until the stream has given one out. */
  applyMinute(minute: MinuteOfAreas): void {
    if (this.#people.minute === null) this.#people.setMinute(minute);
  }

  /** What earlier days say about the running one. Of another day it comes too late and is ignored. */
  applyHistory(history: DayHistory): void {
    if (this.#day.applyHistory(history, this.#watermark)) this.#touchAll();
  }

  /** Decides anew what may be shown of people. To be called at most once a second: it looks at all areas. */
  judge(): void {
    if (this.#board.version !== this.#judgedVersion) {
      const minute = this.#board.newest(this.#watermark);
      if (minute !== null) this.#people.setMinute(minute);
      this.#judgedVersion = this.#board.version;
    }
    for (const which of this.#day.takeChanged()) this.#people.setDay(which, this.#day.counts(which));
    for (const areaId of this.#people.takeChanged()) this.#dirtyAreas.add(areaId);
    if (!this.#detectionsChanged) return;
    this.#detectionsChanged = false;
    this.#newcomers = this.#judgedNewcomers();
    this.overview.setFlows(shownFlows(this.#day.flows(), this.#k));
    this.overview.setCampuses(campusesNow(this.#newcomers));
    for (const hotspotId of this.#campuses()) this.#dirtyHotspots.add(hotspotId);
  }

  /** Brings the overview up to date with everything applied or judged since the last call. */
  refresh(): void {
    const known = new Set(this.#overviewAreas());
    for (const areaId of this.#dirtyAreas) {
      if (known.has(areaId)) this.overview.setArea(this.#areaNow(areaId));
    }
    for (const hotspotId of this.#dirtyHotspots) {
      const hotspot = this.#k > 1 ? this.shownHotspot(hotspotId) : this.exactHotspot(hotspotId);
      if (hotspot !== null) this.overview.setHotspot(hotspot);
    }
    this.#dirtyAreas.clear();
    this.#dirtyHotspots.clear();
  }

  /** To the unit, for programs; null: there is no such area. */
  exactArea(areaId: string): AreaNow | null {
    if (this.#reference.areas.get(areaId) === undefined) return null;
    const count = (which: Parameters<RunningDay['counts']>[0]): number | null => {
      const counts = this.#day.counts(which);
      return counts === null ? null : (counts.get(areaId) ?? 0);
    };
    return exactArea(areaId, this.#counters, {
      day: this.day,
      homecomings: count('homecomings') ?? 0,
      homecomingsYesterday: count('homecomingsYesterday'),
      homecomingsLastWeek: count('homecomingsLastWeek'),
    });
  }

  /** To the unit, for programs; null: there is no such campus. */
  exactHotspot(hotspotId: string): HotspotNow | null {
    if (this.#reference.hotspotById.get(hotspotId)?.type !== 'campus') return null;
    const quarter = this.#counters.hotspots.get(hotspotId)?.quarter;
    const usual = quarter === undefined ? undefined : this.#day.usual(hotspotId, quarter);
    return exactHotspot(hotspotId, this.#counters, this.#day.newcomers(hotspotId), usual);
  }

  /** What may be told of a campus, of its last whole quarter of an hour; null: there is no such campus. */
  shownHotspot(hotspotId: string): HotspotNow | null {
    if (this.#reference.hotspotById.get(hotspotId)?.type !== 'campus') return null;
    const quarter = this.#board.quarter(hotspotId);
    const usual = quarter === null ? undefined : this.#day.usual(hotspotId, quarter.startMs);
    return shownHotspot(hotspotId, quarter, this.#newcomers, usual, this.#k);
  }

  #areaNow(areaId: string): AreaNow {
    const exact = this.#k > 1 ? null : this.exactArea(areaId);
    return exact ?? shownArea(areaId, this.#people.of(areaId), this.#counters, this.day);
  }

  #judgedNewcomers(): ShownCampuses {
    const counts = (kind: 'own' | 'rival'): ReadonlyMap<string, number> =>
      new Map(this.#campuses().map((hotspotId) => [hotspotId, this.#day.newcomers(hotspotId)[kind]]));
    return { own: shownNewcomers(counts('own'), this.#k), rival: shownNewcomers(counts('rival'), this.#k) };
  }

  #addToday(detection: Detection): void {
    if (!this.#day.add(detection)) return;
    this.#detectionsChanged = true;
    if (this.#k > 1) return;
    if (detection.areaId !== null)
      for (const areaId of this.#chain(detection.areaId)) this.#dirtyAreas.add(areaId);
    if (detection.hotspotId !== null) this.#dirtyHotspots.add(detection.hotspotId);
  }

  #moveTo(watermark: number | null): void {
    if (watermark === null || (this.#watermark !== null && watermark <= this.#watermark)) return;
    this.#watermark = watermark;
    if (this.#day.moveTo(watermark)) this.#touchAll();
  }

  #touchAll(): void {
    for (const areaId of this.#overviewAreas()) this.#dirtyAreas.add(areaId);
    for (const hotspotId of this.#campuses()) this.#dirtyHotspots.add(hotspotId);
    this.#detectionsChanged = true;
  }

  /** Every area down to townships; grids would be too many. */
  #overviewAreas(): string[] {
    return this.#reference.areas.areas.filter((area) => area.level !== 'grid').map((area) => area.areaId);
  }

  #campuses(): string[] {
    return this.#reference.hotspots.filter(({ type }) => type === 'campus').map((campus) => campus.hotspotId);
  }

  #chain(areaId: string): readonly string[] {
    return this.#reference.areas.chain(areaId).map((area) => area.areaId);
  }
}
