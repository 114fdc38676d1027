import type { WindowResult } from '@tidewall/streams/events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createEventRows } from '../rows/feed-rows.ts';
import { activeShareBlock, rejectionBlock, shareDayBlock, windowBlocks } from '../rows/results.ts';
import { testBatch, testContext } from '../testing/test-batch.ts';
import { openTestStore, type TestStore } from '../testing/test-store.ts';

const timeZone = 'Asia/Shanghai';
/** Midnight of 10 February 2026 in Shanghai. */
const DAY_START = Date.UTC(2026, 1, 9, 16);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const span = { fromMs: DAY_START, toMs: DAY_START + DAY, timeZone };

let opened: TestStore;
beforeAll(async () => {
  opened = openTestStore();
  await opened.store.migrate();
});
afterAll(() => opened.dispose());

let tokens = 0;
const token = (): string => `t${tokens++}`;

async function putWindows(windows: readonly WindowResult[]): Promise<void> {
  for (const block of windowBlocks(token(), windows)) await opened.store.insert(block);
}

function areaWindow(areaId: string, startMs: number, subscribers: number, revision = 0): WindowResult {
  const counts = { subscribers, signalling: subscribers * 2, usage: subscribers, events: subscribers * 3 };
  return { kind: 'area', areaId, size: '1m', start: '', startMs, ...counts, revision };
}

function hotspotWindow(hotspotId: string, startMs: number, subscribers: number, revision = 0): WindowResult {
  const people = { subscribers, students: 1, ownNewcomers: 2, rivals: 3 };
  const traffic = { signalling: 4, usage: 5, calls: 6, sms: 7, bytes: 2 ** 41, voiceSeconds: 9.5 };
  return { kind: 'hotspot', hotspotId, size: '15m', start: '', startMs, ...people, ...traffic, revision };
}

describe('windows', () => {
  beforeAll(() =>
    putWindows([
      areaWindow('4101', DAY_START - MINUTE, 99),
      areaWindow('4101', DAY_START, 5),
      areaWindow('4101', DAY_START, 7, 1),
      areaWindow('4101', DAY_START + MINUTE, 3),
      areaWindow('4101', DAY_START + HOUR, 4),
      areaWindow('4102', DAY_START, 1),
      {
        kind: 'operator',
        areaId: '4101',
        operatorId: 'b',
        size: '15m',
        start: '',
        startMs: DAY_START,
        calls: 1,
        sms: 2,
        voiceSeconds: 30,
        revision: 0,
      },
    ]),
  );

  it('of an area come with their newest revision', async () => {
    const rows = await opened.store.query('area-series', { areaId: '4101', stepSeconds: 60, ...span });
    expect(rows).toEqual([
      { startMs: DAY_START, subscribers: 7, signalling: 14, usage: 7, events: 21 },
      { startMs: DAY_START + MINUTE, subscribers: 3, signalling: 6, usage: 3, events: 9 },
      { startMs: DAY_START + HOUR, subscribers: 4, signalling: 8, usage: 4, events: 12 },
    ]);
  });

  it('of an area add up to hours and local days, subscribers by the busiest minute', async () => {
    const hours = await opened.store.query('area-series', { areaId: '4101', stepSeconds: 3600, ...span });
    expect(hours.map((row) => [row.startMs, row.subscribers, row.usage])).toEqual([
      [DAY_START, 7, 10],
      [DAY_START + HOUR, 4, 4],
    ]);
    const wide = { ...span, fromMs: DAY_START - DAY };
    const days = await opened.store.query('area-series', { areaId: '4101', stepSeconds: 86_400, ...wide });
    expect(days.map((row) => [row.startMs, row.subscribers, row.usage])).toEqual([
      [DAY_START - DAY, 99, 99],
      [DAY_START, 7, 14],
    ]);
  });

  it('of many areas come side by side', async () => {
    const at = { fromMs: DAY_START, toMs: DAY_START + MINUTE };
    expect(await opened.store.query('areas-at', { ...at, areaIds: [] })).toEqual([
      { areaId: '4101', subscribers: 7, signalling: 14, usage: 7 },
      { areaId: '4102', subscribers: 1, signalling: 2, usage: 1 },
    ]);
    expect(await opened.store.query('areas-at', { ...at, areaIds: ['4102'] })).toHaveLength(1);
  });

  it('of operators come by operator', async () => {
    expect(
      await opened.store.query('operator-series', { areaId: '4101', stepSeconds: 900, ...span }),
    ).toEqual([{ startMs: DAY_START, operatorId: 'b', calls: 1, sms: 2, voiceSeconds: 30 }]);
  });

  it('of a hotspot come as a series and as the usual range of like days', async () => {
    const usual = [10, 20, 30, 40, 50].map((n, i) =>
      hotspotWindow('C1', DAY_START - (i + 1) * DAY + 8 * HOUR, n),
    );
    const today = [
      hotspotWindow('C1', DAY_START + 8 * HOUR, 1),
      hotspotWindow('C1', DAY_START + 8 * HOUR, 60, 1),
    ];
    await putWindows([...usual, ...today]);
    const series = { hotspotId: 'C1', windowSize: '15m', stepSeconds: 900, ...span } as const;
    expect(await opened.store.query('hotspot-series', series)).toEqual([
      {
        startMs: DAY_START + 8 * HOUR,
        subscribers: 60,
        students: 1,
        ownNewcomers: 2,
        rivals: 3,
        signalling: 4,
        usage: 5,
        calls: 6,
        sms: 7,
        bytes: 2 ** 41,
        voiceSeconds: 9.5,
      },
    ]);
    const days = ['2026-02-05', '2026-02-06', '2026-02-07', '2026-02-08', '2026-02-09'];
    expect(await opened.store.query('hotspot-band', { hotspotId: 'C1', days, timeZone })).toEqual([
      { minuteOfDay: 480, low: 14, median: 30, high: 46, days: 5 },
    ]);
    const one = await opened.store.query('hotspot-band', { hotspotId: 'C1', days: ['2026-02-09'], timeZone });
    expect(one).toEqual([{ minuteOfDay: 480, low: 10, median: 10, high: 10, days: 1 }]);
  });
});

