import type { EventBatch } from '../../events/event-batch.ts';
import type { Feed } from '../../events/feeds.ts';
import type { Reference } from '../../reference/reference.ts';
import type { SnapshotReader, SnapshotWriter } from '../../state/snapshot.ts';
import { QUARTER_MS, QUARTERS_A_DAY } from '../../time/quarters.ts';
import type { TimeZone } from '../../time/zone.ts';
import { RULES } from '../rules.ts';

const KEPT = (RULES['source-outage'].baselineWeeks.max * 7 + 2) * QUARTERS_A_DAY;
/** Known quarters in a row are counted up to here: more than any span has. */
const MOST_KNOWN = 255;

/** Number of a quarter of an hour since 1970-01-01 UTC. */
export const quarterNumber = (time: number): number => Math.floor(time / QUARTER_MS);

/** Events in time of one source by quarter of an hour, and the areas that they were in by local day. */
export class SourceVolumes {
  readonly source: string;
  readonly feed: Feed;
  /** The source has ended: what comes after its newest event says nothing. */
  finished = false;
  /** Largest event time, epoch ms. */
  newest = Number.NEGATIVE_INFINITY;
  /** Quarter of the first event; the source is known from the next one on. */
  #first = Number.POSITIVE_INFINITY;
  /** The last quarter that was kept: nothing more is counted up to it. */
  #kept: number;
  /** The last kept quarter with an event. */
  #lastVolume = Number.NEGATIVE_INFINITY;
  /** By quarter: events up to and with it, modulo 2³², and how many quarters in a row are known up to it. */
  readonly #sums = new Uint32Array(KEPT);
  readonly #known = new Uint8Array(KEPT);
  /** Quarters that the watermark has not passed. */
  readonly #open = new Map<number, number>();
  /** By local day: 1 for each area with an event. */
  readonly #areas = new Map<number, Uint8Array>();

  /** `kept`: the last quarter that the watermark has passed. */
  constructor(source: string, feed: Feed, kept: number) {
    this.source = source;
    this.feed = feed;
    this.#kept = kept;
  }

