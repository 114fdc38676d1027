import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { windowBlocks } from '@tidewall/clickhouse';
import type { WindowResult } from '@tidewall/streams';
import { NOON } from '../../testing/samples.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { LiveTopics } from '../live/live-topics.service.ts';

const MINUTE = 60_000;
/** A clock of a simulation: what was known is told by event time. */
const CLOCK = { now: () => NOON, speed: 60, simulated: true };

/** Two counties of one city: few people in one, from whom the other would take the cover. */
const PEOPLE = { '99': 87, '9901': 37, '990101': 7, '990102': 30, '9902': 50 };

function windowsAt(startMs: number, people: Readonly<Record<string, number>>): WindowResult[] {
  return Object.entries(people).map(([areaId, subscribers]) => {
    const counts = { subscribers, signalling: 0, usage: 0, events: 0 };
    return { kind: 'area', areaId, size: '1m', start: '', startMs, revision: 0, ...counts };
  });
}

describe('the map', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp({ clock: CLOCK });
    const stored = [
      ...windowsAt(NOON - 60 * MINUTE, { ...PEOPLE, '990101': 12, '9901': 42, '99': 92 }),
      ...windowsAt(NOON - 15 * MINUTE, PEOPLE),
      ...windowsAt(NOON - 2 * MINUTE, PEOPLE),
    ];
    for (const block of windowBlocks('w', stored)) await test.store.insert(block);
  });
  afterAll(() => test.close());
  const get = async (
    path: string,
  ): Promise<{ status: number; text: string; body: Record<string, unknown> }> => {
    const answer = await fetch(`${test.url}/api/v1/map${path}`);
    const text = await answer.text();
    return { status: answer.status, text, body: JSON.parse(text) as Record<string, unknown> };
  };
  const presentAt = async (areaId: string, at: number): Promise<Record<string, unknown>> => {
    const { body } = await get(`/state?areaId=${areaId}&at=${at}`);
    const areas = body['areas'] as { areaId: string; present: unknown }[];
    return Object.fromEntries(areas.map((area) => [area.areaId, area.present]));
  };

  it('shows no count below k, on no level, nor what it follows from', async () => {
    expect(await presentAt('99', NOON)).toEqual({ '99': 87, '9901': 37, '9902': 50 });
    expect(await presentAt('9901', NOON)).toEqual({ '9901': 37, '990101': 'few', '990102': 'withheld' });
    expect(await presentAt('990101', NOON)).toEqual({ '990101': 'few' });
  });

  it('shows a moment as it was known then, a minute at its end', async () => {
    expect(await presentAt('9901', NOON - 59 * MINUTE)).toEqual({ '9901': 42, '990101': 12, '990102': 30 });
    expect(await presentAt('9901', NOON - 60 * MINUTE)).toEqual({
      '9901': null,
      '990101': null,
      '990102': null,
    });
    expect((await get(`/state?areaId=99`)).body).toMatchObject({ at: NOON, basis: 'event-time', alerts: [] });
  });

  it('treats the same minute alike in a curve', async () => {
    const { body } = await get('/series?areaId=990102&metric=present');
    expect(body['points']).toEqual([
      [NOON - 60 * MINUTE, 30],
      [NOON - 15 * MINUTE, 'withheld'],
    ]);
    expect((await get('/series?areaId=990101&metric=present')).body['points']).toEqual([
      [NOON - 60 * MINUTE, 12],
      [NOON - 15 * MINUTE, 'few'],
    ]);
  });

  it('tells the live topic the same, and no exact small count', async () => {
    const watermark = NOON;
    const windows = windowsAt(NOON - MINUTE, PEOPLE);
    test.pipeline.output$.next({ detections: [], windows, shareDays: [], watermark });
    const [topic] = test.app.get(LiveTopics).all.filter(({ name }) => name === 'map');
    const entry = (areaId: string): unknown => topic?.get(`area/${areaId}`);
    for (let tries = 0; tries < 100; tries++) {
      if ((entry('9901') as { minute?: number } | undefined)?.minute === NOON - MINUTE) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(entry('9901')).toMatchObject({ present: 37, minute: NOON - MINUTE, homecomings: 'few' });
    expect(entry('990101')).toMatchObject({ present: 'few' });
    expect(entry('990102')).toMatchObject({ present: 'withheld' });
  });

  it('says where children lie, and how small is small', async () => {
    expect((await get('/places?areaId=9901')).body).toEqual({
      k: 10,
      items: [{ areaId: '990101', longitude: 112.5, latitude: 30.5 }],
    });
  });

  it('counts cells over a whole quarter of an hour that has been stored', async () => {
    expect((await get('/cells?areaId=990101')).body).toEqual({
      startMs: NOON - 30 * MINUTE,
      cells: [
        ['c1', 112, 30, 'few'],
        ['c2', 113, 31, 'few'],
      ],
      cut: false,
    });
  });

  it.each([
    ['unknown-area', 404, '/state?areaId=nowhere'],
    ['unknown-area', 404, '/cells?areaId=nowhere'],
    ['unknown-hotspot', 404, '/campus-series?hotspotId=nowhere'],
    ['invalid-parameter', 400, `/state?areaId=99&at=${NOON + 1}`],
    ['invalid-parameter', 400, `/state?areaId=99&at=${NOON - 40 * 86_400_000}`],
    ['invalid-parameter', 400, '/series?areaId=99&metric=mood'],
    ['invalid-parameter', 400, '/state'],
  ])('answers %s (%d) to %s', async (code, status, path) => {
    const answer = await get(path);
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
  });
});
