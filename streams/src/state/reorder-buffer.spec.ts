import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createEventBatch, type EventBatch } from '../events/event-batch.ts';
import { FEEDS, type Feed } from '../events/feeds.ts';
import { FLAG_LATE } from './event-columns.ts';
import { ReorderBuffer } from './reorder-buffer.ts';
import { SnapshotReader, SnapshotWriter } from './snapshot.ts';

interface Row {
  readonly time: number;
  readonly feed: Feed;
  readonly hi: number;
  readonly lo: number;
}

function batchOf(row: Row): EventBatch {
  const batch = createEventBatch(row.feed, 'test', 1, new Uint8Array(0));
  batch.length = 1;
  batch.time[0] = row.time;
  batch.identityHi[0] = row.hi;
  batch.identityLo[0] = row.lo;
  batch.msisdn[0] = row.time * 1000 + row.lo;
  return batch;
}

/** Writes the row of a batch of one row as a row of another. */
function keepRow(to: EventBatch, row: number, { time, identityLo, msisdn }: EventBatch): void {
  to.time[row] = time[0]!;
  to.identityLo[row] = identityLo[0]!;
  to.msisdn[row] = msisdn[0]!;
  to.length = row + 1;
}

type Released = Row & { late: boolean };

function release(buffer: ReorderBuffer, watermark: number, inclusive = false): Released[] {
  const columns = buffer.release({ watermark, inclusive });
  return Array.from({ length: columns.length }, (_, at) => {
    const row = {
      time: columns.time[at]!,
      feed: FEEDS[columns.feed[at]!]!,
      hi: columns.identityHi[at]!,
      lo: columns.identityLo[at]!,
    };
    expect(columns.msisdn[at]).toBe(row.time * 1000 + row.lo);
    return { ...row, late: (columns.flags[at]! & FLAG_LATE) !== 0 };
  });
}

function restored(buffer: ReorderBuffer): ReorderBuffer {
  const writer = new SnapshotWriter();
  buffer.snapshot(writer);
  const copy = new ReorderBuffer();
  copy.restore(SnapshotReader.open(writer.finish()));
  return copy;
}

const inOrder = (a: Row, b: Row): number =>
  a.time - b.time || FEEDS.indexOf(a.feed) - FEEDS.indexOf(b.feed) || a.hi - b.hi || a.lo - b.lo;

const row = fc.record({
  time: fc.nat(40),
  feed: fc.constantFrom(...FEEDS),
  hi: fc.constantFrom(0, 1, 0xffffffff),
  lo: fc.nat(0xffffffff),
});
const rows = fc.uniqueArray(row, {
  maxLength: 40,
  selector: ({ time, feed, hi, lo }) => `${time} ${feed} ${hi} ${lo}`,
});

