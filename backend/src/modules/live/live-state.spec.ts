import { describe, expect, it } from '@jest/globals';
import type { Detection } from '@tidewall/streams';
import { counters, homecoming, NOON, SAMPLE_REFERENCE, sourceStatus } from '../../testing/samples.ts';
import { LocalTime } from '../calendar/index.ts';
import { readReference } from '../reference/reference-model.ts';
import { LiveState } from './live-state.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

function newState(k = 1): LiveState {
  return new LiveState(new LocalTime('Asia/Shanghai'), readReference(SAMPLE_REFERENCE), NOON, k);
}

function give(state: LiveState, detections: readonly Detection[], watermark: number): void {
  state.applyOutput({ detections, windows: [], shareDays: [], watermark });
  state.judge();
  state.refresh();
}

describe('the live state', () => {
  it('counts each homecoming once, in all areas above it, from stream and store in any order', () => {
    const state = newState();
    const east = homecoming('a', '2026-02-10T08:00:00+08:00');
    const west = homecoming('b', '2026-02-10T09:00:00+08:00', { areaId: '990102' });
    give(state, [east], NOON);
    state.applyStored([east, west]);
    give(state, [west, { ...west, revision: 1 }], NOON);
    expect(state.overview.area('9901')?.homecomings).toBe(2);
    expect(state.overview.area('990101')?.homecomings).toBe(1);
    expect(state.overview.area('9902')?.homecomings).toBe(0);
  });

  it('stays with a retraction even when the store still gives the detection', () => {
    const state = newState();
    const detection = homecoming('a', '2026-02-10T08:00:00+08:00');
    give(state, [detection, { ...detection, revision: 1, retracted: true }], NOON);
    state.applyStored([detection]);
    state.refresh();
    expect(state.overview.area('CN')?.homecomings).toBe(0);
  });

  it('counts flows between our cities, and from other provinces as such', () => {
    const state = newState();
    const from = (id: string, away: string[]): Detection =>
      homecoming(id, '2026-02-10T08:00:00+08:00', { evidence: { awayAreaIds: away } });
    give(
      state,
      [
        from('a', ['9801']),
        from('b', ['98']),
        from('c', ['9902', '9801']),
        from('d', []),
        from('e', ['9901']),
      ],
      NOON,
    );
    expect(state.overview.topic.get('flow/98/9901')).toEqual({
      fromAreaId: '98',
      toAreaId: '9901',
      count: 2,
    });
    expect(state.overview.topic.get('flow/9902/9901')).toMatchObject({ count: 1 });
    expect([...state.overview.topic.keys()].filter((key) => key.startsWith('flow/'))).toHaveLength(2);
  });

  it('begins a new day when the watermark passes midnight, not before', () => {
    const state = newState();
    give(state, [homecoming('a', '2026-02-10T08:00:00+08:00')], NOON);
    const midnight = NOON + DAY / 2;
    give(state, [], midnight - 1);
    expect(state.overview.area('CN')?.homecomings).toBe(1);
    give(
      state,
      [homecoming('b', '2026-02-10T23:59:59+08:00'), homecoming('c', '2026-02-11T00:00:00+08:00')],
      midnight,
    );
    expect(state.day).toBe('2026-02-11');
    expect(state.overview.area('CN')).toMatchObject({
      homecomings: 1,
      homecomingsYesterday: null,
      share: { day: '2026-02-11', ownNew: 0 },
    });
  });

  it('compares with earlier days to the same time of day, and moves on with event time', () => {
    const state = newState();
    give(state, [], NOON);
    const at = (minuteOfDay: number, count: number) => ({ minuteOfDay, areaId: '990101', count });
    state.applyHistory({
      day: '2026-02-10',
      yesterday: [at(719, 2), at(721, 5)],
      lastWeek: [],
      usual: new Map(),
    });
    state.refresh();
    expect(state.overview.area('9901')).toMatchObject({ homecomingsYesterday: 2, homecomingsLastWeek: 0 });
    give(state, [], NOON + MINUTE);
    expect(state.overview.area('9901')?.homecomingsYesterday).toBe(7);
    state.applyHistory({ day: '2026-02-09', yesterday: [], lastWeek: [], usual: new Map() });
    state.refresh();
    expect(state.overview.area('9901')?.homecomingsYesterday).toBe(7);
  });

  it('shows shares of the running day only, with threshold and interval', () => {
    const state = newState();
    const share = { areaId: '990101', ownNew: 10, rivalNew: { x: 10, y: 20 }, threshold: 0.6, below: true };
    state.applyCounters(counters({ shares: [{ ...share, day: '2026-02-10' }] }));
    state.refresh();
    expect(state.overview.area('990101')?.share).toMatchObject({
      ownNew: 10,
      share: 0.25,
      threshold: 0.6,
      below: true,
    });
    state.applyCounters(counters({ shares: [{ ...share, day: '2026-02-09' }] }));
    state.refresh();
    expect(state.overview.area('990101')?.share).toMatchObject({
      ownNew: 0,
      share: null,
      interval: null,
      threshold: 0.6,
      below: false,
    });
  });

  it('gives campuses the usual range of the quarter-hour they are in', () => {
    const state = newState();
    give(state, [], NOON);
    const usual = new Map([['h1', [{ minuteOfDay: 720, low: 10, median: 20, high: 30 }]]]);
    state.applyHistory({ day: '2026-02-10', yesterday: [], lastWeek: [], usual });
    const hotspot = {
      hotspotId: 'h1',
      subscribers: 5,
      students: 1,
      rivals: 0,
      signalling: 9,
      usage: 1,
      calls: 1,
      sms: 0,
      bytes: 5,
      voiceSeconds: 6,
    };
    state.applyCounters(
      counters({
        hotspots: [
          { ...hotspot, quarter: NOON },
          { ...hotspot, hotspotId: 'h2', quarter: NOON },
        ],
      }),
    );
    state.refresh();
    expect(state.overview.hotspot('h1')).toMatchObject({ subscribers: 5, usual: [10, 20, 30] });
    expect(state.overview.hotspot('h2')).toBeNull();
    state.applyCounters(counters({ hotspots: [{ ...hotspot, quarter: NOON + 15 * MINUTE }] }));
    state.refresh();
    expect(state.overview.hotspot('h1')?.usual).toBeNull();
  });

  it('forgets areas that the reference data no longer has', () => {
    const state = newState();
    state.refresh();
    state.setReference(
      readReference({
        ...SAMPLE_REFERENCE,
        areas: 'areaId,parentId,level,name,nameEn\nCN,,country,中国,China',
      }),
    );
    state.refresh();
    expect(state.overview.area('99')).toBeNull();
    expect(state.overview.area('CN')).not.toBeNull();
  });

  it('keeps the newest 200 detections by event time', () => {
    const state = newState();
    const detections = Array.from({ length: 300 }, (_, index) =>
      homecoming(`d${index}`, new Date(NOON + ((index * 7) % 300) * MINUTE).toISOString()),
    );
    give(state, detections, NOON);
    const kept = Object.values(state.detections.topic.snapshot()) as Detection[];
    expect(kept).toHaveLength(200);
    expect(Math.min(...kept.map(({ eventTime }) => Date.parse(eventTime)))).toBe(NOON + 100 * MINUTE);
    give(state, [homecoming('old', new Date(NOON - DAY).toISOString())], NOON);
    expect(state.detections.topic.get('old/0')).toBeUndefined();
  });

  it('takes the least watermark of active sources as its time, of idle ones the newest', () => {
    const state = newState();
    const idle = sourceStatus({ source: 'b', state: 'idle', watermark: NOON + 9 });
    state.applyCounters(counters({ sources: [sourceStatus({ watermark: NOON + 5 }), idle] }));
    expect(state.watermark).toBe(NOON + 5);
    state.applyCounters(counters({ sources: [{ ...idle, watermark: NOON + 8 }, idle] }));
    expect(state.watermark).toBe(NOON + 9);
    state.applyCounters(counters({ sources: [sourceStatus({ watermark: null })] }));
    expect(state.watermark).toBe(NOON + 9);
  });
});
