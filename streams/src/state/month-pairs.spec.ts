import { describe, expect, it } from '@jest/globals';
import { MonthPairs } from './month-pairs.ts';
import { SnapshotReader, SnapshotWriter } from './snapshot.ts';

const sorted = (pairs: MonthPairs): string[] => [...pairs.pairs()].map((pair) => pair.join(' ')).sort();

describe('pairs of a month', () => {
  it('count up to 255, over restarts and growth', () => {
    const pairs = new MonthPairs(() => false);
    const wanted: string[] = [];
    for (let owner = 0; owner < 3000; owner++) {
      const times = owner % 300;
      for (let i = 0; i < times; i++) pairs.add(owner, owner + 1.999e15);
      if (times > 0) wanted.push(`${owner} ${owner + 1.999e15} ${Math.min(times, 255)}`);
    }
    expect(sorted(pairs)).toEqual(wanted.sort());
    const writer = new SnapshotWriter();
    pairs.snapshot(writer);
    const other = new MonthPairs(() => false);
    other.restore(SnapshotReader.open(writer.finish()));
    expect(sorted(other)).toEqual(wanted);
    other.add(1, 1.999e15 + 1);
    expect(sorted(other)).toContain(`1 ${1.999e15 + 1} 2`);
    other.clear();
    expect(sorted(other)).toEqual([]);
  });

  it('lose those of dead owners instead of growing', () => {
    const pairs = new MonthPairs((owner) => owner % 10 !== 0);
    for (let owner = 0; owner < 14_000; owner++) pairs.add(owner, 1e10);
    expect(pairs.bytes).toBeLessThan(8192 * 12);
    const alive = new Set([...pairs.pairs()].map(([owner]) => owner));
    for (let owner = 0; owner < 14_000; owner += 10) expect(alive.has(owner)).toBe(true);
  });
});
