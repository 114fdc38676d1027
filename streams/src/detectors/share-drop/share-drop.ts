import { OWN_NEW, type FactBatch } from '../../state/facts.ts';
import type { SnapshotReader, SnapshotWriter } from '../../state/snapshot.ts';
import type { EventTimeProgress } from '../../time/watermarks.ts';
import type { DetectionDraft, Emit, NetworkContext, NetworkDetector } from '../detector.ts';
import type { Thresholds } from '../rules.ts';
import { belowThresholdDraft, type Judgement } from './evidence.ts';
import { ShareDayCounts, rivalTotal } from './share-counts.ts';
import { wilsonInterval } from './wilson.ts';

/** All rivals together, as a party. */
const THREE_PARTY = -1;

interface Begun {
  /** When the rule became true while the day ran, epoch ms. */
  readonly time: number;
  readonly threshold: number;
  readonly version: string;
}

/** A day's counts that changed since they were last taken. */
export interface ChangedShares {
  readonly counts: ShareDayCounts;
  readonly areas: ReadonlySet<number>;
  readonly final: boolean;
}

/**
 * share-drop/below-threshold (docs/detectors.md, Share): share of new customers of an area on a day against one rival
 * (two-party) and against all (three-party). Judged after all facts of an instant, and at the close of the day. One
 * stage for the whole network, over facts in order from all shards.
 */
export class ShareDrop implements NetworkDetector {
  readonly name = 'share-drop/below-threshold';
  readonly #context: NetworkContext;
  readonly #days = new Map<number, ShareDayCounts>();
  /** `day area party` → how it began. */
  readonly #begun = new Map<string, Begun>();
  readonly #changed = new Map<number, Set<number>>();
  #closedDay = Number.NEGATIVE_INFINITY;

  constructor(context: NetworkContext) {
    this.#context = context;
  }

