import type { Stateful } from '../detectors/detector.ts';
import { AREA_LEVELS } from '../reference/areas.ts';
import type { Reference } from '../reference/reference.ts';
import { Column, float64, int32, uint8 } from './column.ts';
import { compactRows } from './compact-rows.ts';
import { VISIT, type FactColumns } from './facts.ts';
import { KeyIndex } from './key-index.ts';
import type { OrderedBatch } from './ordered-batch.ts';
import type { SnapshotReader, SnapshotWriter } from './snapshot.ts';

const COUNTY = AREA_LEVELS.indexOf('county');
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const NEVER = Number.NEGATIVE_INFINITY;
const NOWHERE = -1;
/** No threshold of absence is longer: whoever has been away this long begins another visit as if never seen. */
const FORGET_MS = 366 * DAY_MS;
const FEW = 4_096;

/**
 * Visits of numbers that are not ours and have no home in our provinces, and where they dwell: one VISIT fact at each
 * observation of somebody who dwells, and at the one that ends the dwelling. About 60 bytes a visitor; forgotten after
 * a year of absence. A late observation is used only when it is not older than the last one used of its number.
 */
export class Visits implements Stateful {
  readonly #index = new KeyIndex();
  /** Latest observation anywhere; the latest in the province; the beginning of the visit. */
  readonly #last = new Column(float64, NEVER);
  readonly #lastInside = new Column(float64, NEVER);
  readonly #visit = new Column(float64, NEVER);
  /** The run of observations in one county: which, since when, and whether it is long enough to be a dwell. */
  readonly #county = new Column(int32, NOWHERE);
  readonly #since = new Column(float64, NEVER);
  readonly #dwells = new Column(uint8);
  #sweepAt = FEW;

  get bytes(): number {
    let bytes = this.#index.bytes;
    for (const column of this.#columns()) bytes += column.bytes;
    return bytes;
  }

  /** Looks at an event of a number that is not ours. */
  observe(batch: OrderedBatch, row: number, reference: Reference, out: FactColumns): void {
    const place = batch.place[row]!;
    if (place < 0) return;
    const { areas, ownProvinces } = reference;
    const home = batch.home[row]!;
    if (home >= 0 && ownProvinces.has(areas.province(home))) return;
    const province = areas.province(place);
    if (ownProvinces.has(province)) this.#inside(batch, row, reference, out);
    else this.#elsewhere(batch, row, province < 0 && containsOurs(place, reference), out);
  }

  /** A number has become ours: whatever it was, it visits no more. */
  joined(batch: OrderedBatch, row: number, out: FactColumns): void {
    const at = this.#index.find(batch.events.msisdn[row]!);
    if (at >= 0) this.#leave(at, batch, row, out);
  }

  #inside(batch: OrderedBatch, row: number, reference: Reference, out: FactColumns): void {
    const time = batch.events.time[row]!;
    const place = batch.place[row]!;
    const at = this.#at(batch.events.msisdn[row]!, time);
    if (time < this.#last.values[at]!) return;
    this.#last.values[at] = time;
    const dwelt = this.#dwells.values[at] === 1;
    const { minAbsentDays } = reference.thresholds.at('homecoming/inbound', place, time).values;
    if (time - this.#lastInside.values[at]! >= minAbsentDays * DAY_MS) {
      this.#visit.values[at] = time;
      this.#begin(at, NOWHERE, time);
    }
    this.#lastInside.values[at] = time;
    const county = reference.areas.ancestorAt(place, COUNTY);
    if (county >= 0) this.#stay(at, county, time, reference);
    if (dwelt || this.#dwells.values[at] === 1) this.#tell(at, batch, row, out);
  }

  #stay(at: number, county: number, time: number, reference: Reference): void {
    if (county !== this.#county.values[at]!) return this.#begin(at, county, time);
    if (this.#dwells.values[at] === 1) return;
    const { minDwellMinutes } = reference.thresholds.at('homecoming/inbound', county, time).values;
    if (time - this.#since.values[at]! >= minDwellMinutes * MINUTE_MS) this.#dwells.values[at] = 1;
  }

  /** Outside the province, or `around` it: in the country, say, which says nothing about the dwell. */
  #elsewhere(batch: OrderedBatch, row: number, around: boolean, out: FactColumns): void {
    const time = batch.events.time[row]!;
    const at = this.#index.find(batch.events.msisdn[row]!);
    if (at < 0 || time < this.#last.values[at]!) return;
    this.#last.values[at] = time;
    if (!around) this.#leave(at, batch, row, out);
    else if (this.#dwells.values[at] === 1) this.#tell(at, batch, row, out);
  }

  #leave(at: number, batch: OrderedBatch, row: number, out: FactColumns): void {
    const dwelt = this.#dwells.values[at] === 1;
    this.#begin(at, NOWHERE, batch.events.time[row]!);
    if (dwelt) this.#tell(at, batch, row, out);
  }

  #begin(at: number, county: number, time: number): void {
    this.#county.values[at] = county;
    this.#since.values[at] = time;
    this.#dwells.values[at] = 0;
  }

  #tell(at: number, batch: OrderedBatch, row: number, out: FactColumns): void {
    const fact = out.add(VISIT, batch.events.msisdn[row]!, batch.events, row);
    out.area[fact] = batch.place[row]!;
    out.home[fact] = this.#dwells.values[at] === 1 ? this.#county.values[at]! : NOWHERE;
    out.since[fact] = this.#since.values[at]!;
    out.visit[fact] = this.#visit.values[at]!;
  }

  #at(key: number, time: number): number {
    const found = this.#index.find(key);
    if (found >= 0) return found;
    if (this.#index.size >= this.#sweepAt) this.#sweep(time);
    const at = this.#index.add(key);
    for (const column of this.#columns()) column.clear(at);
    return at;
  }

  #sweep(time: number): void {
    compactRows(this.#index, this.#columns(), (at) => time - this.#last.values[at]! < FORGET_MS);
    this.#sweepAt = Math.max(FEW, 2 * this.#index.size);
  }

  snapshot(writer: SnapshotWriter): void {
    const { size } = this.#index;
    writer.array('numbers', this.#index.keys());
    writer.array('last', this.#last.values.subarray(0, size));
    writer.array('lastInside', this.#lastInside.values.subarray(0, size));
    writer.array('visit', this.#visit.values.subarray(0, size));
    writer.array('county', this.#county.values.subarray(0, size));
    writer.array('since', this.#since.values.subarray(0, size));
    writer.array('dwells', this.#dwells.values.subarray(0, size));
    writer.json('sweepAt', this.#sweepAt);
  }

  restore(reader: SnapshotReader): void {
    this.#index.restore(reader.f64('numbers'));
    this.#last.restore(reader.f64('last'));
    this.#lastInside.restore(reader.f64('lastInside'));
    this.#visit.restore(reader.f64('visit'));
    this.#county.restore(reader.i32('county'));
    this.#since.restore(reader.f64('since'));
    this.#dwells.restore(reader.u8('dwells'));
    this.#sweepAt = reader.json('sweepAt');
  }

  #columns(): Column<Float64Array | Int32Array | Uint8Array>[] {
    return [this.#last, this.#lastInside, this.#visit, this.#county, this.#since, this.#dwells];
  }
}

/** Whether a place that is in no province holds one of ours, the country say. */
function containsOurs(place: number, { areas, ownProvinces }: Reference): boolean {
  for (const province of ownProvinces) if (areas.contains(place, province)) return true;
  return false;
}
