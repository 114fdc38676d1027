import { describe, expect, it } from '@jest/globals';
import type { Detection } from '../../events/detection.ts';
import {
  chunks,
  lifecycle,
  NUMBERS,
  run,
  seen,
  seenAt,
  surf,
  WORLD,
  type FeedEvent,
} from '../../testing/index.ts';
import { mostObserved } from './trips.ts';

const START = Date.UTC(2026, 4, 1);
const MINUTE = 1 / 60;
const DAY = 24;
const ME = NUMBERS.home[0];

const at = (hours: number): number => START + hours * 3_600_000;
const home = (hours: number, cell = 'a1', msisdn: string = ME): FeedEvent => seen(at(hours), msisdn, cell);
const away = (hours: number, area = 'C9', msisdn: string = ME): FeedEvent => seenAt(at(hours), msisdn, area);

async function found(events: readonly FeedEvent[], reference = WORLD): Promise<readonly Detection[]> {
  const { detections } = await run(chunks(events), {}, reference);
  return detections
    .filter(({ type }) => type === 'homecoming')
    .sort((a, b) => (a.eventTime < b.eventTime ? -1 : 1));
}

const times = (detections: readonly Detection[]): number[] =>
  detections.map(({ eventTime }) => Math.round((Date.parse(eventTime) - START) / 60_000) / 60);

/** Away from 0, back at `back`, seen again at `again`. */
const trip = (back: number, again: number): FeedEvent[] => [home(-1), away(0), home(back), home(again, 'a2')];

