import { beforeEach, describe, expect, it } from '@jest/globals';
import { SMS, TERMINATING, VOICE } from '../../events/index.ts';
import { at, num } from '../at.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../calendar.ts';
import { createProvince } from '../index.ts';
import { foreignOwnNumber } from '../people/numbers.ts';
import { areaPlace } from '../people/place.ts';
import { Roster } from './roster.ts';
import { InboundJudge } from './judge-inbound.ts';
import { RivalJudge } from './judge-rivals.ts';
import { ShareJudge } from './judge-share.ts';
import { StudentJudge } from './judge-students.ts';
import { emptySeen, type Seen } from './record.ts';

const START = Date.UTC(2026, 2, 1) - 8 * HOUR_MS;
const { geography, people } = createProvince({ seed: 8, subscribers: 600, knownBefore: START });
const world = { seed: 8, geography, people };
const VISITOR = foreignOwnNumber(0, 7);

const event = (over: Partial<Seen>): Seen => ({ ...emptySeen(), ours: true, ...over });
const cellIn = (county: number): number => at(at(geography.counties, county).cells, 0);

describe('inbound homecoming', () => {
  let roster: Roster;
  let judge: InboundJudge;
  const friend = 5;
  const county = num(people.county, friend);
  const elsewhere = (county + 1) % geography.counties.length;

  beforeEach(() => {
    roster = new Roster(world);
    judge = new InboundJudge(geography, roster, (who) => num(people.county, who));
  });
  const seen = (time: number, place: number): void =>
    judge.see(event({ time, place, who: roster.indexOf(VISITOR), ours: false, feed: 'signalling' }));
  const call = (time: number, who = friend): void =>
    judge.see(event({ time, who, kind: VOICE, peer: VISITOR }));
  const found = (): number[] => {
    judge.settle();
    return judge.found.map(({ time }) => time);
  };

  it('is found with the observation that completes half an hour in the county of the one who is called', () => {
    for (const time of [1, 2, 3]) call(time);
    seen(10, cellIn(county));
    seen(10 + 30 * MINUTE_MS, cellIn(county));
    seen(10 + 60 * MINUTE_MS, cellIn(county));
    expect(found()).toEqual([10 + 30 * MINUTE_MS]);
  });

  it('is found with the third call when that comes last', () => {
    for (const time of [1, 2]) call(time);
    seen(10, cellIn(county));
    seen(10 + HOUR_MS, cellIn(county));
    call(10 + 2 * HOUR_MS);
    expect(found()).toEqual([10 + 2 * HOUR_MS]);
  });

  it('is broken by another county and by a place outside, not by one without a county', () => {
    for (const time of [1, 2, 3]) call(time);
    const city = areaPlace(at(geography.cities, at(geography.counties, county).city).area);
    seen(0, cellIn(county));
    seen(10 * MINUTE_MS, cellIn(elsewhere));
    seen(35 * MINUTE_MS, cellIn(county));
    seen(40 * MINUTE_MS, areaPlace(at(geography.otherCities, 0)));
    seen(66 * MINUTE_MS, cellIn(county));
    seen(80 * MINUTE_MS, city);
    expect(found()).toEqual([]);
    seen(96 * MINUTE_MS, cellIn(county));
    expect(found()).toEqual([96 * MINUTE_MS]);
  });

  it('takes the most recent of two who are called equally often, and says it once a visit', () => {
    const other = people.county.findIndex((one) => one === elsewhere);
    for (const time of [1, 2, 3]) call(time);
    for (const time of [4, 5, 6]) call(time, other);
    seen(10, cellIn(county));
    seen(10 + HOUR_MS, cellIn(county));
    expect(found()).toEqual([]);
    call(11 + HOUR_MS);
    expect(found()).toEqual([11 + HOUR_MS]);
    for (const day of [6, 14]) for (const hour of [0, 1]) seen(day * DAY_MS + hour * HOUR_MS, cellIn(county));
    expect(found()).toEqual([11 + HOUR_MS, 14 * DAY_MS + HOUR_MS]);
  });
});

