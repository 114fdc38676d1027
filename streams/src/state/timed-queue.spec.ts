import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SnapshotReader, SnapshotWriter } from './snapshot.ts';
import { TimedQueue } from './timed-queue.ts';

const START = Date.UTC(2026, 4, 1);
const gap = fc.constantFrom(
  0,
  1,
  65_535,
  65_536,
  65_537,
  90_000,
  86_400_000,
  65_536 * 65_535,
  400 * 86_400_000,
);
const action = fc.oneof(
  { weight: 3, arbitrary: fc.record({ add: gap }) },
  { weight: 2, arbitrary: fc.constant('take' as const) },
  { weight: 1, arbitrary: fc.constant('restart' as const) },
);

function restarted(queue: TimedQueue): TimedQueue {
  const writer = new SnapshotWriter();
  queue.snapshot(writer);
  const other = new TimedQueue();
  other.restore(SnapshotReader.open(writer.finish()));
  return other;
}

/** Takes `count` rows; whether they are those from `first` on. */
function taken(queue: TimedQueue, count: number, first = 0): boolean {
  let right = true;
  for (let row = first; row < first + count; row++) right &&= queue.take() === row;
  return right;
}

describe('a timed queue', () => {
  it('gives rows back in order with their times, also after a restart', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60, size: 'max' }), (actions) => {
        let queue = new TimedQueue();
        const model: { row: number; time: number }[] = [];
        let time = START;
        for (const [row, each] of actions.entries()) {
          if (each === 'restart') queue = restarted(queue);
          else if (each === 'take') {
            if (model.length > 0) expect(queue.take()).toBe(model.shift()!.row);
          } else {
            time += each.add;
            queue.add(row, time);
            model.push({ row, time });
          }
          expect([queue.size, queue.oldest]).toEqual([
            model.length,
            model[0]?.time ?? Number.POSITIVE_INFINITY,
          ]);
        }
      }),
    );
  });

  it('holds six bytes an entry and gives memory back', () => {
    const queue = new TimedQueue();
    const many = 200_000;
    for (let row = 0; row < many; row++) queue.add(row, START + row * 50);
    expect(queue.bytes / many).toBeLessThan(6.5);
    const half = restarted(queue);
    expect(taken(half, many - 10)).toBe(true);
    expect(half.bytes).toBeLessThan(250_000);
    expect([half.size, half.oldest]).toEqual([10, START + (many - 10) * 50]);
    expect(taken(half, 10, many - 10)).toBe(true);
    for (let row = 0; row < 40_000; row++) half.add(row, START + row);
    expect(taken(half, 40_000)).toBe(true);
  });
});
