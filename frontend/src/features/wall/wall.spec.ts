import { describe, expect, it } from '@jest/globals';
import type { AreaDto, AreaNow, HotspotNow, ShareNow, ShownCount } from '@tidewall/streams/events';
import type { ActiveShareDto } from '../../api/dto.ts';
import { buildAreaTree } from '../areas/area-tree.ts';
import { newestOf } from './active-share.ts';
import { campusPaths, lastWholeQuarter, QUARTER_MS, type StoredQuarter } from './campus-history.ts';
import { campusRows, isOutside, knowsStudents, type CampusRow } from './campus-rows.ts';
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
        running: false,
        subscribers: null,
        signalling: null,
        usage: null,
        homecomings: 'few',
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
  const hotspot = (
    subscribers: ShownCount,
    quarter: number,
    usual: HotspotNow['usual'] = [80, 100, 120],
  ): HotspotNow => ({
    hotspotId: 'h',
    quarter,
    running: false,
    subscribers,
    students: 'few',
    rivals: 'few',
    calls: 7,
    sms: 0,
    bytes: 0,
    voiceSeconds: 0,
    ownNewcomersToday: 30,
    rivalNewcomersToday: 'few',
    usual,
  });
  const rowsOf = (
    hotspots: Readonly<Record<string, HotspotNow>>,
    stored: Readonly<Record<string, StoredQuarter>> = {},
    k = 10,
  ): readonly CampusRow[] =>
    campusRows(['h', 'i', 'j'], new Map(Object.entries(hotspots)), new Map(Object.entries(stored)), k);
  const stored = (subscribers: ShownCount, start: number): StoredQuarter => ({
    start,
    subscribers,
    usual: [80, 100, 120],
  });

  it('are judged by their last whole quarter-hour', () => {
    const [row] = rowsOf({ h: hotspot(190, 0) });
    expect(row).toMatchObject({ subscribers: 190, standing: 'high', running: false, ownNewcomers: 30 });
    expect(row !== undefined && isOutside(row)).toBe(true);
  });

  it('take the newer of what was told live and what is stored', () => {
    const live = hotspot(30, QUARTER_MS);
    expect(rowsOf({ h: live }, { h: stored(99, 0) })[0]).toMatchObject({ subscribers: 30 });
    expect(rowsOf({ h: live }, { h: stored(99, QUARTER_MS) })[0]).toMatchObject({ subscribers: 99 });
    expect(rowsOf({}, { h: stored(99, 0) })[0]).toMatchObject({ subscribers: 99, students: null });
  });

  it('are never called low while the quarter-hour still runs', () => {
    const running = { ...hotspot(2, 0), running: true };
    expect(rowsOf({ h: running }, {}, 1)).toMatchObject([{ subscribers: 2, standing: null, running: true }]);
    expect(rowsOf({ h: running }, { h: stored(99, 0) }, 1)[0]).toMatchObject({
      subscribers: 99,
      running: false,
    });
  });

  it('come last when they are not shown, and are low where many are usual', () => {
    const rows = rowsOf({ h: hotspot('few', 0), i: hotspot(40, 0), j: hotspot(120, 0) });
    expect(rows.map(({ hotspotId }) => hotspotId)).toEqual(['j', 'i', 'h']);
    expect(rows[2]).toMatchObject({ subscribers: 'few', standing: 'low' });
  });

  it('are within their range up to the end of its last step', () => {
    const standing = (subscribers: number): unknown => rowsOf({ h: hotspot(subscribers, 0) })[0]?.standing;
    expect([129, 130, 80, 79].map(standing)).toEqual(['usual', 'above', 'usual', 'below']);
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
    expect(lastWholeQuarter(series, usual, QUARTER_MS * 1.5, 10)).toEqual({
      start: 0,
      subscribers: 5,
      usual: [1, 2, 3],
    });
    expect(lastWholeQuarter(series, usual, QUARTER_MS * 2, 10)).toEqual({
      start: QUARTER_MS,
      subscribers: 6,
      usual: null,
    });
    expect(lastWholeQuarter(series, usual, QUARTER_MS * 20, 10)).toBeNull();
    expect(lastWholeQuarter(null, null, 0, 10)).toBeNull();
  });

  it('had nobody in a quarter that the store does not have', () => {
    const series = { metric: 'subscribers', size: '15m', unit: 'people', points: [[0, 51]] as const };
    const found = (k: number): unknown => lastWholeQuarter(series, null, QUARTER_MS * 2, k);
    expect(found(10)).toMatchObject({ start: QUARTER_MS, subscribers: 'few' });
    expect(found(1)).toMatchObject({ start: QUARTER_MS, subscribers: 0 });
  });

  it('count students only once some are known', () => {
    expect(knowsStudents(rowsOf({ h: hotspot(20, 0) }))).toBe(false);
    expect(knowsStudents(rowsOf({ h: { ...hotspot(20, 0), students: 12 } }))).toBe(true);
    expect(knowsStudents(rowsOf({ h: { ...hotspot(20, 0), students: 0 } }, {}, 1))).toBe(false);
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
    expect(paths.usual).toBe('/hotspots/h%2F1/usual?day=2026-02-10&counts=shown');
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
