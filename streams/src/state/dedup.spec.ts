import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { IdentityMemory } from './dedup.ts';
import { SnapshotReader, SnapshotWriter } from './snapshot.ts';

const HORIZON = 1000;
const NEVER = Number.NEGATIVE_INFINITY;

function copyOf(memory: IdentityMemory): IdentityMemory {
  const writer = new SnapshotWriter();
  memory.snapshot(writer);
  const copy = new IdentityMemory(HORIZON);
  copy.restore(SnapshotReader.open(writer.finish()));
  return copy;
}

describe('memory of identities', () => {
  it('knows an identity up to the horizon of event time, inclusive, on both sides', () => {
    const memory = new IdentityMemory(HORIZON);
    expect(memory.seen(1, 2, 5000, NEVER)).toBe(false);
    expect(memory.seen(1, 2, 5000, NEVER)).toBe(true);
    expect(memory.seen(1, 2, 6000, NEVER)).toBe(true);
    expect(memory.seen(1, 2, 4000, NEVER)).toBe(true);
    expect(memory.seen(1, 2, 6001, NEVER)).toBe(false);
    expect(memory.seen(1, 2, 6001, NEVER)).toBe(true);
  });

  it('tells identities apart by both words, zero included', () => {
    const memory = new IdentityMemory(HORIZON);
    for (const [hi, lo] of [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ] as const)
      expect(memory.seen(hi, lo, 1, NEVER)).toBe(false);
    for (const [hi, lo] of [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ] as const)
      expect(memory.seen(hi, lo, 1, NEVER)).toBe(true);
  });

  it('does not grow with the length of the stream, and forgets nothing within the horizon', () => {
    const memory = new IdentityMemory(HORIZON);
    const before = memory.bytes;
    let wrong = 0;
    for (let time = 0; time < 100_000; time++) {
      if (memory.seen(7, time, time, time)) wrong++;
      if (time >= HORIZON && !memory.seen(7, time - HORIZON, time - HORIZON, time)) wrong++;
    }
    expect(wrong).toBe(0);
    expect(memory.bytes).toBeLessThanOrEqual(before * 4);
  });

  it('answers like the definition, across rebuilds and snapshots at any moment', () => {
    const event = fc.record({ id: fc.nat(20), wait: fc.nat(300), restart: fc.boolean() });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        let memory = new IdentityMemory(HORIZON);
        const model = new Map<number, number>();
        let time = 0;
        for (const { id, wait, restart } of events) {
          time += wait;
          const known = model.get(id);
          const duplicate = known !== undefined && time - known <= HORIZON;
          if (!duplicate) model.set(id, time);
          expect(memory.seen(id, id, time, time)).toBe(duplicate);
          if (restart) memory = copyOf(memory);
        }
      }),
    );
  });
});
