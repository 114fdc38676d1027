import { at, num } from '../at.ts';
import { ACTIVATED, DATA, ORIGINATING, PORTED_IN, SMS, TERMINATING, VOICE } from '../../events/index.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, dayKind } from '../calendar.ts';
import { activityCurve, hourMean, momentWithin } from '../people/curves.ts';
import { DayPlan } from '../people/day-plan.ts';
import { OWN, newOwnNumber, portedInNumber, type RivalContact } from '../people/numbers.ts';
import { NOWHERE } from '../people/place.ts';
import { STUDENT, WORKER } from '../people/population.ts';
import { Rng, hash } from '../rng.ts';
import type { World } from '../world.ts';
import { bytes, callSeconds } from './daily-life.ts';
import { punctual } from './feed-buffer.ts';
import { ATTACH, PERIODIC_UPDATE, type Sink } from './sink.ts';

const { floor, max, min } = Math;

/** Somebody who became our customer on a day. */
export interface NewCustomer {
  readonly msisdn: number;
  readonly time: number;
  readonly portedIn: boolean;
  readonly channel: number;
  readonly county: number;
  /** Where the phone is used in its first days. */
  readonly cell: number;
  /** Campus of that cell, −1 for none. */
  readonly campus: number;
  /** Standing subscriber whom the new customer calls. */
  readonly friend: number;
  readonly serial: number;
}

/** Days after activation in which a new customer is heard of. */
const DAYS_HEARD = 3;
const PER_COUNTY_MAX = 500;

/** People who become our customers: by county, shop and day, with their first three days on the network. */
export class NewCustomers {
  readonly #world: World;
  readonly #perDay: number;
  readonly #days = new Map<number, readonly NewCustomer[]>();
  readonly #rng = new Rng();
  readonly #plan = new DayPlan();
  readonly #rival: RivalContact = { number: 0, operator: 0 };

  constructor(world: World, perDay: number) {
    this.#world = world;
    this.#perDay = perDay;
  }

