import { describe, expect, it } from '@jest/globals';
import type { Detection } from '../../events/detection.ts';
import {
  call,
  chunks,
  lifecycle,
  message,
  NUMBERS,
  run,
  seen,
  seenAt,
  WORLD,
  type FeedEvent,
} from '../../testing/index.ts';

/** 2026-05-01T08:00:00+08:00. */
const START = Date.UTC(2026, 4, 1);
const DAY = 24;
const GUEST = '8613090000001';
const [FAMILY, FRIEND] = NUMBERS.home;

const at = (hours: number): number => START + hours * 3_600_000;
const calls = (hours: number, count: number, of: string = FAMILY, peer = GUEST): FeedEvent[] =>
  Array.from({ length: count }, (_, i) => call(at(hours) + i * 1000, of, peer, 'c1'));
const here = (hours: number, cell = 'a1', msisdn = GUEST): FeedEvent => seen(at(hours), msisdn, cell);
const there = (hours: number, area: string, msisdn = GUEST): FeedEvent => seenAt(at(hours), msisdn, area);

async function found(
  events: readonly FeedEvent[],
  reference = WORLD,
  settings = {},
): Promise<readonly Detection[]> {
  const sorted = [...events].sort((a, b) => Number(a.event.eventTime) - Number(b.event.eventTime));
  const { detections } = await run(chunks(sorted), settings, reference);
  return detections
    .filter(({ subtype }) => subtype === 'inbound')
    .sort((a, b) => (a.eventTime < b.eventTime ? -1 : 1));
}

const times = (detections: readonly Detection[]): number[] =>
  detections.map(({ eventTime }) => Math.round((Date.parse(eventTime) - START) / 60_000) / 60);

/** Calls before, then an hour in the county. */
const visit = [...calls(0, 3), here(10), here(11, 'b1')];