describe('homecoming', () => {
  it('tells everything about a return after a week', async () => {
    const events = [
      home(-1),
      away(0),
      away(5),
      away(9, 'C2'),
      home(8 * DAY),
      home(8 * DAY + 0.25, 'b1'),
      home(8 * DAY + 1, 'a2'),
    ];
    const [detection, ...more] = await found(events);
    expect(more).toEqual([]);
    expect(detection).toMatchObject({
      type: 'homecoming',
      subtype: 'own',
      eventTime: '2026-05-09T09:00:00+08:00',
      subject: { kind: 'subscriber', msisdn: ME },
      areaId: 'T111',
      hotspotId: null,
      severity: 'info',
      revision: 0,
      evidence: {
        awaySince: '2026-05-01T08:00:00+08:00',
        awayDays: 8,
        awayAreaIds: ['C9', 'C2'],
        returnedAt: '2026-05-09T08:00:00+08:00',
        confirmedAt: '2026-05-09T09:00:00+08:00',
        cells: ['a1', 'b1', 'a2'],
      },
    });
  });

  it('needs 7 days from the first observation away to the first one back, to the millisecond', async () => {
    expect(times(await found(trip(7 * DAY, 7 * DAY + 1)))).toEqual([7 * DAY + 1]);
    expect(await found(trip(7 * DAY - 1 / 3_600_000, 7 * DAY + 1))).toEqual([]);
  });

  it('is confirmed 30 minutes after the first observation back, to the millisecond', async () => {
    const back = 8 * DAY;
    expect(times(await found(trip(back, back + 0.5)))).toEqual([back + 0.5]);
    expect(await found(trip(back, back + 0.5 - 1 / 3_600_000))).toEqual([]);
    const slowly = [...trip(back, back + 0.25), home(back + 0.4), home(back + 0.75), home(back + 1)];
    expect(times(await found(slowly))).toEqual([back + 0.75]);
  });

  it('does not begin with a touch of home: the trip goes on', async () => {
    const events = [away(0), home(4 * DAY), away(4 * DAY + 0.25), home(8 * DAY), home(8 * DAY + 1)];
    expect(times(await found(events))).toEqual([8 * DAY + 1]);
    expect((await found(events))[0]?.evidence['awaySince']).toBe('2026-05-01T08:00:00+08:00');
  });

  it('begins again after an observation elsewhere', async () => {
    const back = 8 * DAY;
    const events = [
      away(0),
      home(back),
      away(back + 0.25),
      home(back + 0.45),
      home(back + 0.6),
      home(back + 1),
    ];
    const [detection] = await found(events);
    expect(times([detection!])).toEqual([back + 1]);
    expect(detection?.evidence['cells']).toEqual(['a1']);
  });

  it('of a short trip is silent, and the next trip begins anew', async () => {
    const short = trip(3 * DAY, 3 * DAY + 1);
    expect(await found([...short, away(5 * DAY), home(8 * DAY), home(8 * DAY + 1)])).toEqual([]);
    const long = [away(5 * DAY), home(12 * DAY), home(12 * DAY + 1)];
    expect(times(await found([...short, ...long]))).toEqual([12 * DAY + 1]);
  });

  it('is said once a trip, and again after a second trip right after', async () => {
    const first = [...trip(8 * DAY, 8 * DAY + 1), home(8 * DAY + 2), home(8 * DAY + 3)];
    expect(await found(first)).toHaveLength(1);
    const second = [away(8 * DAY + 4), home(16 * DAY), home(16 * DAY + 1)];
    const both = await found([...first, ...second]);
    expect(times(both)).toEqual([8 * DAY + 1, 16 * DAY + 1]);
    expect(new Set(both.map(({ detectionId }) => detectionId)).size).toBe(2);
  });

  it('ignores ping-pong at the border, on both sides', async () => {
    const atHome = [home(0), away(1), home(1 + 2 * MINUTE), home(8 * DAY), home(9 * DAY)];
    expect(await found(atHome)).toEqual([]);
    const abroad = [
      away(0),
      away(8 * DAY),
      home(8 * DAY + MINUTE),
      away(8 * DAY + 2 * MINUTE),
      home(9 * DAY),
      home(9 * DAY + 1),
    ];
    expect((await found(abroad))[0]?.evidence['returnedAt']).toBe('2026-05-10T08:00:00+08:00');
  });

  it('takes any observation with a place: usage too, and any cell of the home city', async () => {
    const events = [away(0), surf(at(8 * DAY), ME, 'c1'), surf(at(8 * DAY + 1), ME, 'b1')];
    expect((await found(events)).map(({ areaId }) => areaId)).toEqual(['T112']);
  });

  it('leaves the province and says nothing: a place that contains home is no place', async () => {
    const province = [
      away(0),
      seenAt(at(4 * DAY), ME, 'P1'),
      home(8 * DAY),
      away(8 * DAY + 0.1, 'P1'),
      home(8 * DAY + 1),
    ];
    expect(times(await found(province))).toEqual([8 * DAY + 1]);
    expect(await found([home(0), away(1, 'P1'), home(8 * DAY), home(8 * DAY + 1)])).toEqual([]);
  });

  it('of another city of our province counts like one from far away', async () => {
    const events = [seen(at(0), ME, 'd1'), home(8 * DAY), home(8 * DAY + 1)];
    expect((await found(events))[0]?.evidence['awayAreaIds']).toEqual(['T211']);
  });

  it('learns nothing from unknown cells and areas', async () => {
    const unknown = seen(at(4 * DAY), ME, 'zz', { servingAreaId: 'yy' });
    expect(times(await found([away(0), unknown, home(8 * DAY), home(8 * DAY + 1)]))).toEqual([8 * DAY + 1]);
    const fallback = seen(at(0), ME, 'zz', { servingAreaId: 'C9' });
    expect(times(await found([fallback, home(8 * DAY), home(8 * DAY + 1)]))).toEqual([8 * DAY + 1]);
  });

  it('is only for numbers of ours with a known home', async () => {
    const of = (msisdn: string): FeedEvent[] => [
      away(0, 'C9', msisdn),
      home(8 * DAY, 'a1', msisdn),
      home(8 * DAY + 1, 'a1', msisdn),
    ];
    expect(await found(of('8613000000009'))).toEqual([]);
    expect(await found(of(NUMBERS.homeless))).toEqual([]);
    expect(await found(of('8613900000077'))).toEqual([]);
    expect(await found(of(NUMBERS.otherCity))).toEqual([]);
    expect(await found(of('8613910000077'))).toHaveLength(1);
    const joined = lifecycle(at(-2), 'ported-in', '8613910000088');
    expect(await found([joined, ...of('8613910000088')])).toHaveLength(1);
  });

  it('needs no end of the stream: a return is confirmed by the observation alone', async () => {
    const { detections } = await run(chunks(trip(8 * DAY, 8 * DAY + 1)), {}, WORLD, false);
    expect(detections.map(({ type }) => type)).toEqual(['homecoming']);
  });

  it('names up to three places, the most observed first', () => {
    const ids = ['a', 'b', 'c', 'd'];
    const away: [number, number][] = [
      [3, 1],
      [1, 2],
      [0, 2],
      [2, 9],
    ];
    expect(mostObserved(away, (area) => ids[area]!)).toEqual(['c', 'a', 'b']);
  });
});
