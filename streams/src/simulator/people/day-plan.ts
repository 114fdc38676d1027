import { at, num } from '../at.ts';
import { dayKind, isSchoolBreak } from '../calendar.ts';
import type { Geography } from '../province.ts';
import { Rng, fraction, hash } from '../rng.ts';
import { NOWHERE } from './place.ts';
import {
  AT_HOME,
  FARMER,
  NEIGHBOUR,
  NIGHT_WORKER,
  STUDENT,
  TEACHER,
  bearer,
  type Population,
} from './population.ts';
import type { Trip, Trips } from './trips.ts';

const { max, min } = Math;

const MOVES = 16;

/** Where one subscriber is through one day: moves in order of minutes. Reused for many subscribers. */
export class DayPlan {
  readonly minute = new Int16Array(MOVES);
  readonly place = new Int32Array(MOVES);
  length = 0;
  /** The trip that covers the day. */
  trip: Trip | null = null;

  reset(): void {
    this.length = 0;
    this.trip = null;
  }

  /** From this minute on at `place`; moves that a later one overtakes are taken back. */
  move(minute: number, place: number): void {
    while (this.length > 0 && num(this.minute, this.length - 1) >= minute) this.length--;
    if (this.length > 0 && num(this.place, this.length - 1) === place) return;
    if (this.length === MOVES) return;
    this.minute[this.length] = minute;
    this.place[this.length++] = place;
  }

  placeAt(minute: number): number {
    let place = NOWHERE;
    for (let i = 0; i < this.length && num(this.minute, i) <= minute; i++) place = num(this.place, i);
    return place;
  }
}

/** Many people of a city come to a campus. Day as local day number, minutes of the day. */
export interface Gathering {
  readonly day: number;
  readonly campus: number;
  readonly fromMinute: number;
  readonly toMinute: number;
  /** Share of the city's people who come. */
  readonly share: number;
}

/** Draws the day of a subscriber: a routine by kind of person, bent by trips, holidays and phones switched off. */
export class DayPlanner {
  readonly #geography: Geography;
  readonly #people: Population;
  readonly #trips: Trips;
  readonly #rng = new Rng();
  readonly #gatherings = new Map<number, Gathering[]>();

  constructor(geography: Geography, people: Population, trips: Trips) {
    this.#geography = geography;
    this.#people = people;
    this.#trips = trips;
  }

  gather(gathering: Gathering): void {
    const { day } = gathering;
    this.#gatherings.set(day, [...(this.#gatherings.get(day) ?? []), gathering]);
  }

