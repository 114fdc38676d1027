import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { windowBlocks } from '@tidewall/clickhouse';
import type { WindowResult } from '@tidewall/streams';
import { NOON } from '../../testing/samples.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';

const DAY = 86_400_000;

function quarter(startMs: number, subscribers: number): WindowResult {
  const counts = {
    students: 1,
    ownNewcomers: 0,
    rivals: 2,
    signalling: 5,
    usage: 6,
    calls: 1,
    sms: 2,
    bytes: 300,
    voiceSeconds: 40,
  };
  return {
    kind: 'hotspot',
    hotspotId: 'h1',
    size: '15m',
    start: '',
    startMs,
    revision: 0,
    subscribers,
    ...counts,
  };
}

describe('GET /api/v1/hotspots', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp();
    const days = Array.from({ length: 28 }, (_, index) => quarter(NOON - (index + 1) * DAY, 100 + index));
    for (const block of windowBlocks('w', [...days, quarter(NOON, 40)])) await test.store.insert(block);
  });
  afterAll(() => test.close());
  const get = async (path: string): Promise<{ status: number; body: unknown }> => {
    const answer = await fetch(`${test.url}/api/v1/hotspots${path}`);
    return { status: answer.status, body: await answer.json() };
  };

  it('lists hotspots in the middle of their cells', async () => {
    expect((await get('')).body).toEqual({
      items: [
        {
          hotspotId: 'h1',
          type: 'campus',
          name: '江州大学',
          areaId: '990101',
          latitude: 30.5,
          longitude: 112.5,
        },
        {
          hotspotId: 'h2',
          type: 'transport',
          name: '火车站',
          areaId: '990101',
          latitude: null,
          longitude: null,
        },
      ],
    });
  });

  it('gives a card: a campus with how it is now, another without', async () => {
    expect((await get('/h1')).body).toMatchObject({
      path: [{ areaId: 'CN' }, { areaId: '99' }, { areaId: '9901' }, { areaId: '990101' }],
      now: { hotspotId: 'h1', ownNewcomersToday: 0 },
    });
    expect((await get('/h2')).body).toMatchObject({ now: null });
    expect((await get('/h3')).body).toMatchObject({ code: 'unknown-hotspot' });
  });

  it('gives series of its windows', async () => {
    const span = `from=${NOON}&to=${NOON + 1}`;
    expect((await get(`/h1/windows?metric=bytes&size=15m&${span}`)).body).toEqual({
      metric: 'bytes',
      size: '15m',
      unit: 'bytes',
      points: [[NOON, 300]],
    });
    expect((await get('/h1/windows?metric=bytes&size=1h')).status).toBe(400);
  });

  it('says what is usual from days of the same kind in four weeks', async () => {
    const { body } = await get('/h1/usual?day=2026-02-10');
    const { quarters, comparableDays } = body as { quarters: number[][]; comparableDays: string[] };
    expect(comparableDays).toHaveLength(20);
    expect(comparableDays).not.toContain('2026-02-08');
    expect(quarters).toEqual([[NOON, expect.any(Number), expect.any(Number), expect.any(Number)]]);
    const [, low = 0, median = 0, high = 0] = quarters[0] ?? [];
    expect(low).toBeLessThan(median);
    expect(median).toBeLessThan(high);
    expect(high).toBeLessThanOrEqual(127);
  });

  it('says nothing is usual when too few days are known', async () => {
    expect((await get('/h1/usual?day=2026-01-15')).body).toMatchObject({ quarters: [] });
    expect((await get('/h1/usual?day=someday')).status).toBe(400);
  });
});