describe('new customers by day', () => {
  it('come with their newest figures', async () => {
    const row = {
      areaId: '4101',
      day: '2026-02-10',
      operatorId: 'a',
      own: true,
      newNumbers: 1,
      revision: 1,
      final: false,
    };
    const final = { ...row, newNumbers: 9, revision: 9, final: true };
    const other = { ...row, operatorId: 'b', own: false, newNumbers: 3 };
    await opened.store.insert(shareDayBlock(token(), [final, row, other, { ...row, areaId: '4102' }]));
    const days = { fromDay: '2026-02-10', toDay: '2026-02-10' };
    expect(await opened.store.query('share-days', { ...days, areaIds: ['4101'] })).toEqual([final, other]);
    expect(await opened.store.query('share-days', { ...days, areaIds: [] })).toHaveLength(3);
    expect(
      await opened.store.query('share-days', { fromDay: '2026-02-11', toDay: '2026-03-01', areaIds: [] }),
    ).toEqual([]);
  });
});

describe('active shares by day', () => {
  const row = {
    areaId: '4101',
    day: '2026-02-10',
    operatorId: null,
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

  it('come as they were stored, once, also when they are stored again', async () => {
    const red = { ...row, operatorId: 'red', rivalSeen: 120, outage: true };
    await opened.store.insert(activeShareBlock(token(), [row, red, { ...row, areaId: '4102' }]));
    await opened.store.insert(activeShareBlock(token(), [row]));
    const days = { fromDay: '2026-02-10', toDay: '2026-02-10' };
    const found = await opened.store.query('active-shares', { ...days, areaIds: ['4101'] });
    const { rivalInterval, chao1Interval, ...same } = row;
    const flat = {
      ...same,
      rivalLow: rivalInterval[0],
      rivalHigh: rivalInterval[1],
      chao1Low: chao1Interval[0],
      chao1High: chao1Interval[1],
    };
    expect(found).toEqual([
      { ...flat, operatorId: '' },
      { ...flat, operatorId: 'red', rivalSeen: 120, outage: true },
    ]);
    expect(await opened.store.query('active-shares', { ...days, areaIds: [] })).toHaveLength(3);
  });
});

describe('raw events', () => {
  const context = testContext();
  const call = { time: DAY_START, kind: 'voice', msisdn: '8613800000001', peer: '8613800000002' };

  beforeAll(async () => {
    const usage = [
      call,
      { ...call, time: DAY_START + DAY },
      { ...call, kind: 'sms', peer: '10086' },
      { ...call, kind: 'data' },
    ];
    const rows = createEventRows('usage_events');
    rows.appendBatch(testBatch('usage', 'http:usage', context.long, usage), context);
    await opened.store.insert(rows.take(token()));
    const late = createEventRows('late_events');
    late.appendBatch(testBatch('usage', 'http:usage', context.long, [call]), context);
    await opened.store.insert(late.take(token()));
    await opened.store.insert(
      rejectionBlock(token(), [
        {
          source: 'http:usage',
          feed: 'usage',
          line: 1,
          field: 'msisdn',
          code: 'missing',
          receivedAt: DAY_START,
        },
        {
          source: 'file:x',
          feed: 'signalling',
          line: 2,
          field: null,
          code: 'not-json',
          receivedAt: DAY_START,
        },
      ]),
    );
  });

  it('late and rejected ones add up by source', async () => {
    expect(await opened.store.query('ledger', {})).toEqual([
      { source: 'file:x', feed: 'signalling', stored: 0, late: 0, rejected: 1 },
      { source: 'http:usage', feed: 'usage', stored: 4, late: 1, rejected: 1 },
    ]);
  });

  it('are counted by feed, local day and kind', async () => {
    const both = { ...span, toMs: DAY_START + 2 * DAY };
    expect(await opened.store.query('event-counts', both)).toEqual([
      { feed: 'usage', day: '2026-02-10', kind: 'data', count: 1 },
      { feed: 'usage', day: '2026-02-10', kind: 'sms', count: 1 },
      { feed: 'usage', day: '2026-02-10', kind: 'voice', count: 1 },
      { feed: 'usage', day: '2026-02-11', kind: 'voice', count: 1 },
    ]);
  });

  it('make contacts, which data records do not', async () => {
    const days = { fromDay: '2026-02-01', toDay: '2026-02-28', limit: 10 };
    const subscriberId = context.pseudonyms.idOf('8613800000001');
    expect(await opened.store.query('contacts-of-subscriber', { ...days, subscriberId })).toEqual([
      { peerId: context.pseudonyms.idOf('8613800000002'), calls: 2, sms: 0, lastDay: '2026-02-10' },
      { peerId: context.pseudonyms.idOf('10086'), calls: 0, sms: 1, lastDay: '2026-02-09' },
    ]);
  });

  it('and all other tables tell their rows', async () => {
    const counts = await opened.store.query('row-counts', { database: opened.store.database });
    expect(counts.find((row) => row.name === 'usage_events')).toMatchObject({ rows: 4 });
  });
});
