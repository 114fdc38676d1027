import { NUMBERS, WORLD } from './world.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** 29 April, 20:00 local time: May and June are whole months. */
export const START = Date.UTC(2026, 3, 29, 12);
export const RESIDENT_DAYS = 5;
export const RIVAL_DAYS = 9;
export const SEEN_DAYS = 3;
const QUIET_DAYS = 6;
/** Lower thresholds than usual, so that a few events are enough; others where the second campus is. */
export const CAMPUS_REFERENCE = {
  ...WORLD,
  thresholds: `version,effectiveFrom,areaId,rule,parameter,value
1,,,campus-student,minSms,3
1,,,campus-student,minFellows,1
1,,,campus-student,minCommunications,3
2,,T112,campus-student,minCommunications,2
1,,,campus-newcomer/rival,residentDays,${RESIDENT_DAYS}
1,,,campus-rival,minRivalCommunications,3
2,,T112,campus-rival,minRivalCommunications,2
2,,T112,campus-rival,minStudents,1
1,,,campus-rival,rivalDays,${RIVAL_DAYS}
1,,,campus-rival,quietDays,${QUIET_DAYS}
1,,,rival-numbers,seenDays,${SEEN_DAYS}
`,
};

/** Always ours; ours from its activation on. */
export const OURS = [...NUMBERS.home.slice(0, 3), '8613910005555'];
export const JOINER = '8613000000009';
export const RIVALS: readonly [string, string] = ['8613000000001', '8613100000003'];
const CAMPUSES = ['U1', 'U2'] as const;
const CELLS: Readonly<Record<string, readonly string[]>> = {
  a1: ['U1'],
  both: ['U1', 'U2'],
  b1: ['U2'],
  c1: [],
};

/** A usage record. */
export interface Usage {
  readonly kind: 'voice' | 'sms' | 'data';
  readonly time: number;
  readonly who: string;
  readonly cell: string;
  readonly peer: string;
  readonly operator: string;
  readonly terminating: boolean;
}
/** What happens, in order of time. */
export type Happening = Usage | { readonly kind: 'activated'; readonly time: number; readonly who: string };

/** A detection of one of the three. */
export interface Found {
  readonly what: string;
  readonly time: number;
  readonly who: string;
  readonly campus: string;
  readonly evidence: Readonly<Record<string, unknown>>;
}

const monthOf = (time: number): number => new Date(time + 8 * HOUR).getUTCMonth();
const monthStart = (month: number): number => Date.UTC(2026, month, 1) - 8 * HOUR;
const isThere = ({ cell }: Usage, campus: string): boolean => CELLS[cell]!.includes(campus);
export const isUsage = (each: Happening): each is Usage => each.kind !== 'activated';
const within = <T extends { readonly time: number }>(all: readonly T[], time: number, days: number): T[] =>
  all.filter((each) => each.time > time - days * DAY && each.time <= time);

/**
 * campus-student, campus-newcomer/rival and campus-rival as they are written, looking at everything again at each instant and
 * each close up to the last event.
 */
export class CampusRules {
  readonly found: Found[] = [];
  readonly #all: readonly Happening[];
  readonly #usage: readonly Usage[];
  /** Communications of ours with rivals, and whether they are kept for campus-rival. */
  readonly #contacts: (Usage & { readonly kept: boolean })[] = [];
  readonly #waiting = new Map<string, { campus: string; time: number; operator: string }[]>();
  readonly #called = new Set<string>();
  readonly #saidAt = new Map<string, number>();
  #known: readonly { who: string; campus: string }[] = [];

  constructor(all: readonly Happening[]) {
    this.#all = all;
    this.#usage = all.filter(isUsage);
    const [first, last] = [all[0]!.time, all.at(-1)!.time];
    const times = new Set(all.map(({ time }) => time));
    for (let month = monthOf(first); month < monthOf(last); month++) times.add(monthStart(month + 1));
    for (const time of [...times].sort((a, b) => a - b)) {
      if (time === monthStart(monthOf(time))) this.#close(time);
      this.#instant(time);
    }
  }

