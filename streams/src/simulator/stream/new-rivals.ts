import { at, num } from '../at.ts';
import { ORIGINATING, SMS, TERMINATING, VOICE } from '../../events/index.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../calendar.ts';
import { DayPlan } from '../people/day-plan.ts';
import { FORGOTTEN_NUMBERS, forgottenNumber, newRivalNumber } from '../people/numbers.ts';
import { NOWHERE, isCell } from '../people/place.ts';
import { Rng, hash } from '../rng.ts';
import type { World } from '../world.ts';
import { callSeconds } from './daily-life.ts';
import { punctual } from './feed-buffer.ts';
import { shopMinute, type NewCustomers } from './new-customers.ts';
import type { Sink } from './sink.ts';

const { floor, min } = Math;

/** A number that a rival sold lately and that ours hear of for the first time. */
export interface NewRival {
  readonly number: number;
  readonly operator: number;
  readonly county: number;
  /** First contact, epoch milliseconds. */
  readonly time: number;
  /** Our subscriber and the cell of the first contact. */
  readonly subscriber: number;
  readonly cell: number;
  readonly service: number;
  readonly direction: number;
  readonly named: boolean;
  /** Later contacts with the same subscriber, on the same day. */
  readonly later: readonly number[];
}

/** A rival's sales campaign in a county: the share of new customers falls from `fromMinute` on. */
export interface DayDrop {
  readonly county: number;
  readonly fromMinute: number;
  /** New rival numbers it brings that day; two in three within the first hour and a half. */
  readonly newNumbers: number;
  /** Operator by index, 0 for both rivals. */
  readonly operator: number;
  /** All new numbers come before this minute of the day. @default 1290 */
  readonly untilMinute?: number;
}

const PER_COUNTY_MAX = 200;
const CITY_DAY = 1400;

/** New rival numbers by county and day, in the usual measure against our own new customers plus planted campaigns. */
export class NewRivals {
  readonly #world: World;
  readonly #customers: NewCustomers;
  readonly #drops: (day: number) => readonly DayDrop[];
  readonly #days = new Map<number, readonly NewRival[]>();
  readonly #plan = new DayPlan();
  readonly #rng = new Rng();

  constructor(world: World, customers: NewCustomers, drops: (day: number) => readonly DayDrop[]) {
    this.#world = world;
    this.#customers = customers;
    this.#drops = drops;
  }

