import { describe, expect, it } from '@jest/globals';
import type { AreaDto, AreaNow, HotspotNow, ShareNow } from '@tidewall/streams/events';
import type { ActiveShareDto } from '../../api/dto.ts';
import { buildAreaTree } from '../areas/area-tree.ts';
import { newestOf } from './active-share.ts';
import { campusPaths, lastWholeQuarter, QUARTER_MS } from './campus-history.ts';
import { campusRows, isOutside, knowsStudents } from './campus-rows.ts';
import { tileStateOf } from './campus-state.ts';
import { ledgerOf, rejectionsOf } from './ledger.ts';
import { shareRows, shareState } from './share-rows.ts';

const share = (ownNew: number, rival: number, rest: Partial<ShareNow> = {}): ShareNow => ({
  day: '2026-02-10',
  ownNew,
  rivalNew: { r1: rival },
  share: ownNew + rival === 0 ? null : ownNew / (ownNew + rival),
  interval: [0.1, 0.9],
  threshold: 0.7,
  below: false,
  ...rest,
});

describe('active share', () => {
  it('is that of the newest closed day of the area against all rivals', () => {
    const row = (areaId: string, day: string, operatorId: string | null): ActiveShareDto => ({
      areaId,
      day,
      operatorId,
      ownActive: 70,
      rivalSeen: 20,
      rivalEstimated: 30,
      plainShare: 0.7778,
      chao1Share: 0.7,
      chao1Interval: [0.66, 0.74],
      outage: false,
    });
    const items = [
      row('K1', '2026-02-12', null),
      row('P', '2026-02-10', null),
      row('P', '2026-02-11', null),
      row('P', '2026-02-12', 'red'),
    ];
    expect(newestOf(items, 'P')).toBe(items[2]);
    expect(newestOf(items, 'K2')).toBeNull();
  });
});

describe('share', () => {
  it('is judged by the detector, not by the eye', () => {
    expect(shareState(share(0, 0))).toBe('few');
    expect(shareState(share(10, 10))).toBe('few');
    expect(shareState(share(68, 32))).toBe('near');
    expect(shareState(share(80, 20))).toBe('fine');
    expect(shareState(share(60, 40, { below: true }))).toBe('below');
    expect(shareState(share(50, 50, { below: true }))).toBe('far-below');
  });

  it('is listed for our areas: below first, then lowest, those with too few last', () => {
    const area = (
      areaId: string,
      parentId: string | null,
      level: AreaDto['level'],
      covered = true,
    ): AreaDto => ({
      areaId,
      parentId,
      level,
      name: areaId,
      nameEn: '',
      covered,
    });
    const tree = buildAreaTree([
      area('41', null, 'province'),
      ...['a', 'b', 'c', 'd'].map((id) => area(id, '41', 'city')),
      area('44', null, 'province', false),
    ]);
    const now = (areaId: string, value: ShareNow): [string, AreaNow] => [
      areaId,
      {
        areaId,
        minute: null,
        subscribers: 0,
        signalling: 0,
        usage: 0,
        homecomings: 0,
        homecomingsYesterday: null,
        homecomingsLastWeek: null,
        share: value,
      },
    ];
    const rows = shareRows(
      new Map([
        now('41', share(1, 99, { below: true })),
        now('44', share(1, 99, { below: true })),
        now('a', share(80, 20)),
        now('b', share(2, 2)),
        now('c', share(65, 35, { below: true })),
        now('d', share(72, 28)),
      ]),
      tree,
    );
    expect(rows.map(({ areaId }) => areaId)).toEqual(['c', 'd', 'a', 'b']);
  });
});

