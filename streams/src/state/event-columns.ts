import { ABSENT, type EventBatch } from '../events/event-batch.ts';
import { FEEDS } from '../events/feeds.ts';
import { gatherRows, moveRuns, runsOf, type Values } from '../events/gather-rows.ts';
import type { SnapshotReader, SnapshotWriter } from './snapshot.ts';

const F64 = ['time', 'order', 'msisdn', 'peer', 'duration', 'uplink', 'downlink'] as const;
const I32 = ['cell', 'area', 'peerOperator', 'channel'] as const;
const U32 = ['identityHi', 'identityLo'] as const;
const U8 = ['feed', 'kind', 'direction', 'flags'] as const;
const COLUMNS = [...F64, ...I32, ...U32, ...U8] as const;

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

  /** Appends all rows of a batch. Columns of other feeds keep what they hold there, which nobody reads. */
  append(batch: EventBatch, flags: number): void {
    const { length } = batch;
    const at = this.length;
    this.reserve(at + length);
    this.length += length;
    const put = <T extends Values>(to: T, from: T): void => to.set(from.subarray(0, length), at);
    put(this.time, batch.time);
    put(this.msisdn, batch.msisdn);
    put(this.identityHi, batch.identityHi);
    put(this.identityLo, batch.identityLo);
    put(this.kind, batch.kind);
    put(this.area, batch.area);
    for (let row = 0; row < length; row++)
      this.order[at + row] = Math.max(batch.time[row]!, batch.order[row]!);
    this.flags.fill(flags, at, this.length);
    this.feed.fill(FEEDS.indexOf(batch.feed), at, this.length);
    if (batch.feed === 'lifecycle') {
      put(this.channel, batch.channel);
      this.cell.fill(ABSENT, at, this.length);
    } else put(this.cell, batch.cell);
    if (batch.feed !== 'usage') {
      this.peer.fill(0, at, this.length);
      return;
    }
    put(this.direction, batch.direction);
    put(this.peer, batch.peer);
    put(this.peerOperator, batch.peerOperator);
    put(this.duration, batch.durationSeconds);
    put(this.uplink, batch.uplinkBytes);
    put(this.downlink, batch.downlinkBytes);
  }

  /** Becomes the given rows of other columns. */
  gather(source: EventColumns, rows: Uint32Array): void {
    this.length = 0;
    this.reserve(rows.length);
    for (const name of COLUMNS) gatherRows(this[name], source[name], rows);
    this.length = rows.length;
  }

  /** Keeps the rows at the given ascending positions. */
  keep(rows: Uint32Array): void {
    const runs = runsOf(rows);
    if (runs === null) return this.gather(this, rows);
    for (const name of COLUMNS) moveRuns(this[name], runs);
    this.length = rows.length;
  }

  snapshot(writer: SnapshotWriter): void {
    for (const name of COLUMNS) writer.array(name, this[name].slice(0, this.length));
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

function grown<T extends Values>(old: T, fresh: T): T {
  fresh.set(old);
  return fresh;
}
