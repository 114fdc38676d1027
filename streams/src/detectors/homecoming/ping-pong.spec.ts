import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PingPongFilter, type Sighting } from './ping-pong.ts';

const LIMIT = 120;

const sighting = fc.record({
  wait: fc.constantFrom(0, 1, 40, 60, 80, 119, 120, 121, 500),
  home: fc.boolean(),
});
const sequence = fc.array(sighting, { maxLength: 25 }).map((list) => {
  let time = 0;
  return list.map(({ wait, home }): Sighting => ({ time: (time += wait), home, place: 0, cell: -1 }));
});

/** By the definition, on the raw sequence. */
function expected(all: readonly Sighting[]): Sighting[] {
  return all.filter((each, at) => {
    const before = all.slice(0, at).findLast(({ home }) => home !== each.home);
    const after = all.slice(at + 1).find(({ home }) => home !== each.home);
    return !before || !after || after.time - before.time > LIMIT;
  });
}

/** Feeds one subscriber's sightings as the detector does; `pause` advances the watermark to each next sighting. */
function kept(all: readonly Sighting[], pause: boolean, restart: boolean): Sighting[] {
  let filter = new PingPongFilter();
  const found: Sighting[] = [];
  let last: Sighting | undefined;
  for (const each of all) {
    if (pause)
      filter.advance(
        (time) => time < each.time,
        (_subscriber, passed) => found.push(passed),
      );
    if (restart) {
      const copy = new PingPongFilter();
      copy.restore(JSON.parse(JSON.stringify(filter.snapshot())));
      filter = copy;
    }
    const turned = last !== undefined && last.home !== each.home;
    const before = last?.time ?? Number.NEGATIVE_INFINITY;
    filter.take(7, each, turned, before, LIMIT, (passed) => found.push(passed));
    last = each;
  }
  filter.advance(
    () => true,
    (_subscriber, passed) => found.push(passed),
  );
  expect(filter.openRuns).toBe(0);
  return found;
}

describe('ping-pong', () => {
  it('is every sighting between two of the other side at most the limit apart, and nothing else', () => {
    fc.assert(
      fc.property(sequence, fc.boolean(), fc.boolean(), (all, pause, restart) => {
        expect(kept(all, pause, restart)).toEqual(expected(all));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    [120, 0],
    [121, 1],
  ])('a touch between two sightings %d seconds apart leaves %d', (apart, left) => {
    const all = [0, 60, apart].map((time, at): Sighting => ({ time, home: at === 1, place: 0, cell: -1 }));
    expect(kept(all, true, false).filter(({ home }) => home)).toHaveLength(left);
  });

  it('of several subscribers is each one’s own', () => {
    const filter = new PingPongFilter();
    const passed: number[] = [];
    const take = (subscriber: number, time: number, home: boolean, turned: boolean, last: number): void =>
      filter.take(subscriber, { time, home, place: 0, cell: -1 }, turned, last, LIMIT, () =>
        passed.push(subscriber),
      );
    take(1, 0, true, false, Number.NEGATIVE_INFINITY);
    take(2, 10, false, false, Number.NEGATIVE_INFINITY);
    take(1, 50, false, true, 0);
    expect([filter.isOpen(1), filter.isOpen(2)]).toEqual([true, false]);
    expect(passed).toEqual([1, 2]);
  });
});
