import { OWN_NEW, type FactBatch } from '../../state/facts.ts';
import type { SnapshotReader, SnapshotWriter } from '../../state/snapshot.ts';
import type { NetworkContext } from '../detector.ts';
import { RULES } from '../rules.ts';
import { NewNumberLog } from './new-number-log.ts';
import { ShareDayCounts } from './share-counts.ts';

/** Longest baseline that may be asked for. */
const KEPT_DAYS = RULES['share-drop/sudden'].trailingDays.max;

/** A day's counts that changed since they were last taken. */
export interface ChangedShares {
  readonly counts: ShareDayCounts;
  readonly areas: ReadonlySet<number>;
  readonly final: boolean;
}

/** Areas whose counts an instant changed, with the rivals whose two-party share changed. */
export interface TouchedShares {
  readonly day: number;
  readonly areas: ReadonlyMap<number, ReadonlySet<number>>;
}

/** New numbers by area and local day, over facts in order from all shards: what all share rules look at. */
export class NewShares {
  /** Every new number of the last days. */
  readonly log = new NewNumberLog();
  readonly #context: NetworkContext;
  readonly #days = new Map<number, ShareDayCounts>();
  readonly #changed = new Map<number, Set<number>>();
  #closedDay = Number.NEGATIVE_INFINITY;
  #revision = 0;

  constructor(context: NetworkContext) {
    this.#context = context;
  }

  get bytes(): number {
    let areas = 0;
    for (const day of this.#days.values()) areas += day.areas.size;
    return areas * 200 + this.log.bytes;
  }

  /** Counts of a day that has not been taken after its close. */
  day(day: number): ShareDayCounts {
    let counts = this.#days.get(day);
    if (!counts) this.#days.set(day, (counts = new ShareDayCounts(day)));
    return counts;
  }

  /** Counts of the newest day on which a number was new; null before the first. */
  newestDay(): ShareDayCounts | null {
    let newest: ShareDayCounts | null = null;
    for (const counts of this.#days.values()) if (!newest || counts.day > newest.day) newest = counts;
    return newest;
  }

  /** Counts the facts of one instant; null when none of them is a new number. */
  count(facts: FactBatch, from: number, to: number, time: number): TouchedShares | null {
    let touched: Map<number, Set<number>> | null = null;
    let day = 0;
    for (let row = from; row < to; row++) {
      const own = facts.kind[row] === OWN_NEW;
      if ((!own && facts.appears[row] === 0) || facts.area[row]! < 0) continue;
      if (touched === null) day = this.#context.zone.dayOf(time);
      // A late fact of a day that is over by now changes nothing: the day is closed, or about to be.
      const over = facts.time[row]! < time && this.#context.zone.dayOf(facts.time[row]!) !== day;
      if (over || day <= this.#closedDay) continue;
      touched ??= new Map();
      this.#add(day, time, facts.area[row]!, own ? -1 : facts.operator[row]!, touched);
    }
    return touched && { day, areas: touched };
  }

  #add(day: number, time: number, lowest: number, operator: number, touched: Map<number, Set<number>>): void {
    const counts = this.day(day);
    const chain = this.#context.reference().areas.chain(lowest);
    this.log.add(day, time - this.#context.zone.dayStart(day), lowest, operator);
    counts.add(chain, operator);
    const changed = this.#changedOn(day);
    for (const area of chain) {
      let rivals = touched.get(area);
      if (!rivals) touched.set(area, (rivals = new Set()));
      if (operator >= 0) rivals.add(operator);
      else for (const rival of counts.at(area).rivals.keys()) rivals.add(rival);
      changed.add(area);
    }
  }

  /** Days with counts whose end has come, oldest first, each with the moment of its close; they are closed then. */
  *closing(watermark: number): Iterable<{ counts: ShareDayCounts; close: number }> {
    for (const day of [...this.#days.keys()].sort((a, b) => a - b)) {
      const close = this.#context.zone.dayStart(day + 1);
      if (close > watermark || day <= this.#closedDay) continue;
      const counts = this.day(day);
      const changed = this.#changedOn(day);
      for (const area of counts.areas.keys()) changed.add(area);
      yield { counts, close };
      this.#closedDay = day;
      this.log.forgetBefore(day - KEPT_DAYS);
    }
  }

  /** Counts changed since the last call, for the store; days that are closed for good are forgotten. */
  takeChanged(): { revision: number; changed: ChangedShares[] } {
    const changed: ChangedShares[] = [];
    for (const [day, areas] of [...this.#changed].sort(([a], [b]) => a - b)) {
      const counts = this.#days.get(day);
      if (counts) changed.push({ counts, areas, final: day <= this.#closedDay });
    }
    this.#changed.clear();
    for (const day of this.#days.keys()) if (day <= this.#closedDay) this.#days.delete(day);
    if (changed.length > 0) this.#revision++;
    return { revision: this.#revision, changed };
  }

  #changedOn(day: number): Set<number> {
    let changed = this.#changed.get(day);
    if (!changed) this.#changed.set(day, (changed = new Set()));
    return changed;
  }

  snapshot(writer: SnapshotWriter): void {
    writer.json(
      'days',
      [...this.#days.values()].map((day) => day.snapshot()),
    );
    writer.json(
      'changed',
      [...this.#changed].map(([day, areas]) => [day, [...areas]]),
    );
    writer.json('closedDay', Number.isFinite(this.#closedDay) ? this.#closedDay : null);
    writer.json('revision', this.#revision);
    this.log.snapshot(writer.scope('log'));
  }

  restore(reader: SnapshotReader): void {
    this.#days.clear();
    this.#changed.clear();
    for (const saved of reader.json<unknown[]>('days')) {
      const counts = ShareDayCounts.restore(saved);
      this.#days.set(counts.day, counts);
    }
    for (const [day, areas] of reader.json<[number, number[]][]>('changed'))
      this.#changed.set(day, new Set(areas));
    this.#closedDay = reader.json<number | null>('closedDay') ?? Number.NEGATIVE_INFINITY;
    this.#revision = reader.json('revision');
    this.log.restore(reader.scope('log'));
  }
}
