import { num } from '../at.ts';
import { DATA, ORIGINATING, SMS, TERMINATING, VOICE } from '../../events/index.ts';
import { HOUR_MS, MINUTE_MS, dayKind } from '../calendar.ts';
import { SILENT_WRITERS, ringOf } from '../people/circles.ts';
import { ACTS_PER_DAY, activityCurve, drawAct, hourMean, momentWithin } from '../people/curves.ts';
import { DayPlan } from '../people/day-plan.ts';
import { OWN, foreignOwnNumber, servicePeer, type RivalContact } from '../people/numbers.ts';
import { STUDENT } from '../people/population.ts';
import { NOWHERE, OWN_PROVINCE, UNKNOWN_CELL, isCell } from '../people/place.ts';
import { Rng, hash } from '../rng.ts';
import type { World } from '../world.ts';
import {
  AREA_UPDATE,
  ATTACH,
  HANDOVER,
  PAGING,
  PERIODIC_UPDATE,
  REGISTRATION,
  SERVICE_REQUEST,
  SESSION,
  type Sink,
} from './sink.ts';

const { floor } = Math;

/** Share of phones that update in an hour: at night most lie still and many are on Wi-Fi with long timers. */
const NIGHT_UPDATES = 0.45;
const DAY_UPDATES = 0.72;
const SIGNALLING_ACTS = [SESSION, SERVICE_REQUEST, PAGING, HANDOVER];

/** One hour of one standing subscriber: updates, moves, calls, messages, data. Calls between two of ours make both records. */
export class DailyLife {
  readonly #world: World;
  readonly #plan = new DayPlan();
  readonly #peerPlan = new DayPlan();
  readonly #rng = new Rng();
  readonly #rival: RivalContact = { number: 0, operator: 0 };

  constructor(world: World) {
    this.#world = world;
  }

