import type { ActiveDay } from '../../state/active-numbers.ts';
import { CONTACT, RIVAL, type FactBatch } from '../../state/facts.ts';
import type { SnapshotReader, SnapshotWriter } from '../../state/snapshot.ts';
import type { EventTimeProgress } from '../../time/watermarks.ts';
import type { NetworkContext, NetworkDetector } from '../detector.ts';
import type { SeenCounts } from './chao1.ts';
import { ALL_RIVALS, RivalDay } from './rival-day.ts';

/** What was counted of an area on a day that is over, against one rival or all. */
export interface ActiveCounts {
  readonly day: number;
  readonly area: number;
  /** Operator index of the rival, ALL_RIVALS for all. */
  readonly operator: number;
  /** Numbers of ours that communicated there. */
  readonly own: number;
  /** Rival numbers that communicated with ours there. */
  readonly rivals: SeenCounts;
  /** A covering source was out at some time of the day. */
  readonly outage: boolean;
}

const NOBODY: SeenCounts = { seen: 0, once: 0, twice: 0, sightings: 0 };

/**
 * Active numbers of a local day by area: ours from the shards, rivals as far as they communicated with ours. Given out
 * once, when the day closes; a metric, no detection (docs/statistics.md, Active share).
 */
export class ActiveShare implements NetworkDetector {
  readonly name = 'active-share';
  readonly #context: NetworkContext;
  readonly #rivals = new Map<number, RivalDay>();
  /** Day → area → numbers. */
  readonly #own = new Map<number, Map<number, number>>();
  #day = Number.NEGATIVE_INFINITY;
  #dayEnd = Number.NEGATIVE_INFINITY;
  #running: RivalDay | null = null;
  #expected = 0;
  #closed: ActiveCounts[] = [];

  constructor(context: NetworkContext) {
    this.#context = context;
  }

  get bytes(): number {
    let bytes = 0;
    for (const day of this.#rivals.values()) bytes += day.bytes;
    for (const areas of this.#own.values()) bytes += areas.size * 40;
    return bytes;
  }

  /** Numbers of ours of days that are over in a shard. */
  addOwn(days: readonly ActiveDay[]): void {
    for (const { day, areas, numbers } of days) {
      let sums = this.#own.get(day);
      if (!sums) this.#own.set(day, (sums = new Map<number, number>()));
      for (const [at, area] of areas.entries()) sums.set(area, (sums.get(area) ?? 0) + numbers[at]!);
    }
  }

  instant(facts: FactBatch, from: number, to: number, time: number): void {
    for (let row = from; row < to; row++) {
      if (facts.kind[row] !== CONTACT || (facts.flags[row]! & RIVAL) === 0 || facts.area[row]! < 0) continue;
      if (time >= this.#dayEnd) this.#begin(time);
      const late = facts.time[row]! < time && this.#context.zone.dayOf(facts.time[row]!) !== this.#day;
      if (!late) this.#running?.add(facts.number[row]!, facts.operator[row]!, facts.area[row]!);
    }
  }

  #begin(time: number): void {
    const { zone } = this.#context;
    this.#day = zone.dayOf(time);
    this.#dayEnd = zone.dayStart(this.#day + 1);
    this.#running = new RivalDay(this.#expected);
    this.#rivals.set(this.#day, this.#running);
  }

  /** Closes the days that the watermark has passed. */
  advance(progress: EventTimeProgress): void {
    if (this.#rivals.size === 0 && this.#own.size === 0) return;
    const { zone } = this.#context;
    const days = [...new Set([...this.#rivals.keys(), ...this.#own.keys()])].sort((a, b) => a - b);
    for (const day of days) {
      const close = zone.dayStart(day + 1);
      if (close <= progress.watermark) this.#close(day, close);
    }
  }

  #close(day: number, close: number): void {
    const { areas } = this.#context.reference();
    const begin = this.#context.zone.dayStart(day);
    const rivals = this.#rivals.get(day);
    const tallies = rivals?.tallies(areas) ?? new Map<number, Map<number, SeenCounts>>();
    const own = this.#own.get(day) ?? new Map<number, number>();
    for (const area of new Set([...own.keys(), ...tallies.keys()])) {
      const common = {
        day,
        area,
        own: own.get(area) ?? 0,
        outage: this.#context.isOut(['usage'], area, begin, close - 1),
      };
      const byOperator = tallies.get(area) ?? new Map([[ALL_RIVALS, NOBODY]]);
      for (const [operator, seen] of byOperator) this.#closed.push({ ...common, operator, rivals: seen });
    }
    this.#expected = rivals?.size ?? 0;
    this.#rivals.delete(day);
    this.#own.delete(day);
    if (day !== this.#day) return;
    this.#running = null;
    this.#dayEnd = Number.NEGATIVE_INFINITY;
  }

  /** Counts of the days closed since the last call. */
  takeClosed(): ActiveCounts[] {
    const closed = this.#closed;
    this.#closed = [];
    return closed;
  }

  snapshot(writer: SnapshotWriter): void {
    writer.json('day', this.#running === null ? null : this.#day);
    writer.json('expected', this.#expected);
    writer.json(
      'own',
      [...this.#own].map(([day, areas]) => [day, [...areas]]),
    );
    writer.json('days', [...this.#rivals.keys()]);
    for (const [day, rivals] of this.#rivals) rivals.snapshot(writer.scope(`rivals/${day}`));
  }

  restore(reader: SnapshotReader): void {
    const { zone } = this.#context;
    const day = reader.json<number | null>('day');
    this.#day = day ?? Number.NEGATIVE_INFINITY;
    this.#dayEnd = day === null ? Number.NEGATIVE_INFINITY : zone.dayStart(day + 1);
    this.#expected = reader.json('expected');
    this.#own.clear();
    for (const [of, areas] of reader.json<[number, [number, number][]][]>('own'))
      this.#own.set(of, new Map(areas));
    this.#rivals.clear();
    for (const of of reader.json<number[]>('days')) {
      const rivals = new RivalDay();
      rivals.restore(reader.scope(`rivals/${of}`));
      this.#rivals.set(of, rivals);
    }
    this.#running = day === null ? null : (this.#rivals.get(day) ?? null);
  }
}