  #ours(who: string, time: number): boolean {
    return OURS.includes(who) || this.#activatedAt(who, time) !== null;
  }

  #activatedAt(who: string, time: number): number | null {
    return (
      this.#all.findLast((each) => !isUsage(each) && each.who === who && each.time <= time)?.time ?? null
    );
  }

  #students(campus: string): string[] {
    return this.#known.filter((each) => each.campus === campus).map(({ who }) => who);
  }

  #close(close: number): void {
    const from = monthStart(monthOf(close) - 1);
    const month = this.#usage.filter(({ time }) => time >= from && time < close);
    this.#known =
      this.#all[0]!.time > from ? [] : CAMPUSES.flatMap((campus) => this.#judge(campus, month, close));
    for (const number of RIVALS) this.#judgeRival(number, close);
  }

  #judge(campus: string, month: readonly Usage[], close: number): { who: string; campus: string }[] {
    const least = campus === 'U2' ? 2 : 3;
    const members = [...OURS, JOINER].filter((who) => {
      const mine = month.filter((each) => each.who === who);
      const there = mine.filter((each) => isThere(each, campus));
      return this.#ours(who, close - 1) && there.length > 0 && there.length * 2 >= mine.length;
    });
    return members.flatMap((who) => {
      const mine = month.filter((each) => each.who === who);
      const sms = mine.filter(({ kind }) => kind === 'sms').length;
      const fellows = members.filter(
        (peer) =>
          peer !== who && mine.filter((each) => each.kind !== 'data' && each.peer === peer).length >= least,
      ).length;
      const activatedAt = this.#activatedAt(who, close - 1);
      const settled = activatedAt === null || activatedAt < monthStart(monthOf(close) - 1);
      if (!settled || sms < 3 || fellows < 1) return [];
      const campusRecords = mine.filter((each) => isThere(each, campus)).length;
      const text = `2026-${String(monthOf(close)).padStart(2, '0')}`;
      const version = campus === 'U2' ? '2' : '1';
      const evidence = {
        month: text,
        sms,
        records: mine.length,
        campusRecords,
        fellows,
        thresholds: version,
      };
      this.found.push({ what: 'student', time: close, who, campus, evidence });
      return [{ who, campus }];
    });
  }

  #instant(time: number): void {
    const contacts = this.#usage.filter(
      (each) =>
        each.time === time &&
        RIVALS.includes(each.peer) &&
        each.kind !== 'data' &&
        this.#ours(each.who, time),
    );
    for (const contact of contacts) {
      const before = this.#contacts.findLast(({ peer }) => peer === contact.peer);
      if (!before || time - before.time >= SEEN_DAYS * DAY) this.#appear(contact);
    }
    for (const { who, peer } of contacts) {
      const kept = this.#known.some((each) => each.who === who) || this.#wasOnCampus(who, time);
      this.#contacts.push({ ...contacts.find((each) => each.peer === peer)!, kept });
    }
    for (const contact of contacts) if (contact.kind === 'voice' && contact.terminating) this.#call(contact);
    for (const { peer } of contacts) this.#judgeRival(peer, time);
  }

  #wasOnCampus(who: string, now: number): boolean {
    return this.#lately(who, now).some(({ cell }) => CELLS[cell]!.length > 0);
  }

  /** Records of the last days. Those elsewhere of somebody who is hardly ever on a campus leave by the whole day. */
  #lately(who: string, now: number): readonly Usage[] {
    const live = (time: number): (Usage & { readonly byDay: boolean })[] =>
      kept.filter((each) =>
        each.byDay
          ? Math.floor(each.time / DAY) >= Math.floor(time / DAY) - RESIDENT_DAYS
          : each.time > time - RESIDENT_DAYS * DAY,
      );
    const kept: (Usage & { readonly byDay: boolean })[] = [];
    for (const each of this.#usage.filter((one) => one.who === who && one.time <= now)) {
      const all = live(each.time);
      const there = all.filter(({ cell }) => CELLS[cell]!.length > 0).length;
      const byDay = CELLS[each.cell]!.length === 0 && there * 16 <= all.length;
      kept.push({ ...each, byDay });
    }
    return live(now);
  }

  #appear({ who, peer, operator, time }: Usage): void {
    const waiting = this.#waiting.get(peer) ?? [];
    this.#waiting.set(peer, waiting);
    for (const campus of CAMPUSES) {
      if (!this.#students(campus).includes(who) && !this.#isResident(who, campus, time)) continue;
      if (waiting.some((each) => each.campus === campus) || this.#called.has(`${peer} ${campus}`)) continue;
      waiting.push({ campus, time, operator });
    }
  }

  #isResident(who: string, campus: string, now: number): boolean {
    const mine = this.#lately(who, now);
    const there = mine.filter((each) => isThere(each, campus)).length;
    return there > 0 && there * 2 >= mine.length;
  }

  #call({ peer, time }: Usage): void {
    for (const { campus, operator, time: firstSeen } of this.#waiting.get(peer) ?? []) {
      this.#called.add(`${peer} ${campus}`);
      const evidence = { operatorId: operator, firstSeen, thresholds: '1' };
      this.found.push({ what: 'newcomer', time, who: peer, campus, evidence });
    }
    this.#waiting.delete(peer);
  }

  #judgeRival(number: string, time: number): void {
    const mine = this.#contacts.filter(({ peer }) => peer === number);
    for (const campus of CAMPUSES) {
      const students = this.#students(campus);
      const talks = within(mine, time, RIVAL_DAYS).filter(({ who, kept }) => kept && students.includes(who));
      const known = new Set(talks.map(({ who }) => who)).size;
      const last = this.#saidAt.get(`${number} ${campus}`) ?? Number.NEGATIVE_INFINITY;
      const [communications, least] = campus === 'U2' ? [2, 1] : [3, 2];
      if (talks.length < communications || known < least || time - last < QUIET_DAYS * DAY) continue;
      this.#saidAt.set(`${number} ${campus}`, time);
      const evidence = {
        students: known,
        communications: talks.length,
        operatorId: mine.at(-1)!.operator,
        thresholds: campus === 'U2' ? '2' : '1',
      };
      this.found.push({ what: 'rival', time, who: number, campus, evidence });
    }
  }
}
