import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RecordTrails } from './record-trails.ts';
import { SnapshotReader, SnapshotWriter } from './snapshot.ts';

const START = Date.UTC(2026, 4, 1);
const OWNERS = 3;

const gap = fc.constantFrom(
  0,
  1,
  2 ** 13 - 1,
  2 ** 13,
  2 ** 21 - 1,
  2 ** 21,
  2 ** 29 - 1,
  2 ** 29,
  400 * 86_400_000,
);
const owner = fc.nat(OWNERS - 1);
const action = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ owner, gap, set: fc.constantFrom(0, 0, 1, 127, 128, 70_000), times: fc.nat(40) }),
  },
  { weight: 3, arbitrary: fc.record({ take: fc.nat(60), owner }) },
  { weight: 1, arbitrary: fc.constant('restart' as const) },
);

function opened(): RecordTrails {
  const trails = new RecordTrails();
  for (let each = 0; each < OWNERS; each++) trails.open(each);
  return trails;
}

function restarted(trails: RecordTrails): RecordTrails {
  const writer = new SnapshotWriter();
  trails.snapshot(writer, OWNERS);
  const other = new RecordTrails();
  other.restore(SnapshotReader.open(writer.finish()));
  return other;
}

describe('trails of records', () => {
  it('give the records of each owner back in order with their times and sets, also after a restart', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60, size: 'max' }), (actions) => {
        let trails = opened();
        const model = Array.from({ length: OWNERS }, (): { time: number; set: number }[] => []);
        const taken: unknown[] = [];
        const wanted: unknown[] = [];
        let time = START;
        for (const each of actions) {
          if (each === 'restart') trails = restarted(trails);
          else if ('take' in each) {
            for (const record of model[each.owner]!.splice(0, each.take)) {
              wanted.push([record.time, record.set]);
              taken.push([trails.oldest(each.owner), trails.take(each.owner)]);
            }
          } else {
            for (let i = 0; i <= each.times; i++, time += each.gap) {
              trails.add(each.owner, each.set, time);
              model[each.owner]!.push({ time, set: each.set });
            }
          }
        }
        expect(taken).toEqual(wanted);
        expect(model.map(([first]) => first?.time ?? Infinity)).toEqual(
          model.map((_, each) => trails.oldest(each)),
        );
      }),
    );
  });

  it('cost 3 to 4 bytes a record, and give room back', () => {
    const trails = opened();
    const bare = trails.bytes;
    for (let i = 0; i < 100_000; i++) trails.add(0, i % 50 === 0 ? 1 : 0, START + i * 1_700_000);
    const full = trails.bytes;
    expect((full - bare) / 100_000).toBeLessThan(4);
    for (let round = 0; round < 20; round++) {
      for (let i = 0; i < 100_000; i++) trails.take(round % OWNERS);
      expect(trails.oldest(round % OWNERS)).toBe(Infinity);
      for (let i = 0; i < 100_000; i++) trails.add((round + 1) % OWNERS, 7, START + i * 1_700_000);
    }
    expect(trails.bytes).toBeLessThan(full * 1.1);
  });

  it('cost nothing but the owner when there is one record', () => {
    const trails = opened();
    const bare = trails.bytes;
    trails.add(1, 3, START);
    expect(trails.bytes).toBe(bare);
    expect([trails.oldest(1), trails.take(1), trails.oldest(1)]).toEqual([START, 3, Infinity]);
  });
});
