import { at, num } from '../at.ts';
import { festivalsOf, yearOf } from '../calendar.ts';
import type { Geography } from '../province.ts';
import { Rng, hash } from '../rng.ts';
import { areaPlace } from './place.ts';
import { STUDENT, bearer, type Population } from './population.ts';

const { floor, max, min, round } = Math;

/** Somebody away from the home city, days as local day numbers, minutes of the day. */
export interface Trip {
  readonly departDay: number;
  readonly departMinute: number;
  readonly returnDay: number;
  readonly returnMinute: number;
  /** Where the nights are spent and where the days (place codes). */
  readonly lodging: number;
  readonly daytime: number;
  /** Last stop before home: the station of another city, or the other province. */
  readonly transit: number;
  /** A short stop in the home city within the trip: a train passing through, or a touch of home. */
  readonly touch: { readonly day: number; readonly minute: number; readonly minutes: number } | null;
  /** The phone is off between the second day and the last. */
  readonly dark: boolean;
  /** On the day of the return only usage is seen, no signalling. */
  readonly usageOnly: boolean;
  /** Name of the hard case in truth. */
  readonly case: string;
}

const LONG_SLOT = 64;
const SHORT_SLOT = 16;
/** Long trips a slot: 0.4 % of the people come home on an ordinary day. */
const LONG_RATE = 0.27;
const SHORT_RATE = 0.16;

/**
 * Trips are drawn a slot of days at a time for each subscriber, and never reach into the next slot: whether somebody is
 * away on a day is known from two hashes, however far that day lies from the start.
 */
export class Trips {
  readonly #geography: Geography;
  readonly #people: Population;
  readonly #rng = new Rng();
  readonly #planted = new Map<number, Trip[]>();

  constructor(geography: Geography, people: Population) {
    this.#geography = geography;
    this.#people = people;
  }

  /** Plants trips for one subscriber, who then makes no others. */
  plant(subscriber: number, trips: Trip[]): void {
    this.#planted.set(subscriber, trips);
  }

  planted(subscriber: number): boolean {
    return this.#planted.has(subscriber);
  }

