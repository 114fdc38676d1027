import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { activeShareBlock, detectionBlock, shareDayBlock, windowBlocks } from '@tidewall/clickhouse';
import type { WindowResult } from '@tidewall/streams';
import { homecoming, NOON } from '../../testing/samples.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';

const MINUTE = 60_000;

function minute(startMs: number, subscribers: number, revision = 0): WindowResult {
  const counts = { subscribers, signalling: 2, usage: 1, events: 3 };
  return { kind: 'area', areaId: '990101', size: '1m', start: '', startMs, revision, ...counts };
}

describe('GET /api/v1/areas', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp();
    const windows = [
      minute(NOON - 20 * MINUTE, 5),
      minute(NOON - 2 * MINUTE, 4),
      minute(NOON - MINUTE, 7),
      minute(NOON - MINUTE, 9, 1),
    ];
    for (const block of windowBlocks('w', windows)) await test.store.insert(block);
    const share = { areaId: '990101', day: '2026-02-09', revision: 1, final: true };
    await test.store.insert(
      shareDayBlock('s', [
        { ...share, operatorId: 'me', own: true, newNumbers: 6 },
        { ...share, operatorId: 'x', own: false, newNumbers: 3 },
        { ...share, operatorId: 'y', own: false, newNumbers: 1 },
        { ...share, areaId: '990102', operatorId: 'x', own: false, newNumbers: 2 },
      ]),
    );
    const active = {
      areaId: '990101',
      day: '2026-02-09',
      ownActive: 700,
      rivalSeen: 200,
      seenOnce: 80,
      seenTwice: 40,
      communications: 500,
      rivalEstimated: 277.1,
      rivalInterval: [246.3, 327.5],
      plainShare: 0.7778,
      chao1Share: 0.7164,
      chao1Interval: [0.6813, 0.7397],
      outage: false,
    } as const;
    await test.store.insert(
      activeShareBlock('a', [
        { ...active, operatorId: null },
        { ...active, operatorId: 'x' },
      ]),
    );
    await test.store.insert(
      detectionBlock('d', [
        homecoming('a', '2026-02-10T10:05:00+08:00'),
        homecoming('b', '2026-02-10T10:50:00+08:00', { areaId: '990102' }),
        homecoming('c', '2026-02-10T11:10:00+08:00'),
      ]),
    );
  });
  afterAll(() => test.close());
  const get = async (path: string): Promise<{ status: number; body: unknown }> => {
    const answer = await fetch(`${test.url}/api/v1/areas${path}`);
    return { status: answer.status, body: await answer.json() };
  };

  it('lists all areas and says which are ours', async () => {
    const { body } = await get('');
    expect((body as { items: unknown[] }).items).toHaveLength(8);
    expect(body).toMatchObject({
      items: expect.arrayContaining([
        { areaId: '990101', parentId: '9901', level: 'county', name: '东县', nameEn: 'East', covered: true },
        expect.objectContaining({ areaId: '9902', covered: true }),
        expect.objectContaining({ areaId: '98', covered: false }),
        expect.objectContaining({ areaId: 'CN', parentId: null, covered: false }),
      ]),
    });
  });

  it('gives a card with the way up, the children and how it is now', async () => {
    const { body } = await get('/9901');
    expect(body).toMatchObject({
      areaId: '9901',
      path: [{ areaId: 'CN' }, { areaId: '99' }],
      children: [{ areaId: '990101' }, { areaId: '990102' }],
      now: { areaId: '9901', share: { share: null, interval: null, threshold: 0.7 } },
    });
    expect((await get('/nowhere')).status).toBe(404);
    expect((await get('/nowhere')).body).toMatchObject({ code: 'unknown-area' });
  });

  it('gives series in their newest revisions, by minute and by quarter', async () => {
    const from = NOON - 30 * MINUTE;
    const byMinute = await get(`/990101/windows?metric=subscribers&size=1m&from=${from}&to=${NOON}`);
    expect(byMinute.body).toEqual({
      metric: 'subscribers',
      size: '1m',
      unit: 'subscribers',
      points: [
        [NOON - 20 * MINUTE, 5],
        [NOON - 2 * MINUTE, 4],
        [NOON - MINUTE, 9],
      ],
    });
    const byQuarter = await get(`/990101/windows?metric=events&size=15m&from=${from}&to=${NOON}`);
    expect(byQuarter.body).toMatchObject({
      unit: 'events',
      points: [
        [NOON - 30 * MINUTE, 3],
        [NOON - 15 * MINUTE, 6],
      ],
    });
  });

  it('counts homecomings of everything below by hour', async () => {
    const span = 'from=2026-02-10T00:00:00%2B08:00&to=2026-02-10T12:00:00%2B08:00';
    const { body } = await get(`/9901/windows?metric=homecomings&size=1h&${span}`);
    expect(body).toMatchObject({
      points: [
        [NOON - 120 * MINUTE, 2],
        [NOON - 60 * MINUTE, 1],
      ],
    });
    expect((await get(`/990102/windows?metric=homecomings&size=1d&${span}`)).body).toMatchObject({
      points: [[NOON - 720 * MINUTE, 1]],
    });
  });

  it('gives shares by day of the area and its children, and as a series', async () => {
    const { body } = await get('/9901/shares?from=2026-02-01&to=2026-02-10');
    expect(body).toMatchObject({
      items: [
        { areaId: '990101', day: '2026-02-09', ownNew: 6, rivalNew: { x: 3, y: 1 }, share: 0.6, final: true },
        { areaId: '990102', ownNew: 0, rivalNew: { x: 2 }, share: 0 },
      ],
    });
    const { body: series } = await get('/990101/windows?metric=share&size=1d');
    expect(series).toMatchObject({ unit: 'ratio', points: [[Date.parse('2026-02-09T00:00:00+08:00'), 0.6]] });
  });

  it('gives active shares by day and rival of the area and its children, with both bounds', async () => {
    const { body } = await get('/9901/active-shares?from=2026-02-01&to=2026-02-10');
    expect(body).toMatchObject({
      items: [
        { areaId: '990101', day: '2026-02-09', operatorId: null, ownActive: 700, rivalSeen: 200 },
        { operatorId: 'x', plainShare: 0.7778, chao1Share: 0.7164, chao1Interval: [0.6813, 0.7397] },
      ],
    });
    expect((await get('/nowhere/active-shares')).status).toBe(404);
  });

  it.each([
    ['metric', '/990101/windows?size=1m'],
    ['metric', '/990101/windows?metric=mood&size=1m'],
    ['size', '/990101/windows?metric=usage&size=2m'],
    ['size', '/990101/windows?metric=share&size=1m'],
    ['from', '/990101/windows?metric=usage&size=1m&from=yesterday'],
    ['from', '/990101/windows?metric=usage&size=1m&from=5&to=5'],
    ['from', '/990101/windows?metric=usage&size=1m&from=0'],
    ['to', '/9901/shares?to=2026-02-30'],
    ['to', '/9901/active-shares?to=2026-02-30'],
    ['from', '/9901/shares?from=2020-01-01'],
  ])('names %s as the fault of %s', async (field, path) => {
    const { status, body } = await get(path);
    expect(status).toBe(400);
    expect(body).toMatchObject({
      code: 'invalid-parameter',
      details: expect.arrayContaining([expect.objectContaining({ field })]),
    });
  });
});
