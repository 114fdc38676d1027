import { beforeEach, describe, expect, it } from '@jest/globals';
import { readReference, ReferenceIds } from '../../reference/reference.ts';
import { OWN_NEW, CONTACT, RIVAL } from '../../state/facts.ts';
import { KnownStudents } from '../../state/known-students.ts';
import { RivalRegister } from '../../state/rival-register.ts';
import { factBatch } from '../../testing/facts.ts';
import { WORLD } from '../../testing/index.ts';
import { DayKinds } from '../../time/day-kinds.ts';
import { FestivalDays } from '../../time/festivals.ts';
import { TimeZone } from '../../time/zone.ts';
import type { DetectionDraft } from '../detector.ts';
import { ShareDrop } from './share-drop.ts';

const DAY_MS = 86_400_000;
const HOUR = 3_600_000;
/** 2026-05-01T00:00:00+08:00. */
const DAY = Date.UTC(2026, 3, 30, 16);
const reference = readReference(WORLD, new ReferenceIds());
const RED = reference.ids.operators.indexOf('red');
const T111 = reference.ids.areas.indexOf('T111');

let outages: readonly (readonly [from: number, to: number])[];
let drop: ShareDrop;
let drafts: DetectionDraft[];
let number = 0;

/** `own` and `rival` new numbers at an instant. */
function add(time: number, own: number, rival: number): void {
  const facts = factBatch([
    ...Array.from({ length: own }, () => ({ time, kind: OWN_NEW, number: ++number, area: T111 })),
    ...Array.from({ length: rival }, () => {
      const contact = { time, kind: CONTACT, number: ++number, operator: RED, area: T111, flags: RIVAL };
      return { ...contact, feed: 2, appears: 1 };
    }),
  ]);
  drop.instant(facts, 0, facts.length, time, (draft) => drafts.push(draft));
}

function close(): void {
  drop.advance({ watermark: DAY + DAY_MS, inclusive: false }, (draft) => drafts.push(draft));
}

const found = (): unknown[] =>
  drafts
    .filter(({ subject, evidence }) => subject.key === 'T111' && evidence['party'] === 'three')
    .map(({ subtype, time, revision }) => [subtype, (time - DAY) / HOUR, revision]);

beforeEach(() => {
  outages = [];
  drafts = [];
  drop = new ShareDrop({
    zone: new TimeZone('Asia/Shanghai'),
    festivals: new FestivalDays([]),
    dayKinds: new DayKinds(),
    reference: () => reference,
    register: new RivalRegister(() => 90),
    students: new KnownStudents(),
    since: () => DAY - 30 * DAY_MS,
    isOut: (_feeds, _area, from, to) => outages.some(([begin, end]) => begin <= to && end >= from),
  });
});

/** A week of shares of 95 %. */
function usualWeek(): void {
  for (let day = 7; day >= 1; day--) add(DAY - day * DAY_MS + HOUR, 95, 5);
}

describe('an outage of a source that covers the area', () => {
  it('is no matter on another day', () => {
    usualWeek();
    outages = [[DAY - HOUR, DAY - 1]];
    add(DAY + 2 * HOUR, 10, 30);
    expect(found()).toEqual([
      ['below-threshold', 2, 0],
      ['sudden', 2, 0],
    ]);
  });

  it('lets no drop begin on its day from then on', () => {
    usualWeek();
    outages = [[DAY + HOUR, DAY + HOUR + 1]];
    add(DAY + 2 * HOUR, 10, 30);
    close();
    expect(found()).toEqual([]);
  });

  it('leaves what has begun before: the final revision says that there was one', () => {
    outages = [[DAY + 3 * HOUR, DAY + 4 * HOUR]];
    add(DAY + 2 * HOUR, 10, 30);
    add(DAY + 5 * HOUR, 1, 0);
    close();
    expect(found()).toEqual([
      ['below-threshold', 2, 0],
      ['below-threshold', 2, 1],
    ]);
    expect(drafts[0]?.evidence).not.toHaveProperty('outage');
    expect(drafts.at(-1)?.evidence).toMatchObject({ outage: true, final: true, ownNew: 11 });
  });

  it('lets no drop be found at the close of its day', () => {
    add(DAY + 2 * HOUR, 20, 10);
    close();
    expect(found()).toEqual([['below-threshold', 24, 0]]);
    drafts = [];
    outages = [[DAY + 30 * HOUR, DAY + 31 * HOUR]];
    add(DAY + 32 * HOUR, 20, 10);
    drop.advance({ watermark: DAY + 2 * DAY_MS, inclusive: false }, (draft) => drafts.push(draft));
    expect(found()).toEqual([]);
  });
});

describe('a sudden drop', () => {
  it('is said once a day, area and party, with the same span of the days before', () => {
    usualWeek();
    add(DAY + HOUR - 1, 0, 30);
    expect(found().filter((each) => (each as unknown[])[0] === 'sudden')).toEqual([]);
    add(DAY + HOUR, 1, 0);
    add(DAY + 2 * HOUR, 0, 30);
    const sudden = drafts.filter(({ subtype, subject }) => subtype === 'sudden' && subject.key === 'T111');
    expect(sudden.map(({ time, evidence }) => [time - DAY, evidence['operatorId']])).toEqual([
      [HOUR, null],
      [HOUR, 'red'],
    ]);
    expect(sudden[0]?.evidence).toMatchObject({
      ownNew: 1,
      rivalNew: 30,
      baseline: { ownNew: 665, rivalNew: 35, share: 0.95 },
      trailingDays: 7,
      drop: 0.9177,
      final: false,
      sentence: {
        zh: '5月1日东湖县的城关镇当日三方新增市场占有率为3.2%，较前7日同时段的95%下降91.8个百分点，请关注并及时上报原因。',
      },
    });
  });

  it('needs the whole week inside the data', () => {
    drop = new ShareDrop({
      zone: new TimeZone('Asia/Shanghai'),
      festivals: new FestivalDays([]),
      dayKinds: new DayKinds(),
      reference: () => reference,
      register: new RivalRegister(() => 90),
      students: new KnownStudents(),
      since: () => DAY - 7 * DAY_MS + 1,
      isOut: () => false,
    });
    usualWeek();
    add(DAY + 2 * HOUR, 10, 30);
    expect(found()).toEqual([['below-threshold', 2, 0]]);
  });

  it('counts a drop of exactly the threshold', () => {
    // 0.85 − 0.80 is less than 0.05 in binary.
    for (let day = 7; day >= 1; day--) add(DAY - day * DAY_MS, 8500, 1500);
    add(DAY + HOUR, 8000, 2000);
    expect(found().filter((each) => (each as unknown[])[0] === 'sudden')).toHaveLength(1);
  });
});