  /** The trip that covers a day or null. */
  on(phone: number, day: number): Trip | null {
    const subscriber = bearer(this.#people, phone);
    const planted = this.#planted.get(subscriber);
    if (planted !== undefined) return planted.find((trip) => covers(trip, day)) ?? null;
    return this.#long(subscriber, day) ?? this.#short(subscriber, day);
  }

  /** All trips of a subscriber that end in [from, to), in order; short ones as well. */
  ending(phone: number, from: number, to: number): Trip[] {
    const subscriber = bearer(this.#people, phone);
    const planted = this.#planted.get(subscriber);
    const all = planted ?? this.#drawn(subscriber, from, to);
    return all.filter((trip) => trip.returnDay >= from && trip.returnDay < to);
  }

  /** Trips of at most four days that a subscriber ends in [from, to), for those who were not planted. */
  shortEnding(subscriber: number, from: number, to: number): Trip[] {
    if (this.#planted.has(subscriber)) return [];
    const trips: Trip[] = [];
    for (let day = from; day < to; day++) {
      const trip = this.#long(subscriber, day) === null ? this.#short(subscriber, day) : null;
      if (trip !== null && trip.returnDay === day) trips.push(trip);
    }
    return trips;
  }

  #drawn(subscriber: number, from: number, to: number): Trip[] {
    const trips: Trip[] = [];
    const { seed } = this.#geography;
    const phase = hash(seed, 51, subscriber) % LONG_SLOT;
    for (let slot = floor((from + phase) / LONG_SLOT); slot * LONG_SLOT - phase < to; slot++) {
      const trip = this.#longIn(subscriber, slot, phase);
      if (trip !== null) trips.push(trip);
    }
    return trips;
  }

  #long(subscriber: number, day: number): Trip | null {
    const phase = hash(this.#geography.seed, 51, subscriber) % LONG_SLOT;
    const trip = this.#longIn(subscriber, floor((day + phase) / LONG_SLOT), phase);
    return trip !== null && covers(trip, day) ? trip : null;
  }

  #longIn(subscriber: number, slot: number, phase: number): Trip | null {
    const draw = hash(this.#geography.seed, 52, subscriber, slot);
    const first = slot * LONG_SLOT - phase;
    const share = draw / 4294967296;
    // Cheap way out for the four in five who neither travel in the slot nor go home for a festival in it.
    if (share >= LONG_RATE + 0.36) return null;
    if (num(this.#people.kind, subscriber) === STUDENT) return null;
    if (share >= LONG_RATE) return this.#festivalTrip(subscriber, first, share - LONG_RATE, draw);
    const rng = this.#rng.seed(draw);
    const days = min(LONG_SLOT - 4, 5 + round(rng.exponential(13)));
    const departDay = first + 1 + rng.int(LONG_SLOT - 3 - days);
    return this.#compose(subscriber, departDay, departDay + days, rng);
  }

  /** People who work elsewhere and come home in the nine days before a festival. */
  #festivalTrip(subscriber: number, first: number, share: number, draw: number): Trip | null {
    let left = share;
    for (const year of [yearOf(first), yearOf(first + LONG_SLOT)])
      for (const festival of festivalsOf(year)) {
        if (festival.day < first + 24 || festival.day > first + LONG_SLOT - 2) continue;
        left -= festival.pull;
        if (left >= 0) continue;
        const rng = this.#rng.seed(draw);
        const returnDay = festival.day - 1 - floor(rng.next() ** 1.5 * 9);
        const departDay = max(first + 1, returnDay - rng.between(14, 50));
        return this.#compose(subscriber, departDay, returnDay, rng);
      }
    return null;
  }

  #short(subscriber: number, day: number): Trip | null {
    const { seed } = this.#geography;
    const phase = hash(seed, 53, subscriber) % SHORT_SLOT;
    const slot = floor((day + phase) / SHORT_SLOT);
    const draw = hash(seed, 54, subscriber, slot);
    if (draw / 4294967296 >= SHORT_RATE || num(this.#people.kind, subscriber) === STUDENT) return null;
    const days = (draw >>> 5) % 4;
    const departDay = slot * SHORT_SLOT - phase + 1 + ((draw >>> 9) % (SHORT_SLOT - 3 - days));
    if (day < departDay || day > departDay + days) return null;
    // Never next to a long trip: two nights at home lie between.
    if (
      this.#long(subscriber, departDay - 2) !== null ||
      this.#long(subscriber, departDay + days + 2) !== null
    )
      return null;
    return this.#compose(subscriber, departDay, departDay + days, this.#rng.seed(draw));
  }

  /** A trip of somebody between two days, with the places and moments drawn. */
  compose(subscriber: number, departDay: number, returnDay: number, seed: number): Trip {
    return this.#compose(subscriber, departDay, returnDay, new Rng(seed));
  }

  #compose(subscriber: number, departDay: number, returnDay: number, rng: Rng): Trip {
    const home = num(this.#people.city, subscriber);
    const sameDay = departDay === returnDay;
    const departMinute = sameDay ? rng.between(390, 540) : rng.between(360, 1080);
    const returnMinute = sameDay ? rng.between(1020, 1260) : round(420 + (rng.next() + rng.next()) * 450);
    const touchDraw = rng.next();
    const where = this.#destination(home, rng);
    const long = returnDay - departDay >= 7;
    const touched = long && touchDraw < 0.14;
    const minutes = touchDraw < 0.09 ? rng.between(6, 16) : rng.between(17, 27);
    const touch = touched
      ? {
          day: departDay + rng.between(2, returnDay - departDay - 2),
          minute: rng.between(500, 1200),
          minutes,
        }
      : null;
    const dark = long && touchDraw > 0.93;
    const usageOnly = long && touchDraw > 0.87 && !dark;
    const atMidnight = touchDraw > 0.8 && touchDraw < 0.83;
    const name = touched
      ? minutes < 17
        ? 'hc-train-pass'
        : 'hc-touch-home'
      : atMidnight && long
        ? 'hc-midnight'
        : plainCase(long, dark, usageOnly, where.outside);
    return {
      departDay,
      departMinute,
      returnDay,
      returnMinute: atMidnight ? rng.between(1392, 1437) : returnMinute,
      ...where.places,
      touch,
      dark,
      usageOnly,
      case: name,
    };
  }

  #destination(
    home: number,
    rng: Rng,
  ): { outside: boolean; places: Pick<Trip, 'lodging' | 'daytime' | 'transit'> } {
    const { cities, counties, otherCities, otherProvinces } = this.#geography;
    const other = (home + 1 + rng.int(cities.length - 1)) % cities.length;
    if (rng.next() < 0.42) {
      const { cells } = at(counties, rng.pick(at(cities, other).counties));
      return {
        outside: false,
        places: { lodging: rng.pick(cells), daytime: rng.pick(cells), transit: at(cities, other).station },
      };
    }
    const city = rng.pick(otherCities);
    const place = areaPlace(rng.next() < 0.3 ? rng.pick(otherProvinces) : city);
    const throughNeighbour = rng.next() < 0.5;
    return {
      outside: true,
      places: {
        lodging: place,
        daytime: place,
        transit: throughNeighbour ? at(cities, other).station : place,
      },
    };
  }
}

function plainCase(long: boolean, dark: boolean, usageOnly: boolean, outside: boolean): string {
  if (!long) return 'hc-short-trip';
  if (dark) return 'hc-phone-off';
  if (usageOnly) return 'hc-usage-only';
  return outside ? 'hc-out-of-province' : 'hc-basic';
}

function covers(trip: Trip, day: number): boolean {
  return day >= trip.departDay && day <= trip.returnDay;
}
