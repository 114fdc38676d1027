import type { EventBatch } from '../events/event-batch.ts';
import type { EventTimeProgress } from '../time/watermarks.ts';
import { EventColumns, FLAG_LATE } from './event-columns.ts';
import { RadixOrder } from './radix-order.ts';
import type { SnapshotReader, SnapshotWriter } from './snapshot.ts';

/** Sort keys hold the time relative to the oldest row and the feed: 32 bits together. */
const MAX_SPAN_MS = 2 ** 30;
/** The place of a row that has been released and still lies among those that wait. */
const GONE = Number.NaN;
/** Rows of one place and feed that are put in order by insertion; more go to the platform's sort. */
const FEW = 16;

/**
 * Holds events until the watermark passes and releases them in the one order that everything downstream relies on:
 * event time, then lifecycle before signalling before usage, then identity. Memory: about
 * 90 bytes a waiting event, and as much again for released ones, whose room is made free once they are the most.
 */
export class ReorderBuffer {
  readonly #waiting = new EventColumns();
  readonly #released = new EventColumns();
  readonly #order = new RadixOrder();
  #gone = 0;
  #watermark = Number.NEGATIVE_INFINITY;
  #inclusive = false;
  #oldest = Number.POSITIVE_INFINITY;

  /** Events that wait. */
  get size(): number {
    return this.#waiting.length - this.#gone;
  }

  /** All rows of a batch; `flags` as in `EventColumns`. Late rows take the place that their source's watermark gives. */
  add(batch: EventBatch, flags: number): void {
    const waiting = this.#waiting;
    const first = waiting.length;
    waiting.append(batch, flags);
    const { time, order } = waiting;
    for (let row = first; row < waiting.length; row++) {
      const place = order[row]!;
      if (place > time[row]! || this.#passed(place)) waiting.flags[row]! |= FLAG_LATE;
      if (place < this.#oldest) this.#oldest = place;
    }
  }

  /** Everything the watermark has passed, in order. The columns are valid until the next call. */
  release(progress: EventTimeProgress): EventColumns {
    const released = this.#released;
    released.length = 0;
    this.#watermark = progress.watermark;
    this.#inclusive = progress.inclusive;
    if (!this.#passed(this.#oldest)) return released;
    const rows = this.#takeable();
    released.gather(this.#waiting, rows);
    this.#forget(rows);
    return released;
  }

  snapshot(writer: SnapshotWriter): void {
    this.#compact();
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
    this.#gone = 0;
    this.#oldest = oldestOf(this.#waiting);
  }

  #passed(time: number): boolean {
    return time < this.#watermark || (this.#inclusive && time === this.#watermark);
  }

  /** Rows that the watermark has passed, in order. */
  #takeable(): Uint32Array {
    const { order, feed, length, capacity } = this.#waiting;
    const base = this.#oldest;
    this.#order.reserve(capacity);
    const { keys, rows } = this.#order;
    let newest = base;
    let oldestKept = Number.POSITIVE_INFINITY;
    let count = 0;
    for (let row = 0; row < length; row++) {
      const place = order[row]!;
      if (!this.#passed(place)) {
        if (place < oldestKept) oldestKept = place;
        continue;
      }
      if (place > newest) newest = place;
      keys[count] = (place - base) * 4 + feed[row]!;
      rows[count++] = row;
    }
    this.#oldest = oldestKept;
    return this.#sorted(count, newest - base);
  }

  /** The first `count` rows in order. */
  #sorted(count: number, spanMs: number): Uint32Array {
    if (spanMs >= MAX_SPAN_MS) {
      return this.#order.rows.subarray(0, count).sort((a, b) => this.#compare(a, b));
    }
    this.#order.sort(count, spanMs * 4 + 3);
    this.#settleTies(count);
    return this.#order.rows.subarray(0, count);
  }

  /** Orders runs of equal place and feed by time and identity. */
  #settleTies(count: number): void {
    const { keys, rows } = this.#order;
    for (let start = 0; start < count;) {
      let end = start + 1;
      while (end < count && keys[end] === keys[start]) end++;
      if (end - start > FEW) rows.subarray(start, end).sort((a, b) => this.#compare(a, b));
      else if (end - start > 1) this.#insert(rows, start, end);
      start = end;
    }
  }

  /** Marks rows as gone, and makes room once most of them are. */
  #forget(rows: Uint32Array): void {
    const { order, length } = this.#waiting;
    for (let i = 0; i < rows.length; i++) order[rows[i]!] = GONE;
    this.#gone += rows.length;
    if (this.#gone * 2 > length) this.#compact();
  }

  #compact(): void {
    const { order, length, capacity } = this.#waiting;
    this.#order.reserve(capacity);
    const { rows } = this.#order;
    let kept = 0;
    for (let row = 0; row < length; row++) if (!Number.isNaN(order[row]!)) rows[kept++] = row;
    this.#waiting.keep(rows.subarray(0, kept));
    this.#gone = 0;
  }

  #insert(rows: Uint32Array, start: number, end: number): void {
    for (let next = start + 1; next < end; next++) {
      const row = rows[next]!;
      let at = next;
      for (; at > start && this.#compare(rows[at - 1]!, row) > 0; at--) rows[at] = rows[at - 1]!;
      rows[at] = row;
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
}

function oldestOf(columns: EventColumns): number {
  let oldest = Number.POSITIVE_INFINITY;
  for (let row = 0; row < columns.length; row++) oldest = Math.min(oldest, columns.order[row]!);
  return oldest;
}
