import type { EventBatch } from '../events/event-batch.ts';
import type { EventTimeProgress } from '../time/watermarks.ts';
import { EventColumns, FLAG_LATE } from './event-columns.ts';
import type { SnapshotReader, SnapshotWriter } from './snapshot.ts';

/** Sort keys hold the time relative to the oldest row, the feed and the row: 53 bits together. */
const ROW_BITS = 21;
const FEED_BITS = 2;
const MAX_ROWS = 2 ** ROW_BITS;
const MAX_SPAN_MS = 2 ** (53 - ROW_BITS - FEED_BITS);

/**
 * Holds events until the watermark passes and releases them in the one order that everything downstream relies on:
 * event time, then lifecycle before signalling before usage, then identity. Memory: about 90 bytes a waiting event.
 */
export class ReorderBuffer {
  #waiting = new EventColumns();
  #spare = new EventColumns();
  readonly #released = new EventColumns();
  #keys = new Float64Array(0);
  #watermark = Number.NEGATIVE_INFINITY;
  #inclusive = false;
  #oldest = Number.POSITIVE_INFINITY;

  /** Events that wait. */
  get size(): number {
    return this.#waiting.length;
  }

  /** A row of the batch; `flags` as in `EventColumns`. Late rows take the place that their source's watermark gives. */
  add(batch: EventBatch, row: number, flags: number): void {
    const time = batch.time[row]!;
    const order = Math.max(time, batch.order[row]!);
    const late = order > time || this.#passed(order);
    this.#waiting.append(batch, row, late ? flags | FLAG_LATE : flags);
    if (order < this.#oldest) this.#oldest = order;
  }

  /** Everything the watermark has passed, in order. The columns are valid until the next call. */
  release(progress: EventTimeProgress): EventColumns {
    const released = this.#released;
    released.length = 0;
    this.#watermark = progress.watermark;
    this.#inclusive = progress.inclusive;
    if (!this.#passed(this.#oldest)) return released;
    const waiting = this.#waiting;
    const order = this.#sorted();
    released.reserve(order.length);
    for (let i = 0; i < order.length; i++) released.copy(waiting, order[i]!, i);
    released.length = order.length;
    this.#compact();
    return released;
  }

  snapshot(writer: SnapshotWriter): void {
    writer.json('progress', {
      watermark: Number.isFinite(this.#watermark) ? this.#watermark : null,
      inclusive: this.#inclusive,
    });
    this.#waiting.snapshot(writer);
  }

  restore(reader: SnapshotReader): void {
    const progress = reader.json<{ watermark: number | null; inclusive: boolean }>('progress');
    this.#watermark = progress.watermark ?? Number.NEGATIVE_INFINITY;
    this.#inclusive = progress.inclusive;
    this.#waiting.restore(reader);
    this.#oldest = oldestOf(this.#waiting);
  }

  #passed(time: number): boolean {
    return time < this.#watermark || (this.#inclusive && time === this.#watermark);
  }

  /** Rows that the watermark has passed, in order. */
  #sorted(): Uint32Array {
    const { order, feed, length } = this.#waiting;
    if (this.#keys.length < length) this.#keys = new Float64Array(this.#waiting.capacity);
    let count = 0;
    let newest = this.#oldest;
    for (let row = 0; row < length; row++) {
      if (!this.#passed(order[row]!)) continue;
      if (order[row]! > newest) newest = order[row]!;
      this.#keys[count++] = row;
    }
    const rows = Uint32Array.from(this.#keys.subarray(0, count));
    const fits = newest - this.#oldest < MAX_SPAN_MS && length <= MAX_ROWS;
    if (!fits) return rows.sort((a, b) => this.#compare(a, b));
    const keys = this.#keys.subarray(0, count);
    const base = this.#oldest;
    for (let i = 0; i < count; i++) {
      const row = rows[i]!;
      keys[i] = ((order[row]! - base) * 4 + feed[row]!) * MAX_ROWS + row;
    }
    keys.sort();
    for (let i = 0; i < count; i++) rows[i] = keys[i]! % MAX_ROWS;
    this.#settleTies(rows);
    return rows;
  }

  /** Orders runs of equal place and feed by time and identity. */
  #settleTies(rows: Uint32Array): void {
    const { order, feed } = this.#waiting;
    for (let start = 0; start < rows.length;) {
      let end = start + 1;
      const row = rows[start]!;
      while (end < rows.length && order[rows[end]!] === order[row] && feed[rows[end]!] === feed[row]) end++;
      if (end - start > 1) rows.subarray(start, end).sort((a, b) => this.#compare(a, b));
      start = end;
    }
  }

  #compare(a: number, b: number): number {
    const { order, time, feed, identityHi, identityLo } = this.#waiting;
    return (
      order[a]! - order[b]! ||
      feed[a]! - feed[b]! ||
      time[a]! - time[b]! ||
      identityHi[a]! - identityHi[b]! ||
      identityLo[a]! - identityLo[b]!
    );
  }

  #compact(): void {
    const { length } = this.#waiting;
    let kept = 0;
    let oldest = Number.POSITIVE_INFINITY;
    this.#spare.reserve(length);
    for (let row = 0; row < length; row++) {
      const order = this.#waiting.order[row]!;
      if (this.#passed(order)) continue;
      this.#spare.copy(this.#waiting, row, kept++);
      if (order < oldest) oldest = order;
    }
    this.#spare.length = kept;
    this.#waiting.length = 0;
    [this.#waiting, this.#spare] = [this.#spare, this.#waiting];
    this.#oldest = oldest;
  }
}

function oldestOf(columns: EventColumns): number {
  let oldest = Number.POSITIVE_INFINITY;
  for (let row = 0; row < columns.length; row++) oldest = Math.min(oldest, columns.order[row]!);
  return oldest;
}
