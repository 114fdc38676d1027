import { at, num } from '../at.ts';
import { DATA, ORIGINATING, SMS, TERMINATING, VOICE } from '../../events/index.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, dayKind } from '../calendar.ts';
import { activityCurve, hourMean, momentWithin } from '../people/curves.ts';
import { DayPlan } from '../people/day-plan.ts';
import { OWN, foreignOwnNumber } from '../people/numbers.ts';
import { NOWHERE } from '../people/place.ts';
import { WORKER } from '../people/population.ts';
import { Rng, fraction, hash } from '../rng.ts';
import type { World } from '../world.ts';
import { bytes, callSeconds } from './daily-life.ts';
import { AREA_UPDATE, PERIODIC_UPDATE, SERVICE_REQUEST, type Sink } from './sink.ts';

const { floor, min } = Math;

const SLOT_DAYS = 24;
const KINDS = ['migrant', 'guest', 'passing'] as const;

/** Our operator's customers from other provinces: people who grew up here, guests, and travellers on trains. */
export class Visitors {
  readonly #world: World;
  readonly #count: number;
  readonly #rng = new Rng();
  readonly #plan = new DayPlan();

  constructor(world: World, count: number) {
    this.#world = world;
    this.#count = count;
  }

  /** Everything visitors do in an hour (local hours since 1970). */
  emit(hour: number, sink: Sink): void {
    for (let visitor = 0; visitor < this.#count; visitor++) this.#emitOne(visitor, hour, sink);
  }

  #emitOne(visitor: number, hour: number, sink: Sink): void {
    const { seed, offsetMs } = this.#world;
    const day = floor(hour / 24);
    const rng = this.#rng.seed(hash(seed, 111, visitor, hour));
    const kind = at(KINDS, hash(seed, 112, visitor) % KINDS.length);
    const start = hour * HOUR_MS - offsetMs;
    const curve = activityCurve(WORKER, dayKind(day));
    const visit = this.#visit(visitor, day, kind === 'passing');
    if (visit === null) {
      // From afar: migrants call home now and then, which is how their circle becomes known.
      if (kind === 'migrant' && rng.next() < 0.02 * hourMean(curve, hour - day * 24))
        this.#callHome(visitor, NOWHERE, day, start + rng.int(HOUR_MS), rng, sink);
      return;
    }
    const cells =
      kind === 'passing'
        ? this.#stations(visit.draw, hour)
        : this.#stay(visitor, visit.draw, kind === 'migrant');
    if (cells.length === 0) return;
    const acts = rng.poisson((kind === 'passing' ? 3 : 26 / 24) * hourMean(curve, hour - day * 24));
    for (let n = 0; n < acts; n++) {
      const time = start + floor(momentWithin(curve, hour - day * 24, rng) * HOUR_MS);
      this.#act(visitor, kind === 'migrant', rng.pick(cells), day, time, rng, sink);
    }
  }

  /** A visit of two to twelve days in some slots; a passing one lasts one day. */
  #visit(visitor: number, day: number, passing: boolean): { draw: number } | null {
    const { seed } = this.#world;
    const phase = hash(seed, 113, visitor) % SLOT_DAYS;
    const slot = floor((day + phase) / SLOT_DAYS);
    const draw = hash(seed, 114, visitor, slot);
    if (draw / 4294967296 > 0.5) return null;
    const days = passing ? 1 : 2 + ((draw >>> 3) % 11);
    const first = slot * SLOT_DAYS - phase + ((draw >>> 8) % (SLOT_DAYS - days));
    return day >= first && day < first + days ? { draw } : null;
  }

  /** Migrants come home to the county of the one they call; guests go anywhere. */
  #stay(visitor: number, draw: number, migrant: boolean): number[] {
    const { counties } = this.#world.geography;
    const county = migrant
      ? num(this.#world.people.county, this.#circle(visitor))
      : (draw >>> 6) % counties.length;
    const { cells } = at(counties, county);
    return [at(cells, (draw >>> 7) % cells.length), at(cells, (draw >>> 11) % min(cells.length, 9))];
  }

  /** Two hours on a train: the stations of two cities, one an hour. */
  #stations(draw: number, hour: number): number[] {
    const { cities } = this.#world.geography;
    const leg = (((hour % 24) + 24) % 24) - (8 + (draw % 11));
    return leg < 0 || leg > 1 ? [] : [at(cities, ((draw >>> 5) + leg) % cities.length).station];
  }

  #circle(visitor: number): number {
    return hash(this.#world.seed, 115, visitor) % this.#world.people.size;
  }

  #number(visitor: number): number {
    return foreignOwnNumber(
      hash(this.#world.seed, 116, visitor) % this.#world.geography.otherCities.length,
      visitor,
    );
  }

  #act(
    visitor: number,
    migrant: boolean,
    cell: number,
    day: number,
    time: number,
    rng: Rng,
    sink: Sink,
  ): void {
    const draw = rng.next();
    const msisdn = this.#number(visitor);
    if (draw < 0.3) return sink.signalling(time, PERIODIC_UPDATE, msisdn, cell);
    if (draw < 0.4) return sink.signalling(time, SERVICE_REQUEST, msisdn, cell);
    if (draw < 0.46) return sink.signalling(time, AREA_UPDATE, msisdn, cell);
    if (draw < 0.8 || !migrant)
      return sink.usage(time, DATA, msisdn, cell, 0, 0, -1, bytes(rng, 60_000), bytes(rng, 900_000));
    this.#callHome(visitor, cell, day, time, rng, sink);
  }

  /** A call between the visitor and the one at home; the visitor's own record only while in the province. */
  #callHome(visitor: number, cell: number, day: number, time: number, rng: Rng, sink: Sink): void {
    const { people, trips, planner, offsetMs, seed } = this.#world;
    const theirs = this.#number(visitor);
    const friend = fraction(seed, 117, visitor, time) < 0.85 ? this.#circle(visitor) : rng.int(people.size);
    // Travellers are left alone: an extra observation could move the moment of their return.
    if (trips.on(friend, day) !== null || trips.on(friend, day - 1) !== null) return;
    const minute = floor((time + offsetMs - day * DAY_MS) / MINUTE_MS);
    const place = planner.fill(this.#plan, friend, day).placeAt(minute);
    if (place === NOWHERE) return;
    const ours = num(people.msisdn, friend);
    const service = rng.next() < 0.85 ? VOICE : SMS;
    const seconds = service === VOICE ? callSeconds(rng) : 0;
    const out = rng.next() < 0.6;
    if (cell !== NOWHERE)
      sink.usage(time, service, theirs, cell, out ? ORIGINATING : TERMINATING, ours, OWN, seconds, 0);
    sink.usage(time, service, ours, place, out ? TERMINATING : ORIGINATING, theirs, OWN, seconds, 0);
  }
}