describe('campuses', () => {
  const hotspot = (subscribers: number, usual: HotspotNow['usual'] = [80, 100, 120]): HotspotNow => ({
    hotspotId: 'h',
    quarter: 0,
    subscribers,
    students: 0,
    rivals: 0,
    calls: 7,
    sms: 0,
    bytes: 0,
    voiceSeconds: 0,
    ownNewcomersToday: 3,
    rivalNewcomersToday: 1,
    usual,
  });
  const running = (subscribers: number): { start: number; value: HotspotNow } => ({
    start: QUARTER_MS,
    value: hotspot(subscribers),
  });

  it('are judged by their last whole quarter-hour', () => {
    const pair = { running: running(2), whole: { start: 0, value: hotspot(170) } };
    const [row] = campusRows(['h'], new Map([['h', pair]]), new Map());
    expect(row).toMatchObject({ subscribers: 170, standing: 'high', running: false, ownNewcomers: 3 });
    expect(row !== undefined && isOutside(row)).toBe(true);
  });

  it('take it from the store while none has been seen to end', () => {
    const quarters = new Map([['h', { running: running(2), whole: null }]]);
    const stored = new Map([['h', { start: 0, subscribers: 30, usual: [80, 100, 120] as const }]]);
    expect(campusRows(['h'], quarters, stored)[0]).toMatchObject({
      subscribers: 30,
      standing: 'low',
    });
  });

  it('prefer the stored figure, which is exact', () => {
    const quarters = new Map([['h', { running: running(2), whole: { start: 0, value: hotspot(30) } }]]);
    const stored = new Map([['h', { start: 0, subscribers: 99, usual: [80, 100, 120] as const }]]);
    expect(campusRows(['h'], quarters, stored)[0]).toMatchObject({ subscribers: 99, standing: 'usual' });
  });

  it('are never called low while the quarter-hour still runs', () => {
    const quarters = new Map([['h', { running: running(2), whole: null }]]);
    expect(campusRows(['h', 'unknown'], quarters, new Map())).toMatchObject([
      { subscribers: 2, standing: null, running: true },
    ]);
  });

  it('have a stored quarter only when it is whole and recent', () => {
    const series = {
      metric: 'subscribers',
      size: '15m',
      unit: 'people',
      points: [
        [0, 5],
        [QUARTER_MS, 6],
      ] as const,
    };
    const usual = { quarters: [[0, 1, 2, 3]] as const };
    expect(lastWholeQuarter(series, usual, QUARTER_MS * 1.5)).toEqual({
      start: 0,
      subscribers: 5,
      usual: [1, 2, 3],
    });
    expect(lastWholeQuarter(series, usual, QUARTER_MS * 2)).toEqual({
      start: QUARTER_MS,
      subscribers: 6,
      usual: null,
    });
    expect(lastWholeQuarter(series, usual, QUARTER_MS * 20)).toBeNull();
    expect(lastWholeQuarter(null, null, 0)).toBeNull();
  });

  it('count students only once some are known', () => {
    const pair = { running: running(2), whole: null };
    const rows = campusRows(['h'], new Map([['h', pair]]), new Map());
    expect(knowsStudents(rows)).toBe(false);
    expect(knowsStudents(rows.map((row) => ({ ...row, students: 4 })))).toBe(true);
  });

  it('wait for the store, and say so when there is nothing', () => {
    const known = { known: true, campuses: 2, rows: 2, history: 'answered' } as const;
    expect(tileStateOf(known)).toBe('ready');
    expect(tileStateOf({ ...known, history: 'pending' })).toBe('loading');
    expect(tileStateOf({ ...known, rows: 0 })).toBe('empty');
    expect(tileStateOf({ ...known, campuses: 0, history: 'pending' })).toBe('empty');
    expect(tileStateOf({ ...known, known: false })).toBe('loading');
  });

  it('are asked for by day in the zone of the system', () => {
    const paths = campusPaths('h/1', Date.parse('2026-02-10T00:00:00+08:00'), 'Asia/Shanghai');
    expect(paths.usual).toBe('/hotspots/h%2F1/usual?day=2026-02-10');
    expect(paths.series).toContain('metric=subscribers&size=15m&from=1770652800000');
  });
});

describe('the ledger', () => {
  it('adds up over all feeds, and says what is missing', () => {
    const feed = { accepted: 10, stored: 6, duplicate: 2, late: 1, rejected: 1 };
    expect(ledgerOf([feed, feed])).toMatchObject({ accepted: 20, stored: 12, missing: 0 });
    expect(ledgerOf([{ ...feed, stored: 5 }]).missing).toBe(1);
    expect(ledgerOf([]).missing).toBe(0);
  });

  it('names the reasons of rejections, most frequent first', () => {
    const feed = {
      source: 's',
      feed: 'usage',
      state: 'active',
      watermark: null,
      lagSeconds: null,
      eventsPerSecond: 0,
      accepted: 0,
      stored: 0,
      duplicate: 0,
      late: 0,
      rejected: 0,
    } as const;
    const feeds = [
      { ...feed, rejectedByCode: { missing: 2, negative: 0 } },
      { ...feed, rejectedByCode: { 'not-a-time': 3, missing: 2 } },
    ];
    expect(rejectionsOf(feeds)).toEqual([
      ['missing', 4],
      ['not-a-time', 3],
    ]);
  });
});
