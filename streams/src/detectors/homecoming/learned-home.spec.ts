import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Detection } from '../../events/detection.ts';
import { NUMBERS, seen, seenAt, surf, WORLD, type FeedEvent } from '../../testing/index.ts';
import { manner, runInManner, type Manner } from '../../testing/manners.ts';

const HOUR = 3_600_000;
/** 2026-05-01T00:00:00+08:00, a Friday. */
const START = Date.UTC(2026, 3, 30, 16);
const ME = NUMBERS.homeless;
const PLAIN: Manner = { batch: 1000, shards: 1, restarts: [false] };

const at = (day: number, hour: number): number => START + (day * 24 + hour) * HOUR;
const nights = (from: number, to: number, cell: string): FeedEvent[] =>
  Array.from({ length: to - from + 1 }, (_, i) => seen(at(from + i, 23), ME, cell));

/** In the second city until the 10th, in the first one from then on: home there from Monday the 25th, 4:00, on. */
const moved = [...nights(0, 9, 'd1'), ...nights(10, 24, 'a1')];

async function found(events: readonly FeedEvent[], how = PLAIN): Promise<readonly Detection[]> {
  const sorted = [...events].sort((a, b) => Number(a.event.eventTime) - Number(b.event.eventTime));
  const { outcome } = await runInManner(sorted, how, WORLD);
  return outcome.detections.filter(({ type }) => type === 'homecoming');
}

describe('homecoming of somebody whose home is learned', () => {
  it('is not found where the trip was to a place that has become home', async () => {
    expect(await found([...moved, seen(at(24, 9), ME, 'a1'), seen(at(24, 12), ME, 'b1')])).toEqual([]);
  });

  it('is found again for a trip that begins after the home has become another one', async () => {
    const trip = [seenAt(at(26, 8), ME, 'C9'), seen(at(34, 8), ME, 'a1'), seen(at(34, 9), ME, 'b1')];
    await fc.assert(
      fc.asyncProperty(manner, async (how) => {
        expect(await found([...moved, ...trip], how)).toMatchObject([
          { eventTime: '2026-06-04T09:00:00+08:00', evidence: { awaySince: '2026-05-27T08:00:00+08:00' } },
        ]);
      }),
      { numRuns: 8 },
    );
  });

  it('knows no ping-pong across the moment at which the home becomes another one', async () => {
    // The event with which the home is learned says nothing of a place.
    const back = [
      seen(at(24, 4) - 2_000, ME, 'd1'),
      surf(at(24, 4), ME, 'unheard'),
      seen(at(24, 4) + 10_000, ME, 'd1'),
      seen(at(24, 4) + 20_000, ME, 'a1'),
      seen(at(24, 4) + 60_000, ME, 'd1'),
      seen(at(32, 5), ME, 'a1'),
      seen(at(32, 6), ME, 'a1'),
    ];
    expect(await found([...nights(0, 9, 'd1'), ...nights(10, 23, 'a1'), ...back])).toMatchObject([
      {
        eventTime: '2026-06-02T06:00:00+08:00',
        evidence: { awaySince: '2026-05-25T04:00:10+08:00', awayAreaIds: ['T211'] },
      },
    ]);
  });
});
