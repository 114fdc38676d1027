import { at, num } from '../at.ts';
import { DAY_MS, dayText } from '../calendar.ts';
import { OPERATORS } from '../people/numbers.ts';
import type { Geography } from '../province.ts';
import type { Finding } from './truth.ts';

const { abs, floor, round, sqrt } = Math;

const MIN_NEW = 30;
const THRESHOLD = 0.7;
const Z95 = 1.959963984540054;
const Z_SUDDEN = 3.2905;
const MIN_DROP = 0.05;
const TRAILING_DAYS = 7;

/** New numbers of one area and day: moments in order by operator, ours first. */
type Moments = readonly [number[], number[], number[]];

interface Counts {
  readonly own: number;
  readonly rivals: number;
}

/** share-drop by its rules, from the moments at which numbers were new. `rival` 0 is three-party: against all. */
export class ShareJudge {
  readonly found: Finding[] = [];
  readonly #geography: Geography;
  readonly #chains: readonly (readonly number[])[];
  readonly #offsetMs: number;
  readonly #days = new Map<number, Map<number, Moments>>();
  readonly #ownToday = new Set<number>();
  #day = -Infinity;
  #begin = Infinity;

  constructor(geography: Geography, offsetMs: number) {
    this.#geography = geography;
    this.#offsetMs = offsetMs;
    this.#chains = chainsOf(geography);
  }

  begin(time: number): void {
    this.#begin = Math.min(this.#begin, time);
  }