  /** `hour`: local hours since 1970-01-01 00:00 local. */
  emit(subscriber: number, hour: number, sink: Sink): void {
    const { people, planner, seed, offsetMs } = this.#world;
    const day = floor(hour / 24);
    const plan = planner.fill(this.#plan, subscriber, day);
    if (plan.length === 0) return;
    const hourOfDay = hour - day * 24;
    const start = hour * HOUR_MS - offsetMs;
    const rng = this.#rng.seed(hash(seed, 81, subscriber, hour));
    const msisdn = num(people.msisdn, subscriber);
    const silent = plan.trip !== null && plan.trip.usageOnly && day === plan.trip.returnDay;
    if (!silent) {
      this.#updates(subscriber, hourOfDay, start, msisdn, rng, sink);
      this.#swing(hourOfDay, start, msisdn, rng, sink);
    }
    const kind = num(people.kind, subscriber);
    const curve = activityCurve(kind, dayKind(day));
    const acts = rng.poisson((num(ACTS_PER_DAY, kind) / 24) * hourMean(curve, hourOfDay));
    for (let n = 0; n < acts; n++) {
      const time = start + floor(momentWithin(curve, hourOfDay, rng) * HOUR_MS);
      this.#act(subscriber, kind, msisdn, day, time, start - hourOfDay * HOUR_MS, silent, rng, sink);
    }
  }

  /** What the phone does by itself: moves between cells and periodic updates. */
  #updates(i: number, hourOfDay: number, start: number, msisdn: number, rng: Rng, sink: Sink): void {
    const plan = this.#plan;
    const first = hourOfDay * 60;
    for (let m = 0; m < plan.length; m++) {
      const minute = num(plan.minute, m);
      if (minute < first || minute >= first + 60 || minute === 0) continue;
      const place = num(plan.place, m);
      const time = start + (minute - first) * MINUTE_MS + rng.int(MINUTE_MS);
      const draw = rng.next();
      if (draw > 0.95) continue;
      const kind = isCell(place)
        ? draw < 0.2
          ? HANDOVER
          : AREA_UPDATE
        : draw < 0.5
          ? REGISTRATION
          : AREA_UPDATE;
      sink.signalling(time, draw < 0.02 ? ATTACH : kind, msisdn, place);
    }
    const offset = (hash(this.#world.seed, 82, i) % 3540) * 1000 + rng.int(60_000);
    const place = plan.placeAt(first + floor(offset / MINUTE_MS));
    const share = isCell(place) ? (hourOfDay < 6 ? NIGHT_UPDATES : DAY_UPDATES) : 0.22;
    if (place !== NOWHERE && rng.next() < share)
      sink.signalling(start + offset, isCell(place) ? PERIODIC_UPDATE : REGISTRATION, msisdn, place);
  }

  #act(
    i: number,
    kind: number,
    msisdn: number,
    day: number,
    time: number,
    midnight: number,
    silent: boolean,
    rng: Rng,
    sink: Sink,
  ): void {
    const minute = floor((time - midnight) / MINUTE_MS);
    const place = this.#plan.placeAt(minute);
    if (place === NOWHERE) return;
    const act = this.#habit(i, kind, drawAct(kind, rng.next()));
    if (act < 4) {
      if (silent) return;
      this.#signal(SIGNALLING_ACTS[act] ?? SESSION, msisdn, time, place, rng, sink);
    } else if (act === 4) this.#contact(i, msisdn, VOICE, day, minute, time, place, rng, sink);
    else if (act === 5) this.#rivalCalls(i, msisdn, VOICE, time, place, rng, sink);
    else if (act === 6) this.#contact(i, msisdn, SMS, day, minute, time, place, rng, sink);
    else if (act === 7) this.#rivalCalls(i, msisdn, SMS, time, place, rng, sink);
    else if (act === 8)
      sink.usage(time, SMS, msisdn, seen(place, rng), TERMINATING, servicePeer(rng.int(99)), -1, 0, 0);
    else
      sink.usage(time, DATA, msisdn, seen(place, rng), 0, 0, -1, bytes(rng, 90_000), bytes(rng, 1_600_000));
  }

  /** Some students write no messages at all: what others would write goes through an application. */
  #habit(i: number, kind: number, act: number): number {
    const writes = act === 6 || act === 7;
    return writes && kind === STUDENT && ringOf(this.#world.seed, i) === SILENT_WRITERS ? 9 : act;
  }

  /** At a city's border the phone swings to the other side and back, mostly within two minutes. */
  #swing(hourOfDay: number, start: number, msisdn: number, rng: Rng, sink: Sink): void {
    const offset = rng.int(50 * MINUTE_MS);
    const minute = hourOfDay * 60 + floor(offset / MINUTE_MS);
    const place = this.#plan.placeAt(minute);
    const other = isCell(place) ? num(this.#world.across, place) : -1;
    const draw = rng.next();
    if (other < 0 || draw > 0.07) return;
    const slow = draw < 0.004 && this.#plan.trip === null;
    const back = slow ? 5 * MINUTE_MS : 45_000;
    if (this.#plan.placeAt(minute + floor(back / MINUTE_MS) + 2) !== place) return;
    const gone = 10_000 + rng.int(25_000);
    sink.signalling(start + offset, HANDOVER, msisdn, place);
    sink.signalling(start + offset + gone, HANDOVER, msisdn, other);
    sink.signalling(start + offset + gone + back, HANDOVER, msisdn, place);
  }

  /** Outside our coverage only location updates reach us, through the home register. */
  #signal(kind: number, msisdn: number, time: number, place: number, rng: Rng, sink: Sink): void {
    const draw = rng.next();
    if (isCell(place)) sink.signalling(time, kind, msisdn, draw < 0.0015 ? vague(draw) : place);
    else if (draw < 0.3) sink.signalling(time, draw < 0.15 ? REGISTRATION : AREA_UPDATE, msisdn, place);
  }

  /** Our subscriber calls or writes: to one of ours, to a rival, to another province, to a service. */
  #contact(
    i: number,
    msisdn: number,
    service: number,
    day: number,
    minute: number,
    time: number,
    place: number,
    rng: Rng,
    sink: Sink,
  ): void {
    const draw = rng.next();
    const seconds = service === VOICE ? callSeconds(rng) : 0;
    const at = seen(place, rng);
    if (draw < 0.58) return this.#friend(i, msisdn, service, day, minute, time, at, seconds, rng, sink);
    if (draw < 0.86) {
      const rival = this.#world.circles.rival(i, rng, this.#rival);
      const named = rng.next() < 0.7 ? rival.operator : -1;
      return sink.usage(time, service, msisdn, at, ORIGINATING, rival.number, named, seconds, 0);
    }
    if (draw < 0.93) {
      const other = hash(this.#world.seed, 83, i) % this.#world.geography.otherCities.length;
      const peer = foreignOwnNumber(other, 500_000 + (hash(this.#world.seed, 84, i) % 400_000));
      return sink.usage(time, service, msisdn, at, ORIGINATING, peer, OWN, seconds, 0);
    }
    sink.usage(time, service, msisdn, at, ORIGINATING, servicePeer(rng.int(99)), -1, seconds, 0);
  }

  #friend(
    i: number,
    msisdn: number,
    service: number,
    day: number,
    minute: number,
    time: number,
    place: number,
    seconds: number,
    rng: Rng,
    sink: Sink,
  ): void {
    const { circles, people, planner } = this.#world;
    const friend = circles.friend(i, rng);
    if (friend === i) return;
    const other = planner.fill(this.#peerPlan, friend, day).placeAt(minute);
    // A phone that is off is not reached: no record at either end.
    if (other === NOWHERE) return;
    const peer = num(people.msisdn, friend);
    const named = rng.next() < 0.7 ? OWN : -1;
    sink.usage(time, service, msisdn, place, ORIGINATING, peer, named, seconds, 0);
    sink.usage(time, service, peer, seen(other, rng), TERMINATING, msisdn, named, seconds, 0);
  }

  #rivalCalls(
    i: number,
    msisdn: number,
    service: number,
    time: number,
    place: number,
    rng: Rng,
    sink: Sink,
  ): void {
    const rival = this.#world.circles.rival(i, rng, this.#rival);
    const seconds = service === VOICE ? callSeconds(rng) : 0;
    const named = rng.next() < 0.7 ? rival.operator : -1;
    sink.usage(time, service, msisdn, seen(place, rng), TERMINATING, rival.number, named, seconds, 0);
  }
}

/** Now and then a record names a cell that is on no list, or only the province. */
function vague(draw: number): number {
  return draw < 0.0004 ? UNKNOWN_CELL : OWN_PROVINCE;
}

/** One usage record in fifty does not say where it was made. */
function seen(place: number, rng: Rng): number {
  return rng.next() < 0.02 ? NOWHERE : place;
}

/** Most calls are short, some very long. */
export function callSeconds(rng: Rng): number {
  return 4 + floor(rng.exponential(62) * (rng.next() < 0.1 ? 5 : 1));
}

export function bytes(rng: Rng, scale: number): number {
  return 120 + floor(rng.exponential(scale));
}