describe('the reorder buffer', () => {
  it('releases by event time, then lifecycle, signalling, usage, then identity, whatever the order of arrival', () => {
    const arrivals = rows.chain((all) =>
      fc.tuple(fc.shuffledSubarray(all, { minLength: all.length }), fc.constant(all)),
    );
    fc.assert(
      fc.property(arrivals, ([shuffled, all]) => {
        const buffer = new ReorderBuffer();
        for (const each of shuffled) buffer.add(batchOf(each), 0);
        const released = release(buffer, 100);
        expect(released).toEqual([...all].sort(inOrder).map((each) => ({ ...each, late: false })));
        expect(buffer.size).toBe(0);
      }),
    );
  });

  it('gives the same order wherever the watermark stopped on the way and a snapshot was taken', () => {
    const bound = 5;
    // Each event is delayed by less than the bound, so that the watermark never passes one that is still to come.
    const delayed = fc.array(fc.tuple(row, fc.nat(bound), fc.boolean(), fc.boolean()), { maxLength: 40 });
    fc.assert(
      fc.property(delayed, (list) => {
        const arrivals = [...list].sort(([a, delayA], [b, delayB]) => a.time + delayA - b.time - delayB);
        let buffer = new ReorderBuffer();
        let newest = Number.NEGATIVE_INFINITY;
        const released: Released[] = [];
        for (const [each, , stop, restart] of arrivals) {
          buffer.add(batchOf(each), 0);
          newest = Math.max(newest, each.time);
          if (stop) released.push(...release(buffer, newest - bound));
          if (restart) buffer = restored(buffer);
        }
        released.push(...release(buffer, newest, true));
        expect(released).toEqual(list.map(([each]) => ({ ...each, late: false })).sort(inOrder));
      }),
    );
  });

  it('holds what is at the watermark until it is inclusive', () => {
    const buffer = new ReorderBuffer();
    buffer.add(batchOf({ time: 10, feed: 'usage', hi: 0, lo: 0 }), 0);
    expect(release(buffer, 10)).toEqual([]);
    expect(release(buffer, 10, true)).toHaveLength(1);
  });

  it('marks what comes behind the watermark as late and releases it at the next step', () => {
    const late = { time: 9, feed: 'usage', hi: 0, lo: 0 } as const;
    const atEdge = { time: 10, feed: 'usage', hi: 0, lo: 1 } as const;
    let buffer = new ReorderBuffer();
    release(buffer, 10);
    buffer = restored(buffer);
    buffer.add(batchOf(late), 0);
    buffer.add(batchOf(atEdge), 0);
    expect(release(buffer, 10)).toEqual([{ ...late, late: true }]);
    expect(release(buffer, 11)).toEqual([{ ...atEdge, late: false }]);
  });

  it('sorts events that lie years apart', () => {
    const buffer = new ReorderBuffer();
    const times = [1_770_684_060_000, 0, 253_402_300_799_999, 1, 1_770_684_060_000];
    times.forEach((time, lo) => buffer.add(batchOf({ time, feed: 'usage', hi: 0, lo }), 0));
    const found = release(buffer, Number.MAX_SAFE_INTEGER, true).map(({ time, lo }) => [time, lo]);
    expect(found).toEqual([
      [0, 1],
      [1, 3],
      [1_770_684_060_000, 0],
      [1_770_684_060_000, 4],
      [253_402_300_799_999, 2],
    ]);
  });

  it('orders many of one instant by identity', () => {
    const buffer = new ReorderBuffer();
    const same = Array.from(
      { length: 60 },
      (_, i) => ({ time: 7, feed: 'usage', hi: i % 3, lo: 1000 - i }) as const,
    );
    for (const each of same) buffer.add(batchOf(each), 0);
    const released = release(buffer, 8);
    expect(released).toEqual([...same].sort(inOrder).map((each) => ({ ...each, late: false })));
  });

  it('takes batches whole, and counts and keeps only what still waits', () => {
    const rows = Array.from(
      { length: 10 },
      (_, i) => ({ time: 9 - i, feed: 'signalling', hi: 0, lo: i }) as const,
    );
    const whole = createEventBatch('signalling', 'test', 16, new Uint8Array(0));
    rows.forEach((each, row) => keepRow(whole, row, batchOf(each)));
    let buffer = new ReorderBuffer();
    buffer.add(whole, 0);
    for (const [watermark, waiting] of [
      [2, 8],
      [4, 6],
      [9, 1],
    ] as const) {
      release(buffer, watermark);
      expect(buffer.size).toBe(waiting);
      buffer = restored(buffer);
    }
    expect(release(buffer, 10).map(({ time }) => time)).toEqual([9]);
  });

  it('grows past a thousand waiting events and keeps those it may not release yet', () => {
    const buffer = new ReorderBuffer();
    for (let i = 0; i < 5000; i++)
      buffer.add(batchOf({ time: (i * 7919) % 5000, feed: 'signalling', hi: 0, lo: i }), 0);
    expect(release(buffer, 2000).map(({ time }) => time)).toEqual(
      Array.from({ length: 2000 }, (_, time) => time),
    );
    expect(buffer.size).toBe(3000);
    expect(release(buffer, 5000).map(({ time }) => time)).toEqual(
      Array.from({ length: 3000 }, (_, time) => 2000 + time),
    );
  });
});
