import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { KeyedRows, NO_ROW } from './keyed-rows.ts';
import { SnapshotReader, SnapshotWriter } from './snapshot.ts';

const step = fc.record({
  what: fc.constantFrom('add', 'add', 'remove', 'restart'),
  key: fc.integer({ min: 1, max: 40 }),
  beside: fc.integer({ min: 0, max: 3 }),
});

/** All rows of a key by what is beside it. */
function besides(rows: KeyedRows, key: number): number[] {
  const found: number[] = [];
  for (let row = rows.first(key); row !== NO_ROW; row = rows.after(row)) found.push(rows.besideOf(row));
  return found.sort((a, b) => a - b);
}

function restarted(rows: KeyedRows, spread: boolean): KeyedRows {
  const writer = new SnapshotWriter();
  rows.snapshot(writer);
  const other = new KeyedRows(spread);
  other.restore(SnapshotReader.open(writer.finish()));
  return other;
}

describe('rows by key', () => {
  it.each([false, true])('hold what was added and not removed, in the same rows (spread: %s)', (spread) => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        let rows = new KeyedRows(spread);
        const wanted = new Map<string, number>();
        for (const { what, key, beside } of steps) {
          const name = `${key} ${beside}`;
          if (what === 'restart') rows = restarted(rows, spread);
          else if (what === 'add' && !wanted.has(name)) wanted.set(name, rows.add(key, beside));
          else if (what === 'remove' && wanted.has(name)) {
            rows.remove(wanted.get(name)!);
            wanted.delete(name);
          }
          expect(rows.find(key, beside)).toBe(wanted.get(name) ?? NO_ROW);
        }
        expect([...rows.rows()].sort((a, b) => a - b)).toEqual([...wanted.values()].sort((a, b) => a - b));
        expect(rows.used).toBeLessThanOrEqual(160);
        if (spread) return;
        for (let key = 1; key <= 40; key++)
          expect(besides(rows, key)).toEqual([0, 1, 2, 3].filter((beside) => wanted.has(`${key} ${beside}`)));
      }),
    );
  });

  it('grow past their first room', () => {
    const rows = new KeyedRows();
    for (let key = 1; key <= 5000; key++) rows.add(key, key % 7);
    for (let key = 1; key <= 5000; key++) expect(rows.keyOf(rows.find(key, key % 7))).toBe(key);
  });
});
