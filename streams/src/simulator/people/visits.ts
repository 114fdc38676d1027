import { at, num } from '../at.ts';
import type { Geography } from '../province.ts';
import { hash } from '../rng.ts';
import { foreignOwnNumber, strangerNumber } from './numbers.ts';
import { hasHomeOnRecord, type Population } from './population.ts';

const { floor, min } = Math;

const SLOT_DAYS = 24;

/**
 * Why somebody comes: home to the one they call, as a guest, on a train through, to another county than that of the one
 * they call, with two calls only, back and forth over a county's border, or home with a number of which nothing is known.
 */
export type VisitorKind = 'migrant' | 'guest' | 'train' | 'elsewhere' | 'few-calls' | 'border' | 'stranger';

const KINDS: readonly (readonly [VisitorKind, number])[] = [
  ['migrant', 38],
  ['guest', 20],
  ['train', 16],
  ['elsewhere', 8],
  ['few-calls', 6],
  ['border', 5],
  ['stranger', 7],
];

/** A stay in the province, from an hour of the first day to eight in the evening of the last. Local day numbers. */
export interface Visit {
  readonly firstDay: number;
  readonly lastDay: number;
  readonly arrivalHour: number;
  /** Whom the visitor calls, a standing subscriber. */
  readonly friend: number;
  /** Cells of the stay. For a train the stations it stops at, for a border the two sides. */
  readonly cells: readonly number[];
}

export const LEAVING_HOUR = 20;

/** Customers of others who come and go: drawn a slot of days at a time, so that any day is known without the others. */
export class Visits {
  readonly count: number;
  readonly #geography: Geography;
  readonly #people: Population;
  readonly #planted = new Map<number, Visit>();

  constructor(geography: Geography, people: Population, count: number) {
    this.#geography = geography;
    this.#people = people;
    this.count = count;
  }

  kind(visitor: number): VisitorKind {
    let draw = hash(this.#geography.seed, 112, visitor) % 100;
    for (const [kind, weight] of KINDS) if ((draw -= weight) < 0) return kind;
    return 'guest';
  }

  number(visitor: number): number {
    if (this.kind(visitor) === 'stranger') return strangerNumber(visitor);
    const city = hash(this.#geography.seed, 116, visitor) % this.#geography.otherCities.length;
    return foreignOwnNumber(city, visitor);
  }

  /**
   * Lets one who comes home do so on a day, for three days; false when the visitor is no such person or comes anyway
   * within a week and a half.
   */
  plant(visitor: number, firstDay: number, arrivalHour: number): boolean {
    const kind = this.kind(visitor);
    if (kind !== 'migrant' && kind !== 'stranger') return false;
    if (this.#planted.has(visitor) || this.between(visitor, firstDay - 10, firstDay + 10).length > 0)
      return false;
    const friend = this.friend(visitor);
    const cells = this.#stay(kind, friend, hash(this.#geography.seed, 119, visitor));
    this.#planted.set(visitor, { firstDay, lastDay: firstDay + 2, arrivalHour, friend, cells });
    return true;
  }

  /** The visit that covers a day or null. */
  on(visitor: number, day: number): Visit | null {
    const planted = this.#planted.get(visitor);
    if (planted !== undefined && day >= planted.firstDay && day <= planted.lastDay) return planted;
    const visit = this.#in(visitor, floor((day + this.#phase(visitor)) / SLOT_DAYS));
    return visit !== null && day >= visit.firstDay && day <= visit.lastDay ? visit : null;
  }

  /** Visits that touch [from, to), in order. */
  between(visitor: number, from: number, to: number): Visit[] {
    const phase = this.#phase(visitor);
    const planted = this.#planted.get(visitor);
    const visits: Visit[] =
      planted !== undefined && planted.lastDay >= from && planted.firstDay < to ? [planted] : [];
    for (let slot = floor((from + phase) / SLOT_DAYS); slot * SLOT_DAYS - phase < to; slot++) {
      const visit = this.#in(visitor, slot);
      if (visit !== null && visit.lastDay >= from && visit.firstDay < to) visits.push(visit);
    }
    return visits.sort((a, b) => a.firstDay - b.firstDay);
  }

  /** Whom somebody calls from afar; for those who call a single time, another one each time. */
  friend(visitor: number, slot = 0): number {
    const few = this.kind(visitor) === 'few-calls';
    for (let attempt = 0; ; attempt++) {
      const friend =
        hash(this.#geography.seed, 115, visitor, attempt + (few ? slot * 64 : 0)) % this.#people.size;
      if (hasHomeOnRecord(this.#geography.seed, friend) || attempt === 63) return friend;
    }
  }

  #phase(visitor: number): number {
    return hash(this.#geography.seed, 113, visitor) % SLOT_DAYS;
  }

  #in(visitor: number, slot: number): Visit | null {
    const draw = hash(this.#geography.seed, 114, visitor, slot);
    if (draw / 4294967296 > 0.5) return null;
    const kind = this.kind(visitor);
    const days = kind === 'train' ? 1 : 2 + ((draw >>> 3) % 11);
    const firstDay = slot * SLOT_DAYS - this.#phase(visitor) + ((draw >>> 8) % (SLOT_DAYS - days));
    const friend = kind === 'train' ? this.#friendOnTheWay(draw) : this.friend(visitor, slot);
    const cells = kind === 'train' ? this.#stations(draw) : this.#stay(kind, friend, draw);
    return { firstDay, lastDay: firstDay + days - 1, arrivalHour: 7 + (draw % 11), friend, cells };
  }

  /** Somebody in the county of the second station. */
  #friendOnTheWay(draw: number): number {
    const { county } = at(this.#geography.cells, at(this.#stations(draw), 1));
    const first = num(this.#people.countyStart, county);
    const count = num(this.#people.countyStart, county + 1) - first;
    return count > 0 ? first + ((draw >>> 9) % count) : first;
  }

  #stations(draw: number): number[] {
    const { cities } = this.#geography;
    return [0, 1, 2].map((leg) => at(cities, ((draw >>> 5) + leg) % cities.length).station);
  }

  #stay(kind: VisitorKind, friend: number, draw: number): number[] {
    const { counties, cities } = this.#geography;
    const home = num(this.#people.county, friend);
    const inCity = at(cities, num(this.#people.city, friend)).counties;
    const beside = at(inCity, (inCity.indexOf(home) + 1) % inCity.length);
    const other = beside === home ? (home + 1) % counties.length : beside;
    const county = kind === 'guest' ? (draw >>> 6) % counties.length : kind === 'elsewhere' ? other : home;
    const { cells } = at(counties, county);
    const lodging = at(cells, (draw >>> 7) % cells.length);
    if (kind === 'border') return [lodging, at(at(counties, other).cells, (draw >>> 11) % 4)];
    return [lodging, at(cells, (draw >>> 11) % min(cells.length, 9))];
  }
}