describe('homecoming of numbers that are not ours', () => {
  it('tells everything about a guest who stays where it is called from', async () => {
    const events = [...visit, ...calls(1, 1, FRIEND)];
    const [detection, ...more] = await found(events, WORLD, {
      festivals: [{ name: 'Labour Day', from: '2026-05-03', to: '2026-05-05' }],
    });
    expect(more).toEqual([]);
    expect(detection).toMatchObject({
      type: 'homecoming',
      subtype: 'inbound',
      eventTime: '2026-05-01T19:00:00+08:00',
      subject: { kind: 'number', msisdn: GUEST },
      areaId: 'T112',
      hotspotId: null,
      severity: 'info',
      revision: 0,
      evidence: {
        dwellingSince: '2026-05-01T18:00:00+08:00',
        peerHomeAreaId: 'T111',
        communications: 3,
        runnerUp: { homeAreaId: 'T111', communications: 1 },
        festival: { name: 'Labour Day', date: '2026-05-03', days: -2 },
        thresholds: 'defaults',
      },
    });
  });

  it('dwells from 30 minutes on, in one county, to the millisecond', async () => {
    expect(times(await found([...calls(0, 3), here(10), here(10.5)]))).toEqual([10.5]);
    expect(await found([...calls(0, 3), here(10), here(10.5 - 1 / 3_600_000)])).toEqual([]);
    expect(await found([...calls(0, 3), here(10), there(10.2, 'T121'), here(10.5)])).toEqual([]);
    expect(await found([...calls(0, 3), here(10), there(10.2, 'C9'), here(10.5)])).toEqual([]);
    expect(times(await found([...calls(0, 3), here(10), there(10.2, 'C1'), here(10.5)]))).toEqual([10.5]);
  });

  it('is where it was seen last, even if that is a whole city', async () => {
    const [detection] = await found([here(10), here(11), there(12, 'C1'), ...calls(13, 3)]);
    expect(detection).toMatchObject({
      areaId: 'C1',
      eventTime: '2026-05-01T21:00:02+08:00',
      evidence: { runnerUp: null },
    });
  });

  it('is judged by whichever event completes it: the call or the place', async () => {
    expect(times(await found([here(10), here(11), ...calls(12, 2), ...calls(14, 1)]))).toEqual([14]);
    expect(await found([...calls(0, 2), here(10), here(11)])).toEqual([]);
    const moves = [...calls(0, 3), there(10, 'T121'), there(11, 'T121'), here(12), here(13)];
    expect(times(await found(moves))).toEqual([13]);
  });

  it('counts the one with most communications, of equally many the most recent', async () => {
    const elsewhere = NUMBERS.otherCity;
    const stay = [here(10), here(11)];
    expect(await found([...calls(0, 3), ...calls(1, 4, elsewhere), ...stay])).toEqual([]);
    expect(await found([...calls(0, 3), ...calls(1, 3, elsewhere), ...stay])).toEqual([]);
    expect(times(await found([...calls(1, 3), ...calls(0, 3, elsewhere), ...stay]))).toEqual([11]);
    const unknown = NUMBERS.homeless;
    expect(await found([...calls(0, 3), ...calls(1, 4, unknown), ...stay])).toEqual([]);
    const [detection] = await found([...calls(0, 3), ...calls(1, 2, unknown), ...stay]);
    expect(detection?.evidence['runnerUp']).toEqual({ homeAreaId: null, communications: 2 });
  });

  it('is said once a visit, and again after a week of absence', async () => {
    const stays = [
      ...visit,
      here(13),
      there(14, 'T121'),
      there(15, 'T121'),
      here(16),
      here(17),
      ...calls(18, 3),
    ];
    expect(times(await found(stays))).toEqual([11]);
    const again = (hours: number): FeedEvent[] => [...stays, here(17 + hours), here(18 + hours)];
    expect(times(await found(again(7 * DAY)))).toEqual([11, 18 + 7 * DAY]);
    expect(times(await found(again(7 * DAY - 0.01)))).toEqual([11]);
    const ids = (await found(again(7 * DAY))).map(({ detectionId }) => detectionId);
    expect(new Set(ids).size).toBe(2);
  });

  it('looks back 90 days and no further, to the millisecond', async () => {
    const days = [10, 20, 30, 40, 50, 60, 70, 80, 89].map((day) => day * DAY);
    // Somebody else keeps the feeds going.
    const others = days.flatMap((hours) => [
      here(hours, 'a1', FRIEND),
      call(at(hours), FRIEND, '10086', 'c1'),
    ]);
    const of = (ms: number): FeedEvent[] => [
      ...calls(0, 3),
      ...others,
      here(90 * DAY - 1),
      seen(at(90 * DAY) + ms, GUEST, 'a1'),
    ];
    expect(await found(of(-1))).toHaveLength(1);
    expect(await found(of(0))).toEqual([]);
  });

  it('is nobody of ours, and nobody at home in the province', async () => {
    const of = (msisdn: string): FeedEvent[] => [
      ...calls(0, 3, FAMILY, msisdn),
      here(10, 'a1', msisdn),
      here(11, 'a1', msisdn),
    ];
    expect(await found(of('8613000000001'))).toHaveLength(1);
    expect(await found(of('8613900000077'))).toHaveLength(1);
    expect(await found(of('8613910000077'))).toEqual([]);
    expect(await found(of(NUMBERS.homeless))).toEqual([]);
    const neighbour = { ...WORLD, 'number-prefixes': `${WORLD['number-prefixes']}861308,red,T121\n` };
    expect(await found(of('8613080000001'), neighbour)).toEqual([]);
  });

  it('is nobody who becomes ours, from then on', async () => {
    const guest = '8613900000077';
    const stay = [here(10, 'a1', guest), here(11, 'a1', guest)];
    const joins = lifecycle(at(12), 'activated', guest);
    expect(await found([...stay, joins, ...calls(13, 3, FAMILY, guest)])).toEqual([]);
    expect(
      await found([...stay, lifecycle(at(12), 'resumed', guest), ...calls(13, 3, FAMILY, guest)]),
    ).toHaveLength(1);
  });

  it('counts our records only: its own, and those of others, make no circle', async () => {
    const own = Array.from({ length: 3 }, (_, i) => call(at(0) + i * 1000, GUEST, FAMILY, 'c1'));
    const others = calls(1, 3, '8613100000003');
    expect(await found([...own, ...others, here(10), here(11)])).toEqual([]);
    const messages = Array.from({ length: 3 }, (_, i) => message(at(0) + i * 1000, FAMILY, GUEST, 'c1'));
    expect(await found([...messages, here(10), here(11)])).toHaveLength(1);
  });

  it('follows the thresholds of the county where it dwells', async () => {
    const header = 'version,effectiveFrom,areaId,rule,parameter,value\n';
    const with4 = {
      ...WORLD,
      thresholds: `${header}7,2026-05-01T00:00:00+08:00,K11,homecoming/inbound,minContacts,4\n`,
    };
    expect(await found(visit, with4)).toEqual([]);
    const [detection] = await found([...visit, ...calls(12, 1)], with4);
    expect(detection).toMatchObject({
      eventTime: '2026-05-01T20:00:00+08:00',
      evidence: { thresholds: '7' },
    });
  });
});