  /** The gathering that a phone's bearer goes to on a day; travellers go to none. */
  gatheringOf(phone: number, day: number): Gathering | null {
    const gatherings = this.#gatherings.get(day);
    if (gatherings === undefined) return null;
    const i = bearer(this.#people, phone);
    const { campuses, counties, seed } = this.#geography;
    if (num(this.#people.kind, i) === STUDENT || this.#trips.on(i, day) !== null) return null;
    const city = num(this.#people.city, i);
    const comes = gatherings.find(({ campus }) => at(counties, at(campuses, campus).county).city === city);
    return comes !== undefined && fraction(seed, 66, i, day) < comes.share ? comes : null;
  }

  fill(plan: DayPlan, phone: number, day: number): DayPlan {
    plan.reset();
    const subscriber = bearer(this.#people, phone);
    const trip = this.#trips.on(subscriber, day);
    if (trip !== null && trip.dark && day > trip.departDay + 1 && day < trip.returnDay) return plan;
    // Some phones are off for four days at a time, but not around a trip: that would move its truth.
    if (trip === null && fraction(this.#geography.seed, 61, subscriber, day >> 2) < 0.003) return plan;
    const rng = this.#rng.seed(hash(this.#geography.seed, 62, subscriber, day));
    plan.trip = trip;
    if (trip === null || day === trip.departDay) this.#routine(plan, subscriber, day, rng);
    if (trip !== null) this.#travel(plan, subscriber, day, trip, rng);
    return plan;
  }

  #routine(plan: DayPlan, i: number, day: number, rng: Rng): void {
    const home = num(this.#people.homeCell, i);
    const work = num(this.#people.workCell, i);
    const free = dayKind(day) !== 'workday';
    plan.move(0, home);
    const gathering = this.gatheringOf(i, day);
    if (gathering !== null) return this.#attend(plan, i, gathering, rng);
    switch (num(this.#people.kind, i)) {
      case STUDENT:
        return this.#study(plan, i, day, free, rng);
      case NIGHT_WORKER:
        if (free) return outing(plan, home, work, rng);
        return nightShift(plan, home, work, rng);
      case AT_HOME:
        return outing(plan, home, work, rng);
      case FARMER:
        return fields(plan, home, work, rng);
      case TEACHER:
        if (!free && !isSchoolBreak(day)) office(plan, home, work, rng);
        return;
      case NEIGHBOUR:
        if (rng.next() < 0.2) errand(plan, home, this.#campusCell(i, rng), rng);
        else outing(plan, home, work, rng);
        return;
      default:
        if (free) outing(plan, home, this.#nearby(i, rng), rng);
        else office(plan, home, work, rng);
    }
  }

  #attend(plan: DayPlan, i: number, gathering: Gathering, rng: Rng): void {
    const { campus, fromMinute, toMinute } = gathering;
    plan.move(fromMinute + rng.int(13), rng.pick(at(this.#geography.campuses, campus).lectures));
    plan.move(toMinute - 6 + rng.int(12), num(this.#people.homeCell, i));
  }

  #campusCell(i: number, rng: Rng): number {
    return rng.pick(at(this.#geography.campuses, num(this.#people.campus, i)).lectures);
  }

  #nearby(i: number, rng: Rng): number {
    const cell = rng.pick(at(this.#geography.counties, num(this.#people.county, i)).cells);
    return at(this.#geography.cells, cell).campus < 0 ? cell : num(this.#people.homeCell, i);
  }

  #study(plan: DayPlan, i: number, day: number, free: boolean, rng: Rng): void {
    const home = num(this.#people.homeCell, i);
    const lecture = num(this.#people.workCell, i);
    const { neighbour } = at(this.#geography.campuses, num(this.#people.campus, i));
    if (isSchoolBreak(day) && fraction(this.#geography.seed, 63, i) < 0.85)
      return plan.move(0, this.#family(i));
    if (free) {
      const draw = rng.next();
      if (draw < 0.14) return plan.move(0, this.#family(i));
      if (draw < 0.5) errand(plan, home, neighbour, rng);
      return;
    }
    const late = rng.between(-12, 8);
    if (rng.next() < 0.82) plan.move(475 + late, lecture);
    plan.move(705 + late, home);
    if (rng.next() < 0.7) plan.move(835 + late, lecture);
    plan.move(1045 + late, home);
    if (rng.next() < 0.4) plan.move(1135 + late, lecture);
    plan.move(1285 + late, home);
  }

  /** Where a student's parents live: in the same city, or the home number's city would be wrong for the student. */
  #family(i: number): number {
    const { counties } = at(this.#geography.cities, num(this.#people.city, i));
    const draw = hash(this.#geography.seed, 64, i);
    const { cells } = at(this.#geography.counties, at(counties, draw % counties.length));
    const cell = at(cells, (draw >>> 8) % min(cells.length, 24));
    return at(this.#geography.cells, cell).campus < 0 ? cell : at(cells, 0);
  }

  #travel(plan: DayPlan, i: number, day: number, trip: Trip, rng: Rng): void {
    const { station } = at(this.#geography.cities, num(this.#people.city, i));
    if (day === trip.departDay) {
      plan.move(trip.departMinute, station);
      plan.move(trip.departMinute + rng.between(25, 45), trip.transit);
      plan.move(trip.departMinute + rng.between(90, 200), trip.lodging);
    } else {
      plan.move(0, trip.lodging);
    }
    if (day !== trip.departDay && day !== trip.returnDay) {
      plan.move(rng.between(480, 560), trip.daytime);
      plan.move(rng.between(1050, 1180), trip.lodging);
    }
    if (trip.touch !== null && trip.touch.day === day) {
      plan.move(trip.touch.minute - 70, trip.transit);
      plan.move(trip.touch.minute, station);
      plan.move(trip.touch.minute + trip.touch.minutes, trip.transit);
      plan.move(trip.touch.minute + trip.touch.minutes + 60, trip.lodging);
    }
    if (day === trip.returnDay) {
      plan.move(max(trip.returnMinute - rng.between(60, 200), 1), trip.transit);
      plan.move(trip.returnMinute, station);
      plan.move(trip.returnMinute + rng.between(18, 40), num(this.#people.homeCell, i));
    }
  }
}

function office(plan: DayPlan, home: number, work: number, rng: Rng): void {
  plan.move(rng.between(455, 545), work);
  plan.move(rng.between(1035, 1150), home);
}

function nightShift(plan: DayPlan, home: number, work: number, rng: Rng): void {
  plan.move(0, work);
  plan.move(rng.between(370, 440), home);
  plan.move(rng.between(1270, 1330), work);
}

function outing(plan: DayPlan, home: number, elsewhere: number, rng: Rng): void {
  const draw = rng.next();
  if (draw < 0.42) {
    plan.move(rng.between(520, 620), elsewhere);
    plan.move(rng.between(660, 730), home);
  }
  if (draw > 0.3 && draw < 0.6) {
    plan.move(rng.between(850, 1000), elsewhere);
    plan.move(rng.between(1010, 1200), home);
  }
}

function fields(plan: DayPlan, home: number, field: number, rng: Rng): void {
  plan.move(rng.between(345, 420), field);
  plan.move(rng.between(660, 710), home);
  if (rng.next() < 0.6) {
    plan.move(rng.between(840, 900), field);
    plan.move(rng.between(1050, 1130), home);
  }
}

function errand(plan: DayPlan, home: number, elsewhere: number, rng: Rng): void {
  const start = rng.between(560, 900);
  plan.move(start, elsewhere);
  plan.move(start + rng.between(40, 260), home);
}