  get bytes(): number {
    let bytes = this.#sums.byteLength + this.#known.byteLength + this.#open.size * 40;
    for (const areas of this.#areas.values()) bytes += areas.byteLength;
    return bytes;
  }

  /** Counts the events of a batch that are in time. */
  count(batch: EventBatch, reference: Reference, zone: TimeZone): void {
    const { time, order, length } = batch;
    const areaOf = batch.feed === 'lifecycle' ? lifecycleArea : placedArea;
    let from = Number.POSITIVE_INFINITY;
    let to = Number.NEGATIVE_INFINITY;
    let count = 0;
    let areas: Uint8Array = NO_AREAS;
    for (let row = 0; row < length; row++) {
      const at = time[row]!;
      if (order[row]! > at) continue;
      if (at < from || at >= to) {
        this.#add(from, count);
        count = 0;
        from = quarterNumber(at) * QUARTER_MS;
        to = from + QUARTER_MS;
        areas = this.#areasOf(zone.dayOf(at), reference.areas.size);
      }
      count++;
      const area = areaOf(batch, row, reference);
      if (area >= 0) areas[area] = 1;
    }
    this.#add(from, count);
  }

  /** Keeps the volume of a quarter that the watermark has passed. */
  keep(quarter: number): void {
    const known = quarter > this.#first && !this.ended(quarter);
    const volume = this.#open.get(quarter) ?? 0;
    const [at, before] = [quarter % KEPT, (quarter - 1) % KEPT];
    this.#sums[at] = this.#sums[before]! + (known ? volume : 0);
    this.#known[at] = known ? Math.min(this.#known[before]! + 1, MOST_KNOWN) : 0;
    if (volume > 0) this.#lastVolume = quarter;
    this.#open.delete(quarter);
    this.#kept = quarter;
  }

  /** Events in `quarters` quarters up to and with the last one; NaN when one of them is not known. */
  volume(last: number, quarters: number): number {
    if (this.#known[last % KEPT]! < quarters) return Number.NaN;
    return this.total(last, quarters);
  }

  /** Events in `quarters` quarters up to and with the last one, as far as they are known. */
  total(last: number, quarters: number): number {
    return (this.#sums[last % KEPT]! - this.#sums[(last - quarters) % KEPT]!) >>> 0;
  }

  /** Volumes of `quarters` quarters up to each of the last ones, where they are known. */
  volumes(lasts: readonly number[], quarters: number): Float64Array {
    const found = new Float64Array(lasts.length);
    let count = 0;
    for (const last of lasts) {
      const volume = this.volume(last, quarters);
      if (!Number.isNaN(volume)) found[count++] = volume;
    }
    return found.subarray(0, count);
  }

  /** Whether the source had ended before the end of a quarter. */
  ended(quarter: number): boolean {
    return this.finished && (quarter + 1) * QUARTER_MS > this.newest;
  }

  /** Nothing has come for as long as anything is kept. */
  get forgotten(): boolean {
    return this.#kept - this.#lastVolume >= KEPT;
  }

  /** Areas with an event on the local days from `from` up to and without `to`, ascending. */
  areas(from: number, to: number): number[] {
    const found = new Set<number>();
    for (const [day, areas] of this.#areas)
      if (day >= from && day < to) areas.forEach((seen, area) => seen === 1 && found.add(area));
    return [...found].sort((a, b) => a - b);
  }

  /** Forgets the areas of days before one. */
  forgetAreas(before: number): void {
    for (const day of this.#areas.keys()) if (day < before) this.#areas.delete(day);
  }

  #add(start: number, count: number): void {
    const quarter = quarterNumber(start);
    if (count === 0 || quarter <= this.#kept) return;
    if (quarter < this.#first) this.#first = quarter;
    this.#open.set(quarter, (this.#open.get(quarter) ?? 0) + count);
  }

  #areasOf(day: number, size: number): Uint8Array {
    let areas = this.#areas.get(day);
    if (areas && areas.length >= size) return areas;
    const grown = new Uint8Array(size);
    if (areas) grown.set(areas);
    this.#areas.set(day, (areas = grown));
    return areas;
  }

  snapshot(writer: SnapshotWriter): void {
    const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
    writer.json('clock', [finite(this.#first), finite(this.#kept), finite(this.#lastVolume)]);
    writer.json('open', [...this.#open]);
    writer.array('sums', this.#sums);
    writer.array('known', this.#known);
    writer.json('days', [...this.#areas.keys()]);
    for (const [day, areas] of this.#areas) writer.array(`areas/${day}`, areas);
  }

  restore(reader: SnapshotReader): void {
    const [first, kept, lastVolume] = reader.json<(number | null)[]>('clock');
    this.#first = first ?? Number.POSITIVE_INFINITY;
    this.#kept = kept ?? Number.NEGATIVE_INFINITY;
    this.#lastVolume = lastVolume ?? Number.NEGATIVE_INFINITY;
    for (const [quarter, count] of reader.json<[number, number][]>('open')) this.#open.set(quarter, count);
    this.#sums.set(reader.u32('sums'));
    this.#known.set(reader.u8('known'));
    for (const day of reader.json<number[]>('days')) this.#areas.set(day, reader.u8(`areas/${day}`));
  }
}

const NO_AREAS = new Uint8Array(0);

/** Area of a record with a place, −1 none. */
function placedArea(batch: EventBatch, row: number, { cellArea, areas }: Reference): number {
  const cell = batch.cell[row]!;
  const area = cell >= 0 && cell < cellArea.length ? cellArea[cell]! : -1;
  if (area >= 0) return area;
  const serving = batch.area[row]!;
  return areas.known(serving) ? serving : -1;
}

/** Area at which a lifecycle event counts, −1 none. */
function lifecycleArea(batch: EventBatch, row: number, { areas, channelArea }: Reference): number {
  const given = batch.area[row]!;
  if (areas.known(given)) return given;
  const channel = batch.channel[row]!;
  return channel >= 0 ? (channelArea[channel] ?? -1) : -1;
}