  /** Expected new customers of a county on a day. */
  expected(county: number, day: number): number {
    const { counties } = this.#world.geography;
    const total = counties.reduce((sum, one) => sum + one.weight, 0);
    const kind = dayKind(day);
    return ((this.#perDay * at(counties, county).weight) / total) * (kind === 'workday' ? 0.95 : 1.12);
  }

  on(day: number): readonly NewCustomer[] {
    const known = this.#days.get(day);
    if (known !== undefined) return known;
    const list = this.#world.geography.counties.flatMap((_, county) => this.#drawCounty(county, day));
    if (this.#days.size > 6) this.#days.clear();
    this.#days.set(day, list);
    return list;
  }

  #drawCounty(county: number, day: number): NewCustomer[] {
    const rng = new Rng(hash(this.#world.seed, 91, county, day));
    const count = min(PER_COUNTY_MAX, rng.poisson(this.expected(county, day)));
    return Array.from({ length: count }, (_, k) => this.#draw(county, day, k, rng));
  }

  #draw(county: number, day: number, k: number, rng: Rng): NewCustomer {
    const { geography, offsetMs, disorder } = this.#world;
    const place = at(geography.counties, county);
    const channel = this.#shop(place.channels, rng);
    const portedIn = rng.next() < 0.12;
    const position = at(geography.cities, place.city).counties.indexOf(county);
    const serial = (((day % 280) + 280) % 280) * 3500 + position * PER_COUNTY_MAX + k;
    const number = portedIn
      ? portedInNumber(place.city, 900_000 + (serial % 100_000))
      : newOwnNumber(place.city, serial);
    const drawn = day * DAY_MS - offsetMs + shopMinute(rng) * MINUTE_MS + rng.int(MINUTE_MS);
    const time = punctual(drawn, number, portedIn ? PORTED_IN : ACTIVATED, disorder);
    const { cell, campus } = this.#home(county, channel, rng);
    const friend = this.#friend(county, rng);
    return { msisdn: number, time, portedIn, channel, county, cell, campus, friend, serial };
  }

  /** The shop on a campus sells as much as the others of the county together do to its students. */
  #shop(channels: readonly number[], rng: Rng): number {
    const campus = channels.filter((channel) => at(this.#world.geography.channels, channel).hotspot >= 0);
    const usual = channels.filter((channel) => !campus.includes(channel));
    return campus.length > 0 && rng.next() < 0.14 ? rng.pick(campus) : rng.pick(usual);
  }

  /** Most customers of a campus shop live on the campus; a few of the others do as well. */
  #home(county: number, channel: number, rng: Rng): { cell: number; campus: number } {
    const { campuses, channels, counties, cells } = this.#world.geography;
    const shop = at(channels, channel);
    const campus = campuses.findIndex((one) =>
      shop.hotspot < 0 ? one.county === county : one.hotspot === shop.hotspot,
    );
    if (campus >= 0 && rng.next() < (shop.hotspot < 0 ? 0.05 : 0.85))
      return { cell: rng.pick(at(campuses, campus).dormitories), campus };
    const usual = at(counties, county).cells.filter((cell) => at(cells, cell).campus < 0);
    return { cell: rng.pick(usual), campus: -1 };
  }

  #friend(county: number, rng: Rng): number {
    const { countyStart } = this.#world.people;
    const first = num(countyStart, county);
    return first + rng.int(max(1, num(countyStart, county + 1) - first));
  }

  /** Everything new customers do in an hour (local hours since 1970). */
  emit(hour: number, sink: Sink): void {
    const day = floor(hour / 24);
    for (let back = 0; back < DAYS_HEARD; back++)
      for (const customer of this.on(day - back)) this.emitOne(customer, hour, sink);
  }

  emitOne(customer: NewCustomer, hour: number, sink: Sink): void {
    const start = hour * HOUR_MS - this.#world.offsetMs;
    if (customer.time >= start + HOUR_MS) return;
    if (customer.time >= start) this.#join(customer, sink);
    const day = floor(hour / 24);
    const rng = this.#rng.seed(hash(this.#world.seed, 92, customer.msisdn, hour));
    const curve = activityCurve(customer.campus < 0 ? WORKER : STUDENT, dayKind(day));
    const acts = rng.poisson((10 / 24) * hourMean(curve, hour - day * 24));
    for (let n = 0; n < acts; n++) {
      const time = start + floor(momentWithin(curve, hour - day * 24, rng) * HOUR_MS);
      if (time > customer.time) this.#act(customer, day, time, rng, sink);
    }
  }

  #join(customer: NewCustomer, sink: Sink): void {
    sink.lifecycle(
      customer.time,
      customer.portedIn ? PORTED_IN : ACTIVATED,
      customer.msisdn,
      customer.channel,
    );
    const soon = customer.time + 20_000 + (customer.serial % 37) * 1000;
    const hourEnd = (floor(customer.time / HOUR_MS) + 1) * HOUR_MS;
    if (soon < hourEnd) sink.signalling(soon, ATTACH, customer.msisdn, customer.cell);
  }

  #act(customer: NewCustomer, day: number, time: number, rng: Rng, sink: Sink): void {
    const { msisdn, cell } = customer;
    const draw = rng.next();
    if (draw < 0.3) return sink.signalling(time, PERIODIC_UPDATE, msisdn, cell);
    if (draw < 0.72)
      return sink.usage(time, DATA, msisdn, cell, 0, 0, -1, bytes(rng, 90_000), bytes(rng, 1_600_000));
    const service = rng.next() < 0.7 ? VOICE : SMS;
    const seconds = service === VOICE ? callSeconds(rng) : 0;
    if (draw < 0.86) return this.#callFriend(customer, service, day, time, seconds, sink);
    const rival = this.#world.circles.rival(customer.friend, rng, this.#rival);
    const direction = rng.next() < 0.5 ? ORIGINATING : TERMINATING;
    sink.usage(time, service, msisdn, cell, direction, rival.number, rival.operator, seconds, 0);
  }

  #callFriend(
    customer: NewCustomer,
    service: number,
    day: number,
    time: number,
    seconds: number,
    sink: Sink,
  ): void {
    const { planner, people, offsetMs } = this.#world;
    const { friend, msisdn, cell } = customer;
    const minute = floor((time + offsetMs - day * DAY_MS) / MINUTE_MS);
    const place = planner.fill(this.#plan, friend, day).placeAt(minute);
    if (place === NOWHERE) return;
    const peer = num(people.msisdn, friend);
    sink.usage(time, service, msisdn, cell, ORIGINATING, peer, OWN, seconds, 0);
    sink.usage(time, service, peer, place, TERMINATING, msisdn, OWN, seconds, 0);
  }
}

/** Shops open at eight; a third of the day's customers come before ten. */
export function shopMinute(rng: Rng): number {
  const draw = rng.next();
  if (draw < 0.3) return rng.between(480, 599);
  if (draw < 0.48) return rng.between(600, 719);
  if (draw < 0.88) return rng.between(720, 1079);
  return rng.between(1080, 1199);
}
