import type { Stateful } from '../detectors/detector.ts';
import type { Reference } from '../reference/reference.ts';
import { QUARTER_MS } from '../time/quarters.ts';
import { FLAG_FOREIGN, FLAG_LATE } from './event-columns.ts';
import type { OrderedBatch } from './ordered-batch.ts';
import { PairSet } from './pair-set.ts';
import type { SnapshotReader, SnapshotWriter } from './snapshot.ts';

/** Distinct subscribers of a shard at a campus in a quarter of an hour that is over. */
export interface CampusQuarter {
  /** Epoch ms. */
  readonly start: number;
  /** Hotspot index. */
  readonly campus: number;
  readonly subscribers: number;
}

/**
 * Distinct subscribers by campus and quarter of an hour, from events that were in time. Published windows take late ones
 * too and are revised; what is judged once must not depend on them.
 */
export class CampusQuarters implements Stateful {
  readonly #pairs = new PairSet();
  /** By hotspot index. */
  #counts = new Uint32Array(64);
  #start = Number.NEGATIVE_INFINITY;
  #end = Number.NEGATIVE_INFINITY;

  get bytes(): number {
    return this.#pairs.bytes + this.#counts.byteLength;
  }

  /** Counts a batch in order; quarters that are over by the watermark go to `out`. */
  collect(batch: OrderedBatch, reference: Reference, watermark: number, out: CampusQuarter[]): void {
    const { cell, flags, time } = batch.events;
    const { cellCampuses } = reference;
    for (let row = 0; row < batch.length; row++) {
      const at = cell[row]!;
      if (at < 0) continue;
      const campuses = cellCampuses[at];
      if (campuses === undefined || campuses.length === 0) continue;
      if ((flags[row]! & (FLAG_LATE | FLAG_FOREIGN)) !== 0) continue;
      if (time[row]! >= this.#end) this.#turn(time[row]!, out);
      for (let i = 0; i < campuses.length; i++) this.#count(batch.subscriber[row]!, campuses[i]!);
    }
    if (this.#end <= watermark) this.#close(out);
  }

  #count(subscriber: number, campus: number): void {
    if (!this.#pairs.add(subscriber, campus)) return;
    if (campus >= this.#counts.length) this.#reserve(campus);
    this.#counts[campus]!++;
  }

  #reserve(campus: number): void {
    const counts = new Uint32Array(Math.max(campus + 1, this.#counts.length * 2));
    counts.set(this.#counts);
    this.#counts = counts;
  }

  #turn(time: number, out: CampusQuarter[]): void {
    this.#close(out);
    this.#start = Math.floor(time / QUARTER_MS) * QUARTER_MS;
    this.#end = this.#start + QUARTER_MS;
  }

  #close(out: CampusQuarter[]): void {
    if (this.#pairs.size === 0) return;
    for (let campus = 0; campus < this.#counts.length; campus++) {
      const subscribers = this.#counts[campus]!;
      if (subscribers > 0) out.push({ start: this.#start, campus, subscribers });
    }
    this.#pairs.clear();
    this.#counts.fill(0);
  }

  snapshot(writer: SnapshotWriter): void {
    writer.json('start', Number.isFinite(this.#start) ? this.#start : null);
    this.#pairs.snapshot(writer);
  }

  restore(reader: SnapshotReader): void {
    this.#start = reader.json<number | null>('start') ?? Number.NEGATIVE_INFINITY;
    this.#end = this.#start + QUARTER_MS;
    this.#pairs.clear();
    this.#counts.fill(0);
    PairSet.read(reader, (subscriber, campus) => this.#count(subscriber, campus));
  }
}
