import { describe, expect, it } from '@jest/globals';
import type { Detection, WindowResult } from '@tidewall/streams';
import { counters, homecoming, NOON, SAMPLE_REFERENCE } from '../../testing/samples.ts';
import { LocalTime } from '../calendar/index.ts';
import { readReference } from '../reference/reference-model.ts';
import { LiveState } from './live-state.ts';

const MINUTE = 60_000;
const FEW = 7;
/** Two counties of one city: few people in one, from whom the other would take the cover. */
const PEOPLE = { '99': 87, '9901': 37, '990101': FEW, '990102': 30, '9902': 50 };

function newState(): LiveState {
  return new LiveState(new LocalTime('Asia/Shanghai'), readReference(SAMPLE_REFERENCE), NOON, 10);
}

function areaMinutes(startMs: number, people: Readonly<Record<string, number>>): WindowResult[] {
  return Object.entries(people).map(([areaId, subscribers]) => {
    const counts = { subscribers, signalling: subscribers * 3, usage: 1, events: subscribers * 3 + 1 };
    return { kind: 'area', areaId, size: '1m', start: '', startMs, revision: 0, ...counts };
  });
}

function campusQuarter(startMs: number, subscribers: number): WindowResult {
  const counts = { students: 2, ownNewcomers: 0, rivals: 3, signalling: 9, usage: 1 };
  const usage = { calls: 4, sms: 0, bytes: 5, voiceSeconds: 6 };
  const window = { start: '', startMs, revision: 0, subscribers, ...counts, ...usage };
  return { kind: 'hotspot', hotspotId: 'h1', size: '15m', ...window };
}

function give(state: LiveState, windows: WindowResult[], detections: Detection[] = []): void {
  state.applyOutput({ detections, windows, shareDays: [], watermark: NOON });
  state.judge();
  state.refresh();
}

const came = (count: number, areaId: string): Detection[] =>
  Array.from({ length: count }, (_, index) =>
    homecoming(`${areaId}-${index}`, '2026-02-10T08:00:00+08:00', { areaId }),
  );

describe('the live state where counts are protected', () => {
  it('tells the last whole minute, and no count below k nor what it follows from', () => {
    const state = newState();
    give(state, areaMinutes(NOON - MINUTE, PEOPLE));
    expect(state.overview.area('9901')).toMatchObject({
      minute: NOON - MINUTE,
      running: false,
      subscribers: 37,
    });
    expect(state.overview.area('990101')).toMatchObject({
      subscribers: 'few',
      signalling: null,
      usage: null,
    });
    expect(state.overview.area('990102')).toMatchObject({ subscribers: 'withheld', signalling: null });
    expect(state.overview.area('9902')).toMatchObject({ subscribers: 50, signalling: 150 });
    expect(state.overview.area('CN')).toMatchObject({ subscribers: null, homecomings: null });
  });

  it('tells nothing of a minute that runs, which programs may read', () => {
    const state = newState();
    const running = { areaId: '9902', minute: NOON, subscribers: 63, signalling: 70, usage: 1 };
    state.applyCounters(counters({ areas: [running] }));
    give(state, areaMinutes(NOON - MINUTE, PEOPLE));
    expect(state.overview.area('9902')).toMatchObject({ minute: NOON - MINUTE, subscribers: 50 });
    expect(state.exactArea('9902')).toMatchObject({ minute: NOON, running: true, subscribers: 63 });
  });

  it('tells homecomings in whole steps, by area and origin', () => {
    const state = newState();
    give(state, [], [...came(FEW, '990101'), ...came(28, '990102')]);
    expect(state.overview.area('99')?.homecomings).toBe(30);
    expect(state.overview.area('990101')?.homecomings).toBe('few');
    expect(state.overview.area('9902')?.homecomings).toBe('few');
    expect(state.overview.topic.get('flow/98/9901')).toMatchObject({ count: 30 });
    expect(state.overview.topic.get('origin/98')).toEqual({ areaId: '98', count: 30 });
    expect(state.exactArea('990101')?.homecomings).toBe(FEW);
  });

  it('tells a campus of its last whole quarter of an hour', () => {
    const state = newState();
    give(state, [campusQuarter(NOON - 15 * MINUTE, FEW)]);
    expect(state.overview.topic.get('hotspot/h1')).toMatchObject({
      quarter: NOON - 15 * MINUTE,
      subscribers: 'few',
      students: 'few',
      rivals: 'few',
      calls: null,
      ownNewcomersToday: 'few',
    });
    give(state, [campusQuarter(NOON, 64)]);
    expect(state.overview.topic.get('hotspot/h1')).toMatchObject({
      subscribers: 64,
      students: 'few',
      calls: 4,
    });
  });

  it('says nowhere that there are seven', () => {
    const state = newState();
    give(
      state,
      [...areaMinutes(NOON - MINUTE, PEOPLE), campusQuarter(NOON - 15 * MINUTE, FEW)],
      came(FEW, '990101'),
    );
    expect(JSON.stringify(state.overview.topic.snapshot())).not.toMatch(/[:,[]7[,}\]]/);
  });

  it('says how small is small', () => {
    expect(newState().overview.topic.get('privacy')).toEqual({ k: 10 });
  });
});
