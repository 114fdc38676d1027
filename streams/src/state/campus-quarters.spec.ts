import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CampusQuarters, type CampusQuarter } from './campus-quarters.ts';
import { EventColumns, FLAG_FOREIGN, FLAG_LATE } from './event-columns.ts';
import { OrderedBatchBuffer } from './ordered-batch.ts';
import { PairSet } from './pair-set.ts';
import { SnapshotReader, SnapshotWriter } from './snapshot.ts';
import { readReference, ReferenceIds } from '../reference/reference.ts';
import { WORLD } from '../testing/index.ts';

const QUARTER = 900_000;
const reference = readReference(WORLD, new ReferenceIds());
const campus = (id: string): number => reference.ids.hotspots.indexOf(id);
const cellOf = (id: string): number => reference.ids.cells.indexOf(id);

const CAMPUSES: ReadonlyMap<string, readonly string[]> = new Map([
  ['a1', ['U1']],
  ['both', ['U1', 'U2']],
  ['b1', ['U2']],
]);

interface Row {
  readonly time: number;
  readonly cell: string;
  readonly subscriber: number;
  readonly flags: number;
}

function batchOf(rows: readonly Row[]): OrderedBatchBuffer {
  const events = new EventColumns();
  events.reserve(rows.length);
  events.length = rows.length;
  const batch = new OrderedBatchBuffer();
  batch.reset(events);
  rows.forEach(({ time, cell, subscriber, flags }, row) => {
    events.time[row] = time;
    events.cell[row] = cell === '' ? -2 : cellOf(cell);
    events.flags[row] = flags;
    batch.subscriber[row] = (flags & FLAG_FOREIGN) === 0 ? subscriber : -1;
  });
  return batch;
}

function again(quarters: CampusQuarters): CampusQuarters {
  const writer = new SnapshotWriter();
  quarters.snapshot(writer);
  const copy = new CampusQuarters();
  copy.restore(SnapshotReader.open(writer.finish()));
  return copy;
}

const row = fc.record({
  wait: fc.constantFrom(0, 1, 60_000, 899_999, QUARTER, 5 * QUARTER),
  cell: fc.constantFrom('a1', 'both', 'b1', 'a2', 'd1', ''),
  subscriber: fc.nat(5),
  flags: fc.constantFrom(0, 0, 0, FLAG_LATE, FLAG_FOREIGN),
});

describe('quarters of campuses', () => {
  it('count everybody in time once, whatever the batches and restarts', () => {
    const steps = fc.array(fc.record({ rows: fc.array(row, { maxLength: 6 }), restart: fc.boolean() }));
    fc.assert(
      fc.property(steps, (given) => {
        let quarters = new CampusQuarters();
        const found: CampusQuarter[] = [];
        const people = new Map<string, Set<number>>();
        let time = 0;
        for (const { rows, restart } of given) {
          const timed = rows.map((each) => ({ ...each, time: (time += each.wait) }));
          for (const each of timed) {
            if (each.flags !== 0) continue;
            const start = Math.floor(each.time / QUARTER) * QUARTER;
            for (const id of CAMPUSES.get(each.cell) ?? []) {
              const key = `${start} ${campus(id)}`;
              people.set(key, (people.get(key) ?? new Set()).add(each.subscriber));
            }
          }
          quarters.collect(batchOf(timed), reference, time, found);
          for (const { start } of found) expect(start + QUARTER).toBeLessThanOrEqual(time);
          if (restart) quarters = again(quarters);
        }
        quarters.collect(batchOf([]), reference, time + QUARTER, found);
        const counted = found.map(({ start, campus: at, subscribers }) => [`${start} ${at}`, subscribers]);
        const wanted = [...people].map(([key, set]) => [key, set.size]);
        expect(counted.sort()).toEqual(wanted.sort());
      }),
    );
  });

  it('keep pairs apart however many there are', () => {
    const pairs = new PairSet();
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 5000; i++) expect(pairs.add(i, i % 7)).toBe(true);
      for (let i = 0; i < 5000; i++) expect(pairs.add(i, i % 7)).toBe(false);
      expect(pairs.add(0, 6)).toBe(true);
      expect(pairs.size).toBe(5001);
      pairs.clear();
      expect(pairs.size).toBe(0);
    }
  });
});
