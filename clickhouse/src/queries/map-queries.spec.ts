import type { Detection, WindowResult } from '@tidewall/streams/events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { detectionBlock, windowBlocks } from '../rows/results.ts';
import { openTestStore, type TestStore } from '../testing/test-store.ts';

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 1, 10, 4);
const LATENESS = 5 * MINUTE;

let opened: TestStore;
beforeAll(async () => {
  opened = openTestStore();
  await opened.store.migrate();
  // Revisions of one insert, or of inserts that have been merged, replace each other: these are to stay apart.
  await opened.store.command('SYSTEM STOP MERGES');
  const first = [
    minute('a', NOON, 20),
    minute('b', NOON, 7),
    minute('a', NOON + MINUTE, 30),
    // Its first revision has been replaced since.
    minute('c', NOON, 50, 2),
  ];
  for (const [index, windows] of [first, [minute('a', NOON, 23, 1)]].entries())
    for (const block of windowBlocks(`w${index}`, windows)) await opened.store.insert(block);
  await opened.store.insert(
    detectionBlock('d', [
      homecoming('one', 'a'),
      homecoming('two', 'a'),
      { ...homecoming('two', 'a'), revision: 1, retracted: true },
    ]),
  );
});
afterAll(() => opened.dispose());

function minute(areaId: string, startMs: number, subscribers: number, revision = 0): WindowResult {
  const counts = { subscribers, signalling: 0, usage: 0, events: 0 };
  return { kind: 'area', areaId, size: '1m', start: '', startMs, revision, ...counts };
}

function homecoming(detectionId: string, areaId: string): Detection {
  return {
    detectionId,
    type: 'homecoming',
    subtype: 'own',
    eventTime: '2026-02-10T12:00:00+08:00',
    subject: { kind: 'subscriber', id: '9f00000000000001' },
    areaId,
    hotspotId: null,
    severity: 'info',
    evidence: {},
    revision: 0,
  };
}

const presence = async (knownMs: number, byStore: 0 | 1, starts: readonly number[] = []) => {
  const span = { fromMs: NOON, toMs: NOON + 10 * MINUTE, knownMs, byStore, latenessMs: LATENESS, starts };
  const rows = await opened.store.query('map-presence', span);
  return rows.map(({ areaId, startMs, subscribers, revised }) => [
    areaId,
    (startMs - NOON) / MINUTE,
    subscribers,
    revised,
  ]);
};

describe('people by area and minute', () => {
  it('were known at the end of the minute, and revised ones when they could have come', async () => {
    expect(await presence(NOON + MINUTE, 0)).toEqual([
      ['a', 0, 20, false],
      ['b', 0, 7, false],
      ['c', 0, 50, true],
    ]);
    expect(await presence(NOON + MINUTE + LATENESS, 0)).toContainEqual(['a', 0, 23, false]);
    expect(await presence(NOON + 2 * MINUTE, 0)).toContainEqual(['a', 1, 30, false]);
  });

  it('were known when they were stored: before that, only what stands in for a replaced revision', async () => {
    expect(await presence(Date.now() - 60 * MINUTE, 1)).toEqual([['c', 0, 50, true]]);
    expect(await presence(Date.now() + MINUTE, 1)).toHaveLength(4);
  });

  it('come for some minutes only when these are named', async () => {
    const rows = await presence(Number.MAX_SAFE_INTEGER, 0, [(NOON + MINUTE) / 1000]);
    expect(rows).toEqual([['a', 1, 30, false]]);
  });
});

describe('homecomings of a moment', () => {
  const counts = (knownMs: number) =>
    opened.store.query('map-homecomings', {
      fromMs: NOON - MINUTE,
      toMs: NOON + MINUTE,
      knownMs,
      byStore: 0,
      latenessMs: LATENESS,
    });

  it('are those not taken back by then', async () => {
    expect(await counts(NOON + MINUTE)).toEqual([{ areaId: 'a', count: 2 }]);
    expect(await counts(NOON + LATENESS)).toEqual([{ areaId: 'a', count: 1 }]);
  });
});

describe('the usual range', () => {
  it('is over the minutes that are named, by area', async () => {
    const starts = [NOON / 1000, (NOON + MINUTE) / 1000];
    const rows = await opened.store.query('map-bands', { fromMs: NOON, toMs: NOON + 2 * MINUTE, starts });
    expect(rows.find(({ areaId }) => areaId === 'a')).toEqual({
      areaId: 'a',
      low: expect.closeTo(23.7),
      median: 26.5,
      high: expect.closeTo(29.3),
      days: 2,
    });
  });
});