describe('students of a month', () => {
  const ring = [20, 21, 22];
  const judge = (sms: number, talks: number): number => {
    const students = new StudentJudge(new Roster(world), () => true);
    for (const who of ring)
      for (const friend of ring.filter((one) => one !== who))
        for (let n = 0; n < talks; n++)
          students.see(event({ who, kind: VOICE, campus: 0, peer: num(people.msisdn, friend) }));
    for (const who of ring) for (let n = 0; n < sms; n++) students.see(event({ who, kind: SMS, campus: -1 }));
    students.close(DAY_MS * 31, 0, true, () => -Infinity);
    return students.known.size;
  };

  it('write fifty messages, have two fellows with ten communications each, and half their records on campus', () => {
    expect(judge(50, 25)).toBe(3);
    expect(judge(49, 25)).toBe(0);
    expect(judge(51, 25)).toBe(0);
    expect(judge(50, 9)).toBe(0);
  });

  it('are not known after a month that began before the data', () => {
    const students = new StudentJudge(new Roster(world), () => true);
    students.close(DAY_MS, 0, false, () => -Infinity);
    expect(students.known.size).toBe(0);
  });
});

describe('rival numbers on campus', () => {
  const RIVAL = 8_616_301_000_001;
  const known = new Map([
    [20, [0]],
    [21, [0]],
  ]);
  const talk = (who: number, time: number, over: Partial<Seen> = {}): Seen =>
    event({ who, time, kind: SMS, peer: RIVAL, peerOperator: 1, ...over });

  it('are new with their first call to any of ours after they appeared', () => {
    const judge = new RivalJudge(new Map(), () => true);
    expect(judge.see(talk(20, 1), known)).toBe(true);
    expect(judge.see(talk(30, 2, { kind: VOICE, direction: TERMINATING }), known)).toBe(false);
    expect(judge.newcomers).toMatchObject([
      { number: RIVAL, campus: 0, time: 2, evidence: { firstSeen: 1 } },
    ]);
  });

  it('are new again after ninety days of silence, but once a campus', () => {
    const judge = new RivalJudge(new Map([[RIVAL, 0]]), () => true);
    expect(judge.see(talk(20, 90 * DAY_MS - 1), known)).toBe(false);
    expect(judge.see(talk(20, 180 * DAY_MS - 1), known)).toBe(true);
  });

  it('count with five communications of two students in thirty days, and again after ninety', () => {
    const judge = new RivalJudge(new Map(), () => true);
    for (const [n, who] of [20, 20, 20, 21, 20, 21].entries()) judge.see(talk(who, n * DAY_MS), known);
    expect(judge.standing.map(({ time }) => time)).toEqual([4 * DAY_MS]);
    for (const [n, who] of [20, 20, 20, 21, 21].entries()) judge.see(talk(who, (91 + n) * DAY_MS), known);
    expect(judge.standing.map(({ time }) => time)).toEqual([4 * DAY_MS, 95 * DAY_MS]);
  });

  it('are judged once more when a month has closed', () => {
    const judge = new RivalJudge(new Map(), () => true);
    for (const [n, who] of [20, 20, 20, 21, 20].entries()) judge.see(talk(who, n * DAY_MS), new Map());
    judge.close(6 * DAY_MS, known);
    expect(judge.standing).toMatchObject([
      { time: 6 * DAY_MS, evidence: { students: 2, communications: 5 } },
    ]);
  });
});

describe('shares', () => {
  const area = at(geography.counties, 0).area;

  it('fall suddenly against the same span of seven days that lie in the data', () => {
    const judge = new ShareJudge(geography, 8 * HOUR_MS);
    judge.begin(START);
    for (let day = 0; day < 8; day++)
      for (let n = 0; n < 40; n++) {
        const time = START + day * DAY_MS + n * MINUTE_MS;
        if (n % 10 === 0 || (day === 7 && n % 2 === 0)) judge.rival(1, area, time);
        else judge.own(n, area, time);
      }
    judge.advance(START + 8 * DAY_MS);
    const sudden = judge.found.filter(({ subtype }) => subtype === 'sudden');
    const county = sudden.filter(({ areaId }) => areaId === at(geography.areas, area).areaId);
    expect(county.map(({ evidence }) => evidence?.['party'])).toEqual(['three', 'two']);
    expect(county[0]?.time).toBe(START + 7 * DAY_MS + 29 * MINUTE_MS);
  });

  it('say nothing of a day whose seven days before began before the data', () => {
    const judge = new ShareJudge(geography, 8 * HOUR_MS);
    judge.begin(START + 1);
    for (let n = 0; n < 60; n++) judge.own(n, area, START + n);
    for (let n = 0; n < 60; n++) judge.rival(1, area, START + 7 * DAY_MS + n);
    judge.advance(START + 8 * DAY_MS);
    expect(judge.found.filter(({ subtype }) => subtype === 'sudden')).toEqual([]);
  });
});
