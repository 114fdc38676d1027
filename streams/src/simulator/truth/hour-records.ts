import { FEEDS, type Feed } from '../../events/index.ts';
import type { FeedEvents } from '../stream/feed-buffer.ts';

/** Older than this behind the newest of its feed, an event is late and no detector sees it. */
const ALLOWED_LATENESS_MS = 300_000;
const ROW_SPAN = 2 ** 24;

/**
 * The events of one hour after another as detectors see them: without duplicates and what came too late, in order of
 * event time, then lifecycle before signalling before usage. An hour's events arrive within it, so hours can be ordered
 * one by one.
 */
export class HourRecords {
  readonly #newest: Record<Feed, number> = {
    lifecycle: -Infinity,
    signalling: -Infinity,
    usage: -Infinity,
  };

  /** Calls `each` with feed and row, in order. */
  read(
    hour: Readonly<Record<Feed, FeedEvents>> & { readonly from: number },
    each: (events: FeedEvents, row: number) => void,
  ): void {
    const packed = new Float64Array(FEEDS.reduce((sum, feed) => sum + hour[feed].length, 0));
    let n = 0;
    for (const [order, feed] of FEEDS.entries()) n = this.#keep(hour[feed], order, hour.from, packed, n);
    const ordered = packed.subarray(0, n).sort();
    const columns = FEEDS.map((feed) => hour[feed]);
    for (let i = 0; i < n; i++) {
      const value = ordered[i] ?? 0;
      const row = value % ROW_SPAN;
      const events = columns[((value - row) / ROW_SPAN) % 4];
      if (events !== undefined) each(events, row);
    }
  }

  #keep(events: FeedEvents, order: number, from: number, packed: Float64Array, start: number): number {
    const seen = new Uint8Array(events.length + 1);
    let newest = this.#newest[events.feed];
    let n = start;
    for (let row = 0; row < events.length; row++) {
      const time = events.time[row] ?? 0;
      const serial = events.serial[row] ?? 0;
      if (time < newest - ALLOWED_LATENESS_MS || seen[serial] === 1) continue;
      seen[serial] = 1;
      newest = Math.max(newest, time);
      packed[n++] = ((time - from) * 4 + order) * ROW_SPAN + row;
    }
    this.#newest[events.feed] = newest;
    return n;
  }
}
