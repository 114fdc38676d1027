import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { planSlices } from './plan-slices.ts';

const HOUR = 3_600_000;
const hoursOf = (counts: readonly number[]) =>
  counts.flatMap((events, index) => (events === 0 ? [] : [{ startMs: index * HOUR, events }]));

describe('slices of a span', () => {
  it('cover it without a gap, hold all events and none much more than asked for', () => {
    const counts = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5_000 })), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(counts, fc.integer({ min: 10, max: 3_000 }), (all, maxEvents) => {
        const toMs = all.length * HOUR;
        const slices = planSlices(hoursOf(all), 0, toMs, maxEvents);
        expect(slices[0]!.fromMs).toBe(0);
        expect(slices.at(-1)!.toMs).toBe(toMs);
        slices.slice(1).forEach((slice, index) => expect(slice.fromMs).toBe(slices[index]!.toMs));
        expect(slices.every(({ fromMs, toMs: end }) => end > fromMs)).toBe(true);
        const total = all.reduce((sum, events) => sum + events, 0);
        expect(slices.reduce((sum, { events }) => sum + events, 0)).toBeCloseTo(total, 3);
        for (const { events } of slices) expect(events).toBeLessThanOrEqual(maxEvents + 1);
      }),
    );
  });

  it('read hours of little together and cut an hour of much', () => {
    const hours = hoursOf([10, 10, 0, 10, 250]);
    const bounds = planSlices(hours, 0, 5 * HOUR, 100).map(({ toMs }) => toMs);
    expect(bounds).toEqual([4 * HOUR, 4 * HOUR + HOUR / 3, 4 * HOUR + (2 * HOUR) / 3, 5 * HOUR]);
  });

  it('begin and end inside an hour when the span does', () => {
    const [only] = planSlices(hoursOf([10]), 5, 77, 100);
    expect(only).toEqual({ fromMs: 5, toMs: 77, events: 10 });
  });
});