  get bytes(): number {
    let areas = 0;
    for (const day of this.#days.values()) areas += day.areas.size;
    return areas * 200;
  }

  /** The threshold in force for an area now. */
  thresholdOf(area: number, time: number): number {
    return this.#rule(area, time).values.threshold;
  }

  /** Closes the days that the watermark has passed. */
  advance(progress: EventTimeProgress, emit: Emit): void {
    const { zone } = this.#context;
    for (const day of [...this.#days.keys()].sort((a, b) => a - b)) {
      const close = zone.dayStart(day + 1);
      if (close > progress.watermark || day <= this.#closedDay) continue;
      this.#closeDay(day, close, emit);
      this.#closedDay = day;
    }
  }

  /** Counts changed since the last call, for the store; days that are closed for good are forgotten. */
  takeChanged(): ChangedShares[] {
    const changed: ChangedShares[] = [];
    for (const [day, areas] of [...this.#changed].sort(([a], [b]) => a - b)) {
      const counts = this.#days.get(day);
      if (counts) changed.push({ counts, areas, final: day <= this.#closedDay });
    }
    this.#changed.clear();
    for (const day of this.#days.keys()) if (day <= this.#closedDay) this.#days.delete(day);
    return changed;
  }

  /** Counts of the newest day on which a number was new; null before the first. */
  newestDay(): ShareDayCounts | null {
    let newest: ShareDayCounts | null = null;
    for (const counts of this.#days.values()) if (!newest || counts.day > newest.day) newest = counts;
    return newest;
  }

  /** Whether a three-party detection stands for the area on the day. */
  isBelow(day: number, area: number): boolean {
    return this.#begun.has(keyOf(day, area, THREE_PARTY));
  }

  instant(facts: FactBatch, from: number, to: number, time: number, emit: Emit): void {
    const { areas } = this.#context.reference();
    const day = this.#context.zone.dayOf(time);
    const touched = new Map<number, Set<number>>();
    for (let row = from; row < to; row++) {
      const own = facts.kind[row] === OWN_NEW;
      if (!own && facts.appears[row] === 0) continue;
      // A late fact of a day that is over by now changes nothing: the day is closed, or about to be.
      const over = facts.time[row]! < time && this.#context.zone.dayOf(facts.time[row]!) !== day;
      if (facts.area[row]! < 0 || over || day <= this.#closedDay) continue;
      const chain = areas.chain(facts.area[row]!);
      this.#day(day).add(chain, own ? -1 : facts.operator[row]!);
      for (const area of chain) this.#touch(touched, day, area, own ? null : facts.operator[row]!);
    }
    for (const [area, operators] of touched) {
      for (const party of [THREE_PARTY, ...operators]) this.#judge(day, area, party, time, emit);
    }
  }

  /** Marks the area as changed and notes whose two-party share changed: that of the rival, or all when we grew. */
  #touch(touched: Map<number, Set<number>>, day: number, area: number, operator: number | null): void {
    let parties = touched.get(area);
    if (!parties) touched.set(area, (parties = new Set()));
    if (operator !== null) parties.add(operator);
    else for (const rival of this.#day(day).at(area).rivals.keys()) parties.add(rival);
    let changed = this.#changed.get(day);
    if (!changed) this.#changed.set(day, (changed = new Set()));
    changed.add(area);
  }

  #day(day: number): ShareDayCounts {
    let counts = this.#days.get(day);
    if (!counts) this.#days.set(day, (counts = new ShareDayCounts(day)));
    return counts;
  }

  /** The provisional rule, at an instant while the day runs. */
  #judge(day: number, area: number, party: number, time: number, emit: Emit): void {
    const key = keyOf(day, area, party);
    if (this.#begun.has(key)) return;
    const { values, version } = this.#rule(area, time);
    const judgement = this.#measure(day, area, party, values.threshold);
    if (judgement.n < values.minNew || judgement.interval[1] >= values.threshold) return;
    this.#begun.set(key, { time, threshold: values.threshold, version });
    emit(this.#draft(judgement, time, 0, null, version));
  }

  #measure(day: number, area: number, party: number, threshold: number): Judgement {
    const share = this.#day(day).at(area);
    const rivalNew = party === THREE_PARTY ? rivalTotal(share) : (share.rivals.get(party) ?? 0);
    const n = share.own + rivalNew;
    return {
      day,
      area,
      party,
      ownNew: share.own,
      rivalNew,
      n,
      interval: wilsonInterval(share.own, n),
      threshold,
    };
  }

  #closeDay(day: number, close: number, emit: Emit): void {
    const counts = this.#day(day);
    this.#changed.set(day, new Set(counts.areas.keys()));
    for (const [area, share] of counts.areas) {
      for (const party of [THREE_PARTY, ...share.rivals.keys()]) {
        const key = keyOf(day, area, party);
        const begun = this.#begun.get(key);
        const { values, version } = this.#rule(area, close);
        const judgement = this.#measure(day, area, party, begun?.threshold ?? values.threshold);
        this.#begun.delete(key);
        if (begun) emit(this.#draft(judgement, begun.time, 1, close, begun.version));
        else if (judgement.n >= values.minNew && judgement.ownNew / judgement.n < values.threshold) {
          emit(this.#draft(judgement, close, 0, close, version));
        }
      }
    }
  }

  #rule(area: number, time: number): { values: Thresholds<'share-drop/below-threshold'>; version: string } {
    return this.#context.reference().thresholds.at('share-drop/below-threshold', area, time);
  }

  #draft(
    judgement: Judgement,
    time: number,
    revision: number,
    closedAt: number | null,
    version: string,
  ): DetectionDraft {
    const { register } = this.#context;
    const registerAgeDays = Math.max(0, Math.floor((time - register.since) / 86_400_000));
    return belowThresholdDraft({
      reference: this.#context.reference(),
      zone: this.#context.zone,
      counts: this.#day(judgement.day),
      judgement,
      time,
      revision,
      closedAt,
      registerAgeDays,
      registerYoung: registerAgeDays < register.seenDays,
      version,
    });
  }

  snapshot(writer: SnapshotWriter): void {
    writer.json(
      'days',
      [...this.#days.values()].map((day) => day.snapshot()),
    );
    writer.json('begun', [...this.#begun]);
    writer.json(
      'changed',
      [...this.#changed].map(([day, areas]) => [day, [...areas]]),
    );
    writer.json('closedDay', Number.isFinite(this.#closedDay) ? this.#closedDay : null);
  }

  restore(reader: SnapshotReader): void {
    this.#days.clear();
    this.#begun.clear();
    this.#changed.clear();
    for (const saved of reader.json<unknown[]>('days')) {
      const counts = ShareDayCounts.restore(saved);
      this.#days.set(counts.day, counts);
    }
    for (const [key, begun] of reader.json<[string, Begun][]>('begun')) this.#begun.set(key, begun);
    for (const [day, areas] of reader.json<[number, number[]][]>('changed'))
      this.#changed.set(day, new Set(areas));
    this.#closedDay = reader.json<number | null>('closedDay') ?? Number.NEGATIVE_INFINITY;
  }
}

function keyOf(day: number, area: number, party: number): string {
  return `${day} ${area} ${party}`;
}
