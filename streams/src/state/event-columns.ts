import type { EventBatch } from '../events/event-batch.ts';
import { FEEDS } from '../events/feeds.ts';
import type { SnapshotReader, SnapshotWriter } from './snapshot.ts';

const F64 = ['time', 'order', 'msisdn', 'peer', 'duration', 'uplink', 'downlink'] as const;
const I32 = ['cell', 'area', 'peerOperator', 'channel'] as const;
const U32 = ['identityHi', 'identityLo'] as const;
const U8 = ['feed', 'kind', 'direction', 'flags'] as const;

/** The event came behind the watermark, within the allowed lateness. */
export const FLAG_LATE = 1;
/** The subscriber belongs to another shard; the row is here because it says who serves the number. */
export const FLAG_FOREIGN = 2;

/** Events of all feeds as columns: what waits for the watermark and what detectors read. */
export class EventColumns {
  length = 0;
  time = new Float64Array(0);
  /** Place in processing order, epoch ms: later than the event time when the event came late. */
  order = new Float64Array(0);
  msisdn = new Float64Array(0);
  peer = new Float64Array(0);
  duration = new Float64Array(0);
  uplink = new Float64Array(0);
  downlink = new Float64Array(0);
  cell = new Int32Array(0);
  area = new Int32Array(0);
  peerOperator = new Int32Array(0);
  channel = new Int32Array(0);
  identityHi = new Uint32Array(0);
  identityLo = new Uint32Array(0);
  /** Index into FEEDS: the processing order at one instant. */
  feed = new Uint8Array(0);
  kind = new Uint8Array(0);
  direction = new Uint8Array(0);
  flags = new Uint8Array(0);

  get capacity(): number {
    return this.time.length;
  }

  reserve(rows: number): void {
    if (rows <= this.capacity) return;
    let capacity = Math.max(1024, this.capacity);
    while (capacity < rows) capacity *= 2;
    for (const name of F64) this[name] = grown(this[name], new Float64Array(capacity));
    for (const name of I32) this[name] = grown(this[name], new Int32Array(capacity));
    for (const name of U32) this[name] = grown(this[name], new Uint32Array(capacity));
    for (const name of U8) this[name] = grown(this[name], new Uint8Array(capacity));
  }

  /** Appends a row of a batch. */
  append(batch: EventBatch, row: number, flags: number): void {
    const at = this.length++;
    if (at === this.capacity) this.reserve(at + 1);
    this.time[at] = batch.time[row]!;
    this.order[at] = Math.max(batch.time[row]!, batch.order[row]!);
    this.msisdn[at] = batch.msisdn[row]!;
    this.identityHi[at] = batch.identityHi[row]!;
    this.identityLo[at] = batch.identityLo[row]!;
    this.kind[at] = batch.kind[row]!;
    this.flags[at] = flags;
    this.area[at] = batch.area[row]!;
    if (batch.feed === 'lifecycle') {
      this.feed[at] = FEEDS.indexOf('lifecycle');
      this.channel[at] = batch.channel[row]!;
      this.cell[at] = -2;
      this.peer[at] = 0;
      return;
    }
    this.cell[at] = batch.cell[row]!;
    if (batch.feed === 'signalling') {
      this.feed[at] = FEEDS.indexOf('signalling');
      this.peer[at] = 0;
      return;
    }
    this.feed[at] = FEEDS.indexOf('usage');
    this.direction[at] = batch.direction[row]!;
    this.peer[at] = batch.peer[row]!;
    this.peerOperator[at] = batch.peerOperator[row]!;
    this.duration[at] = batch.durationSeconds[row]!;
    this.uplink[at] = batch.uplinkBytes[row]!;
    this.downlink[at] = batch.downlinkBytes[row]!;
  }

  /** Copies row `from` of another set of columns to row `to` of this one; room must be reserved. */
  copy(source: EventColumns, from: number, to: number): void {
    this.time[to] = source.time[from]!;
    this.order[to] = source.order[from]!;
    this.msisdn[to] = source.msisdn[from]!;
    this.peer[to] = source.peer[from]!;
    this.duration[to] = source.duration[from]!;
    this.uplink[to] = source.uplink[from]!;
    this.downlink[to] = source.downlink[from]!;
    this.cell[to] = source.cell[from]!;
    this.area[to] = source.area[from]!;
    this.peerOperator[to] = source.peerOperator[from]!;
    this.channel[to] = source.channel[from]!;
    this.identityHi[to] = source.identityHi[from]!;
    this.identityLo[to] = source.identityLo[from]!;
    this.feed[to] = source.feed[from]!;
    this.kind[to] = source.kind[from]!;
    this.direction[to] = source.direction[from]!;
    this.flags[to] = source.flags[from]!;
  }

  snapshot(writer: SnapshotWriter): void {
    for (const name of [...F64, ...I32, ...U32, ...U8]) writer.array(name, this[name].slice(0, this.length));
  }

  restore(reader: SnapshotReader): void {
    this.length = 0;
    const time = reader.f64('time');
    this.reserve(time.length);
    for (const name of F64) this[name].set(reader.f64(name));
    for (const name of I32) this[name].set(reader.i32(name));
    for (const name of U32) this[name].set(reader.u32(name));
    for (const name of U8) this[name].set(reader.u8(name));
    this.length = time.length;
  }
}

function grown<T extends Float64Array | Int32Array | Uint32Array | Uint8Array>(old: T, fresh: T): T {
  fresh.set(old);
  return fresh;
}
