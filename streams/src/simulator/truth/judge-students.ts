import { at, num } from '../at.ts';
import { DATA, SMS } from '../../events/index.ts';
import type { Seen } from './record.ts';
import type { Roster } from './roster.ts';

const MIN_SMS = 50;
const MIN_FELLOWS = 2;
const MIN_COMMUNICATIONS = 10;
const CAMPUS_SPAN = 16;
const NUMBER_SPAN = 2 ** 24;

/** A known student of a campus from a month's close on. */
export interface Student {
  readonly who: number;
  readonly campus: number;
  readonly time: number;
  readonly sms: number;
  readonly fellows: number;
}

/**
 * campus-student by its rule: counts of one calendar month. Pairs are counted only for those who may pass the cell-share
 * rule, `candidate`: who lives, works or studies on or beside a campus.
 */
export class StudentJudge {
  readonly found: Student[] = [];
  /** Known students: subscriber → campuses. */
  known: ReadonlyMap<number, readonly number[]> = new Map<number, readonly number[]>();
  readonly #roster: Roster;
  readonly #candidate: (who: number) => boolean;
  #records: number[] = [];
  #sms: number[] = [];
  readonly #onCampus = new Map<number, number>();
  readonly #pairs = new Map<number, number>();

  constructor(roster: Roster, candidate: (who: number) => boolean) {
    this.#roster = roster;
    this.#candidate = candidate;
  }

  see({ feed, ours, who, kind, campus, peer }: Seen): void {
    if (feed !== 'usage' || !ours) return;
    this.#records[who] = (this.#records[who] ?? 0) + 1;
    if (kind === SMS) this.#sms[who] = (this.#sms[who] ?? 0) + 1;
    if (campus >= 0) count(this.#onCampus, who * CAMPUS_SPAN + campus);
    if (kind !== DATA && peer > 0 && this.#candidate(who))
      count(this.#pairs, who * NUMBER_SPAN + this.#roster.indexOf(peer));
  }

  /** The month that began at `from` is over at `time`. */
  close(time: number, from: number, whole: boolean, activatedAt: (who: number) => number): void {
    if (whole) this.#judge(time, from, activatedAt);
    this.#records = [];
    this.#sms = [];
    this.#onCampus.clear();
    this.#pairs.clear();
  }

  #judge(time: number, from: number, activatedAt: (who: number) => number): void {
    const share = new Map<number, number[]>();
    for (const [key, records] of this.#onCampus) {
      const campus = key % CAMPUS_SPAN;
      const who = (key - campus) / CAMPUS_SPAN;
      if (!this.#roster.ours(who) || records * 2 < num(this.#records, who)) continue;
      share.set(who, [...(share.get(who) ?? []), campus]);
    }
    const fellows = this.#fellows(share);
    const known = new Map<number, number[]>();
    for (const [who, campuses] of share)
      for (const campus of campuses) {
        const friends = fellows.get(who * CAMPUS_SPAN + campus) ?? 0;
        const sms = num(this.#sms, who);
        if (sms < MIN_SMS || friends < MIN_FELLOWS || activatedAt(who) >= from) continue;
        known.set(who, [...(known.get(who) ?? []), campus]);
        this.found.push({ who, campus, time, sms, fellows: friends });
      }
    this.known = known;
  }

  /** How many each has of those who meet the cell-share rule at the same campus. */
  #fellows(share: ReadonlyMap<number, readonly number[]>): Map<number, number> {
    const fellows = new Map<number, number>();
    for (const [key, communications] of this.#pairs) {
      if (communications < MIN_COMMUNICATIONS) continue;
      const peer = key % NUMBER_SPAN;
      const who = (key - peer) / NUMBER_SPAN;
      if (peer === who) continue;
      for (const campus of share.get(who) ?? [])
        if (share.get(peer)?.includes(campus) === true) count(fellows, who * CAMPUS_SPAN + campus);
    }
    return fellows;
  }
}

function count(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Usage records of one number in all and by campus, over the last days. */
export class UsageShare {
  readonly #windowMs: number;
  readonly #candidate: (who: number) => boolean;
  readonly #times = new Map<number, { readonly time: number[]; readonly campus: number[] }>();
  /** For everybody else, who comes to a campus as a guest at most: records since the data began. */
  readonly #all: number[] = [];
  readonly #guests = new Map<number, number>();

  constructor(windowMs: number, candidate: (who: number) => boolean) {
    this.#windowMs = windowMs;
    this.#candidate = candidate;
  }

  see({ feed, who, campus, time }: Seen): void {
    if (feed !== 'usage') return;
    if (!this.#candidate(who)) {
      this.#all[who] = (this.#all[who] ?? 0) + 1;
      if (campus >= 0) count(this.#guests, who * CAMPUS_SPAN + campus);
      return;
    }
    let records = this.#times.get(who);
    if (records === undefined) this.#times.set(who, (records = { time: [], campus: [] }));
    records.time.push(time);
    records.campus.push(campus);
  }

  /** Campuses that hold at least half of a number's records of the window that ends with `time`. */
  mainCampuses(who: number, time: number): number[] {
    const records = this.#times.get(who);
    const counts = new Map<number, number>();
    let all = 0;
    if (records === undefined) {
      all = num(this.#all, who);
      for (let campus = 0; campus < CAMPUS_SPAN; campus++)
        counts.set(campus, this.#guests.get(who * CAMPUS_SPAN + campus) ?? 0);
    } else {
      for (let n = records.time.length - 1; n >= 0; n--) {
        const when = at(records.time, n);
        if (when > time) continue;
        if (when <= time - this.#windowMs) break;
        all++;
        const campus = at(records.campus, n);
        if (campus >= 0) count(counts, campus);
      }
    }
    return [...counts].flatMap(([campus, n]) => (n > 0 && n * 2 >= all ? [campus] : []));
  }
}