  on(day: number): readonly NewRival[] {
    const known = this.#days.get(day);
    if (known !== undefined) return known;
    const list = this.#world.geography.counties.flatMap((_, county) => this.#drawCounty(county, day));
    if (this.#days.size > 4) this.#days.clear();
    this.#days.set(day, list);
    return list;
  }

  #drawCounty(county: number, day: number): NewRival[] {
    const rng = new Rng(hash(this.#world.seed, 101, county, day));
    const { usualShare } = at(this.#world.geography.counties, county);
    const usual = rng.poisson((this.#customers.expected(county, day) * (1 - usualShare)) / usualShare);
    const minutes = Array.from({ length: usual }, () => ({ minute: talkMinute(rng), operator: 0 }));
    for (const drop of this.#drops(day))
      if (drop.county === county)
        for (let n = 0; n < drop.newNumbers; n++)
          minutes.push({ minute: campaignMinute(drop, rng), operator: drop.operator });
    return minutes
      .slice(0, PER_COUNTY_MAX)
      .flatMap(({ minute, operator }, k) => this.#draw(county, day, k, minute, operator, rng) ?? []);
  }

  #draw(county: number, day: number, k: number, minute: number, wanted: number, rng: Rng): NewRival | null {
    const { geography, offsetMs, people, disorder } = this.#world;
    const place = at(geography.counties, county);
    const operator = wanted === 0 ? (rng.next() < 0.6 ? 1 : 2) : wanted;
    const position = at(geography.cities, place.city).counties.indexOf(county);
    const serial = (((day % 350) + 350) % 350) * CITY_DAY + position * PER_COUNTY_MAX + k;
    const drawn = day * DAY_MS - offsetMs + minute * MINUTE_MS + rng.int(MINUTE_MS);
    const met = this.#meet(county, day, minute, rng);
    const service = rng.next() < 0.72 ? VOICE : SMS;
    const time =
      met === null ? drawn : punctual(drawn, num(people.msisdn, met.subscriber), service, disorder);
    const direction = rng.next() < 0.5 ? ORIGINATING : TERMINATING;
    const named = rng.next() < 0.8;
    // Not past midnight: data that begin the next day must not take an old acquaintance for a new number.
    const midnight = (day + 1) * DAY_MS - offsetMs;
    const later = Array.from({ length: rng.int(4) }, () => time + 600_000 + rng.int(30_000_000));
    if (met === null) return null;
    // Some numbers are not new but come back after more than ninety days of silence.
    const back = operator === 1 && k % 29 === 3 ? this.#forgotten(county, day) : -1;
    const number = back < 0 ? newRivalNumber(operator, place.city, serial) : forgottenNumber(back);
    return {
      number,
      operator,
      county,
      time,
      ...met,
      service,
      direction,
      named,
      later: later.filter((one) => one < midnight),
    };
  }

  /** Each forgotten number comes back on one day in one county. */
  #forgotten(county: number, day: number): number {
    const { seed, geography } = this.#world;
    for (let k = 0; k < FORGOTTEN_NUMBERS; k++)
      if (
        hash(seed, 102, k) % 97 === ((day % 97) + 97) % 97 &&
        hash(seed, 103, k) % geography.counties.length === county
      )
        return k;
    return -1;
  }

  /** One of ours who is in the county at the moment and not on a trip. */
  #meet(county: number, day: number, minute: number, rng: Rng): { subscriber: number; cell: number } | null {
    const { people, planner, trips, geography } = this.#world;
    const first = num(people.countyStart, county);
    const count = num(people.countyStart, county + 1) - first;
    for (let attempt = 0; attempt < 16 && count > 0; attempt++) {
      const subscriber = first + rng.int(count);
      const plan = planner.fill(this.#plan, subscriber, day);
      const cell = plan.placeAt(minute);
      if (
        plan.trip !== null ||
        trips.on(subscriber, day - 1) !== null ||
        trips.on(subscriber, day + 1) !== null
      )
        continue;
      if (isCell(cell) && at(geography.cells, cell).county === county) return { subscriber, cell };
    }
    return null;
  }

  /** Contacts of new rival numbers in an hour (local hours since 1970). */
  emit(hour: number, sink: Sink): void {
    const day = floor(hour / 24);
    const start = hour * HOUR_MS - this.#world.offsetMs;
    const within = (time: number): boolean => time >= start && time < start + HOUR_MS;
    for (const rival of this.on(day)) {
      if (within(rival.time))
        this.#record(rival, rival.time, rival.cell, rival.service, rival.direction, sink);
      for (const time of rival.later) if (within(time)) this.#again(rival, day, time, sink);
    }
  }

  #again(rival: NewRival, day: number, time: number, sink: Sink): void {
    const minute = floor((time + this.#world.offsetMs - day * DAY_MS) / MINUTE_MS);
    const place = this.#world.planner.fill(this.#plan, rival.subscriber, day).placeAt(minute);
    if (place === NOWHERE) return;
    this.#record(rival, time, place, VOICE, time % 2 === 0 ? ORIGINATING : TERMINATING, sink);
  }

  #record(
    rival: NewRival,
    time: number,
    place: number,
    service: number,
    direction: number,
    sink: Sink,
  ): void {
    const seconds = service === VOICE ? callSeconds(this.#rng.seed(time | 0)) : 0;
    const msisdn = num(this.#world.people.msisdn, rival.subscriber);
    sink.usage(
      time,
      service,
      msisdn,
      place,
      direction,
      rival.number,
      rival.named ? rival.operator : -1,
      seconds,
      0,
    );
  }
}

/** Rivals' shops keep our hours, and whoever has a new number calls within the next hour or two. */
function talkMinute(rng: Rng): number {
  return min(1319, shopMinute(rng) + floor(rng.exponential(30)));
}

function campaignMinute(drop: DayDrop, rng: Rng): number {
  const until = drop.untilMinute ?? 1290;
  const rush = min(95, until - drop.fromMinute);
  if (rng.next() < 0.66) return drop.fromMinute + rng.int(rush);
  const rest = until - drop.fromMinute - rush;
  return rest > 0 ? drop.fromMinute + rush + rng.int(rest) : drop.fromMinute + rng.int(rush);
}
