import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { detectionBlock, windowBlocks } from '@tidewall/clickhouse';
import type { WindowResult } from '@tidewall/streams';
import { homecoming, NOON } from '../../testing/samples.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const MIDNIGHT = NOON - 12 * HOUR;
const CLOCK = { now: () => NOON, speed: 60, simulated: true };
/** Two counties of one city: few people in one, from whom the other would take the cover. */
const PEOPLE = { '99': 87, '9901': 37, '990101': 7, '990102': 30, '9902': 50 };

function minutes(startMs: number, people: Readonly<Record<string, number>>): WindowResult[] {
  return Object.entries(people).map(([areaId, subscribers]) => {
    const counts = { subscribers, signalling: 2 * subscribers, usage: 1, events: 2 * subscribers + 1 };
    return { kind: 'area', areaId, size: '1m', start: '', startMs, revision: 0, ...counts };
  });
}

function quarter(startMs: number, subscribers: number, students: number): WindowResult {
  const counts = {
    ownNewcomers: 3,
    rivals: 12,
    signalling: 9,
    usage: 1,
    calls: 4,
    sms: 0,
    bytes: 5,
    voiceSeconds: 6,
  };
  const window = { start: '', startMs, revision: 0, subscribers, students, ...counts };
  return { kind: 'hotspot', hotspotId: 'h1', size: '15m', ...window };
}

describe('counts of people as pages show them', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp({ clock: CLOCK });
    const windows = [
      ...minutes(NOON - 30 * MINUTE, PEOPLE),
      ...minutes(NOON - 2 * MINUTE, { ...PEOPLE, '990101': 12, '9901': 42, '99': 92 }),
      quarter(NOON - 30 * MINUTE, 64, 60),
      quarter(NOON - 15 * MINUTE, 7, 2),
    ];
    for (const block of windowBlocks('w', windows)) await test.store.insert(block);
    const came = (count: number, hour: number, areaId: string) =>
      Array.from({ length: count }, (_, index) => {
        const at = new Date(MIDNIGHT + hour * HOUR + index * MINUTE).toISOString();
        return homecoming(`${areaId}-${hour}-${index}`, at, { areaId });
      });
    const detections = [...came(14, 6, '990102'), ...came(7, 8, '990101'), ...came(25, 9, '990102')];
    await test.store.insert(detectionBlock('d', detections));
  });
  afterAll(() => test.close());
  const get = async (path: string): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${test.url}/api/v1${path}`);
    return (await answer.json()) as Record<string, unknown>;
  };
  const span = `from=${MIDNIGHT}&to=${NOON}`;
  const points = async (path: string): Promise<unknown> => (await get(path))['points'];

  it('are to the unit for programs, unless they ask for what is shown', async () => {
    const path = `/areas/990101/windows?metric=subscribers&size=1m&from=${NOON - HOUR}`;
    expect(await points(path)).toEqual([
      [NOON - 30 * MINUTE, 7],
      [NOON - 2 * MINUTE, 12],
    ]);
    expect(await points(`${path}&counts=shown`)).toEqual([
      [NOON - 30 * MINUTE, 'few'],
      [NOON - 2 * MINUTE, 12],
    ]);
  });

  it('withhold what a count of few would follow from', async () => {
    const path = `/areas/990102/windows?metric=subscribers&size=15m&counts=shown`;
    expect(await points(`${path}&from=${NOON - HOUR}`)).toEqual([[NOON - 30 * MINUTE, 'withheld']]);
  });

  it('hide the events of few', async () => {
    const path = `/areas/990101/windows?metric=signalling&size=1m&from=${NOON - HOUR}&counts=shown`;
    expect(await points(path)).toEqual([
      [NOON - 30 * MINUTE, 'withheld'],
      [NOON - 2 * MINUTE, 24],
    ]);
  });

  it('give homecomings of hours and days in whole steps', async () => {
    const hours = (await points(
      `/areas/99/windows?metric=homecomings&size=1h&${span}&counts=shown`,
    )) as unknown[][];
    expect(hours.map(([, value]) => value).slice(5, 10)).toEqual([
      'few',
      // Fourteen here and nobody elsewhere: their sum would tell of the others.
      'withheld',
      'withheld',
      'withheld',
      20,
    ]);
    expect(await points(`/areas/99/windows?metric=homecomings&size=1d&${span}&counts=shown`)).toEqual([
      [MIDNIGHT, 40],
    ]);
    expect(await points(`/areas/990101/windows?metric=homecomings&size=1d&${span}&counts=shown`)).toEqual([
      [MIDNIGHT, 'few'],
    ]);
  });

  it('give the day as it grows to everybody', async () => {
    const { today, days } = (await get('/areas/99/homecomings')) as Record<string, unknown[][]>;
    expect(today?.map(([, value]) => value).slice(5)).toEqual([
      'few',
      'withheld',
      'withheld',
      20,
      40,
      40,
      40,
    ]);
    expect(days).toEqual([]);
  });

  it('hide students among whom few are none, and figures about few', async () => {
    const of = (metric: string): Promise<unknown> =>
      points(`/hotspots/h1/windows?metric=${metric}&size=15m&from=${NOON - HOUR}&counts=shown`);
    const at = (first: unknown, second: unknown): unknown[] => [
      [NOON - 30 * MINUTE, first],
      [NOON - 15 * MINUTE, second],
    ];
    expect(await of('subscribers')).toEqual(at(64, 'few'));
    expect(await of('students')).toEqual(at('withheld', 'few'));
    expect(await of('calls')).toEqual(at(4, 'withheld'));
    expect(await of('ownNewcomers')).toEqual(at('few', 'few'));
  });

  it.each([
    ['size', '/areas/99/windows?metric=subscribers&size=1h'],
    ['size', '/areas/99/windows?metric=homecomings&size=1m'],
    ['from', `/areas/99/windows?metric=subscribers&size=1m&from=${NOON - 4 * HOUR}`],
    ['counts', '/areas/99?counts=all'],
  ])('name %s as the fault of %s', async (field, path) => {
    const asked = path.includes('counts=') ? path : `${path}&counts=shown`;
    expect(await get(asked)).toMatchObject({
      code: 'invalid-parameter',
      details: expect.arrayContaining([expect.objectContaining({ field })]),
    });
  });
});
