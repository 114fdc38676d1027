import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Detection } from '../../events/detection.ts';
import { call, NUMBERS, seen, surf, WORLD, type FeedEvent } from '../../testing/index.ts';
import { manner, runInManner, type Manner } from '../../testing/manners.ts';

const HOUR = 3_600_000;
/** 2026-05-01T00:00:00+08:00, a Friday: homes are learned from the Mondays 3 and 10 days later on. */
const START = Date.UTC(2026, 3, 30, 16);
const GUEST = '8613090000001';
const ME = NUMBERS.homeless;
const PLAIN: Manner = { batch: 1000, shards: 1, restarts: [false] };

const at = (day: number, hour: number): number => START + (day * 24 + hour) * HOUR;
const rests = (from: number, to: number, cell: string): FeedEvent[] =>
  Array.from({ length: to - from + 1 }, (_, i) => seen(at(from + i, 23), ME, cell));
const calls = (day: number, count: number, of: string = ME, to = GUEST): FeedEvent[] =>
  Array.from({ length: count }, (_, i) => call(at(day, 12) + i, of, to, 'd1'));
/** The guest dwells in the county of T111 on the tenth day. */
const dwells = [seen(at(9, 10), GUEST, 'a1'), seen(at(9, 11), GUEST, 'b1')];

async function found(events: readonly FeedEvent[], how = PLAIN): Promise<readonly Detection[]> {
  const sorted = [...events].sort((a, b) => Number(a.event.eventTime) - Number(b.event.eventTime));
  const { outcome } = await runInManner(sorted, how, WORLD);
  return outcome.detections.filter(({ subtype }) => subtype === 'inbound');
}

describe('guests in touch with somebody whose home is learned', () => {
  it('come home with the event with which the home is learned, if that was missing', async () => {
    const events = [...rests(0, 9, 'a1'), ...calls(1, 3), ...dwells, surf(at(10, 9), ME, 'd1')];
    await fc.assert(
      fc.asyncProperty(manner, async (how) => {
        expect(await found(events, how)).toMatchObject([
          {
            eventTime: '2026-05-11T09:00:00+08:00',
            areaId: 'T112',
            evidence: {
              dwellingSince: '2026-05-10T10:00:00+08:00',
              peerHomeAreaId: 'T111',
              communications: 3,
            },
          },
        ]);
      }),
      { numRuns: 8 },
    );
    expect(await found(events.slice(0, -1))).toEqual([]);
  });

  it('are judged by the home that has been learned since they were in touch last', async () => {
    const family = calls(2, 4, NUMBERS.home[0]);
    const later = [seen(at(10, 12), GUEST, 'a1'), seen(at(10, 13), GUEST, 'a1')];
    const learned = [...rests(0, 9, 'd1'), ...calls(1, 2), surf(at(10, 9), ME, 'd1')];
    expect(await found([...learned, ...family, ...later])).toMatchObject([
      { eventTime: '2026-05-11T13:00:00+08:00', evidence: { runnerUp: { homeAreaId: 'T211' } } },
    ]);
    const unknown = learned.slice(0, -1);
    expect(await found([...unknown, ...family, ...later])).toMatchObject([
      { eventTime: '2026-05-11T13:00:00+08:00', evidence: { runnerUp: { homeAreaId: null } } },
    ]);
  });

  it('are no more in touch once their communications have expired', async () => {
    const reference = {
      ...WORLD,
      thresholds: 'version,effectiveFrom,areaId,rule,parameter,value\n1,,,homecoming/inbound,contactDays,8\n',
    };
    const events = [...rests(0, 9, 'a1'), ...calls(1, 3), ...dwells, surf(at(10, 9), ME, 'd1')];
    const sorted = [...events].sort((a, b) => Number(a.event.eventTime) - Number(b.event.eventTime));
    const { outcome } = await runInManner(sorted, PLAIN, reference);
    expect(outcome.detections.filter(({ subtype }) => subtype === 'inbound')).toEqual([]);
  });
});