  /** A number became ours: once a day. */
  own(number: number, area: number, time: number): void {
    this.advance(time);
    if (this.#ownToday.has(number)) return;
    this.#ownToday.add(number);
    this.#add(area, 0, time);
  }

  rival(operator: number, area: number, time: number): void {
    this.advance(time);
    this.#add(area, operator, time);
  }

  #add(area: number, operator: number, time: number): void {
    let day = this.#days.get(this.#day);
    if (day === undefined) this.#days.set(this.#day, (day = new Map<number, Moments>()));
    for (const one of at(this.#chains, area)) {
      let moments = day.get(one);
      if (moments === undefined) day.set(one, (moments = [[], [], []]));
      moments[operator === 0 ? 0 : operator === 1 ? 1 : 2].push(time);
    }
  }

  /** Closes every day that is over at `time`. */
  advance(time: number): void {
    const day = floor((time + this.#offsetMs) / DAY_MS);
    if (day <= this.#day) return;
    if (this.#day > -Infinity) this.#close(this.#day);
    this.#day = day;
    this.#ownToday.clear();
    for (const old of this.#days.keys()) if (old < day - TRAILING_DAYS) this.#days.delete(old);
  }

  #close(day: number): void {
    for (const [area, moments] of this.#days.get(day) ?? [])
      for (const rival of [0, 1, 2]) {
        const party = instants(moments, rival);
        const below = this.#below(day, party);
        if (below !== null) this.found.push(this.#finding(day, area, rival, 'below-threshold', below));
        const sudden = this.#sudden(day, area, rival, party);
        if (sudden !== null) this.found.push(this.#finding(day, area, rival, 'sudden', sudden));
      }
  }

  #below(day: number, party: readonly Instant[]): Judged | null {
    for (const { time, own, rivals } of party)
      if (own + rivals >= MIN_NEW && wilsonUpper(own, own + rivals) < THRESHOLD)
        return { time, own, rivals, final: false };
    const last = party.at(-1);
    if (last === undefined) return null;
    const { own, rivals } = last;
    if (own + rivals < MIN_NEW || own / (own + rivals) >= THRESHOLD) return null;
    return { time: (day + 1) * DAY_MS - this.#offsetMs, own, rivals, final: true };
  }

  #sudden(day: number, area: number, rival: number, party: readonly Instant[]): Judged | null {
    const midnight = day * DAY_MS - this.#offsetMs;
    if (this.#begin > midnight - TRAILING_DAYS * DAY_MS) return null;
    const before = Array.from({ length: TRAILING_DAYS }, (_, n) => ({
      shift: (n + 1) * DAY_MS,
      moments: this.#days.get(day - n - 1)?.get(area),
    }));
    for (const { time, own, rivals } of party) {
      if (own + rivals < MIN_NEW) continue;
      const base = { own: 0, rivals: 0 };
      for (const { shift, moments } of before) {
        if (moments === undefined) continue;
        base.own += countTo(moments[0], time - shift);
        if (rival !== 2) base.rivals += countTo(moments[1], time - shift);
        if (rival !== 1) base.rivals += countTo(moments[2], time - shift);
      }
      if (falls({ own, rivals }, base)) return { time, own, rivals, base };
    }
    return null;
  }

  #finding(day: number, area: number, rival: number, subtype: string, judged: Judged): Finding {
    const { time, own, rivals, base, final } = judged;
    const { areaId } = at(this.#geography.areas, area);
    const share = (counts: Counts): number => round((counts.own / (counts.own + counts.rivals)) * 1e4) / 1e4;
    return {
      type: 'share-drop',
      subtype,
      time,
      subject: { kind: 'area', id: areaId },
      areaId,
      evidence: {
        party: rival === 0 ? 'three' : 'two',
        operatorId: rival === 0 ? null : at(OPERATORS, rival).operatorId,
        day: dayText(day),
        ownNew: own,
        rivalNew: rivals,
        share: share({ own, rivals }),
        ...(base === undefined ? { threshold: THRESHOLD, final } : { baseline: share(base) }),
      },
      case: final === true ? 'sd-at-close' : 'sd-usual',
    };
  }
}

interface Judged extends Counts {
  readonly time: number;
  readonly base?: Counts;
  readonly final?: boolean;
}

interface Instant extends Counts {
  readonly time: number;
}

/** The counts of a party after each instant at which they change. */
function instants(moments: Moments, rival: number): Instant[] {
  const list = [
    ...moments[0].map((time) => ({ time, own: true })),
    ...(rival === 2 ? [] : moments[1].map((time) => ({ time, own: false }))),
    ...(rival === 1 ? [] : moments[2].map((time) => ({ time, own: false }))),
  ].sort((a, b) => a.time - b.time);
  let own = 0;
  let rivals = 0;
  return list.flatMap((one, n) => {
    if (one.own) own++;
    else rivals++;
    return list[n + 1]?.time === one.time ? [] : [{ time: one.time, own, rivals }];
  });
}

/** How many of the moments lie at or before `time`. */
function countTo(moments: readonly number[], time: number): number {
  let low = 0;
  let high = moments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (num(moments, middle) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Two-proportion z, pooled, and the fall itself. */
function falls(now: Counts, base: Counts): boolean {
  const n = now.own + now.rivals;
  const m = base.own + base.rivals;
  if (m < MIN_NEW) return false;
  const drop = base.own / m - now.own / n;
  const pooled = (base.own + now.own) / (m + n);
  const z = drop / sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
  return z > Z_SUDDEN && drop >= MIN_DROP && abs(drop) < Infinity;
}

/** Upper end of the Wilson 95 % interval of `successes` among `n`. */
export function wilsonUpper(successes: number, n: number): number {
  const p = successes / n;
  const square = (Z95 * Z95) / n;
  return (p + square / 2 + Z95 * sqrt((p * (1 - p)) / n + (Z95 * Z95) / (4 * n * n))) / (1 + square);
}

/** Each area and the areas above it. */
export function chainsOf(geography: Geography): number[][] {
  const index = new Map(geography.areas.map((area, i) => [area.areaId, i]));
  return geography.areas.map((_, start) => {
    const chain: number[] = [];
    for (let i: number | undefined = start; i !== undefined; i = index.get(at(geography.areas, i).parentId))
      chain.push(i);
    return chain;
  });
}
