import { at, num } from '../at.ts';
import { DATA, ORIGINATING, SMS, TERMINATING, VOICE } from '../../events/index.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, dayKind } from '../calendar.ts';
import { activityCurve, hourMean, momentWithin } from '../people/curves.ts';
import { DayPlan } from '../people/day-plan.ts';
import { OWN } from '../people/numbers.ts';
import { NOWHERE } from '../people/place.ts';
import { WORKER, hasHomeOnRecord } from '../people/population.ts';
import { LEAVING_HOUR, type Visit, type VisitorKind } from '../people/visits.ts';
import { Rng, fraction, hash } from '../rng.ts';
import type { World } from '../world.ts';
import { bytes, callSeconds } from './daily-life.ts';
import { AREA_UPDATE, HANDOVER, PERIODIC_UPDATE, SERVICE_REQUEST, type Sink } from './sink.ts';

const { floor } = Math;

const STOP_MINUTES = 20;
/** Those who call the one at home from afar. */
const CALLERS: ReadonlySet<VisitorKind> = new Set(['migrant', 'elsewhere', 'border', 'stranger', 'train']);

/** Customers of others in the province: people who grew up here, guests, and travellers on trains. */
export class Visitors {
  readonly #world: World;
  readonly #rng = new Rng();
  readonly #plan = new DayPlan();

  constructor(world: World) {
    this.#world = world;
  }

  /** Everything visitors do in an hour (local hours since 1970). */
  emit(hour: number, sink: Sink): void {
    for (let visitor = 0; visitor < this.#world.visits.count; visitor++) this.#emitOne(visitor, hour, sink);
  }

  #emitOne(visitor: number, hour: number, sink: Sink): void {
    const { seed, offsetMs, visits } = this.#world;
    const day = floor(hour / 24);
    const hourOfDay = hour - day * 24;
    const rng = this.#rng.seed(hash(seed, 111, visitor, hour));
    const kind = visits.kind(visitor);
    const start = hour * HOUR_MS - offsetMs;
    const busy = hourMean(activityCurve(WORKER, dayKind(day)), hourOfDay);
    const visit = visits.on(visitor, day);
    if (visit !== null && !here(visit, kind, day, hourOfDay)) return;
    if (visit === null) {
      // From afar: they call home now and then, which is how their circle becomes known.
      if (CALLERS.has(kind) && rng.next() < 0.02 * busy)
        this.#call(
          visitor,
          this.#whom(visitor, visits.friend(visitor), kind, start),
          NOWHERE,
          day,
          start + rng.int(HOUR_MS),
          rng,
          sink,
        );
      return;
    }
    if (kind === 'train') return this.#ride(visitor, visit, day, start, rng, sink);
    this.#stay(visitor, kind, visit, day, hourOfDay, start, rng, sink);
  }

  #stay(
    visitor: number,
    kind: VisitorKind,
    visit: Visit,
    day: number,
    hourOfDay: number,
    start: number,
    rng: Rng,
    sink: Sink,
  ): void {
    const curve = activityCurve(WORKER, dayKind(day));
    const acts = rng.poisson((26 / 24) * hourMean(curve, hourOfDay));
    for (let n = 0; n < acts; n++) {
      const time = start + floor(momentWithin(curve, hourOfDay, rng) * HOUR_MS);
      if (kind === 'border') this.#swing(visitor, visit, day, time, rng, sink);
      else this.#act(visitor, kind, visit, rng.pick(visit.cells), day, time, rng, sink);
    }
    const first = day === visit.firstDay ? hourOfDay - visit.arrivalHour : -1;
    const calls = (kind === 'guest' && first === 0) || (kind === 'few-calls' && (first === 1 || first === 2));
    if (calls)
      this.#call(visitor, visit.friend, at(visit.cells, 0), day, start + rng.int(HOUR_MS), rng, sink);
  }

  /** Three stops of twenty minutes, each in another city: nobody dwells anywhere. */
  #ride(visitor: number, visit: Visit, day: number, start: number, rng: Rng, sink: Sink): void {
    for (const [stop, cell] of visit.cells.entries())
      for (let n = 0; n < 3; n++) {
        const time = start + stop * STOP_MINUTES * MINUTE_MS + rng.int(STOP_MINUTES * MINUTE_MS);
        if (n === 0 && stop === 1) this.#call(visitor, visit.friend, cell, day, time, rng, sink);
        else this.#act(visitor, 'train', visit, cell, day, time, rng, sink);
      }
  }

  /** Seen on one side of a county's border and at once on the other: no run of observations lasts. */
  #swing(visitor: number, visit: Visit, day: number, time: number, rng: Rng, sink: Sink): void {
    const [near = 0, far = 0] = visit.cells;
    const msisdn = this.#world.visits.number(visitor);
    // Both within the hour, like everything that is made in it.
    const into = (time + this.#world.offsetMs) % HOUR_MS;
    const first = into > HOUR_MS - 30_000 ? time - 30_000 : time;
    sink.signalling(first, HANDOVER, msisdn, near);
    const over = first + 9_000 + rng.int(15_000);
    sink.signalling(over, HANDOVER, msisdn, far);
    // Twice, so that a record that comes too late does not make a stay of two halves.
    sink.signalling(over + 1_000 + rng.int(3_000), SERVICE_REQUEST, msisdn, far);
    if (rng.next() < 0.15) this.#call(visitor, visit.friend, NOWHERE, day, first, rng, sink);
  }

  #act(
    visitor: number,
    kind: VisitorKind,
    visit: Visit,
    cell: number,
    day: number,
    time: number,
    rng: Rng,
    sink: Sink,
  ): void {
    const draw = rng.next();
    const msisdn = this.#world.visits.number(visitor);
    if (draw < 0.3) return sink.signalling(time, PERIODIC_UPDATE, msisdn, cell);
    if (draw < 0.4) return sink.signalling(time, SERVICE_REQUEST, msisdn, cell);
    if (draw < 0.46) return sink.signalling(time, AREA_UPDATE, msisdn, cell);
    if (draw < 0.8 || !CALLERS.has(kind) || kind === 'train')
      return sink.usage(time, DATA, msisdn, cell, 0, 0, -1, bytes(rng, 60_000), bytes(rng, 900_000));
    this.#call(visitor, this.#whom(visitor, visit.friend, kind, time), cell, day, time, rng, sink);
  }

  /** Mostly the friend at home, now and then anybody whose home is known. */
  #whom(visitor: number, friend: number, kind: VisitorKind, time: number): number {
    const { seed, people } = this.#world;
    if (kind === 'train' || fraction(seed, 117, visitor, time) < 0.85) return friend;
    const other = hash(seed, 118, visitor, time) % people.size;
    return hasHomeOnRecord(seed, other) ? other : friend;
  }

  /** A call between the visitor and one of ours; the visitor's own record only while in the province. */
  #call(
    visitor: number,
    friend: number,
    cell: number,
    day: number,
    time: number,
    rng: Rng,
    sink: Sink,
  ): void {
    const { people, planner, offsetMs, visits } = this.#world;
    const theirs = visits.number(visitor);
    const minute = floor((time + offsetMs - day * DAY_MS) / MINUTE_MS);
    const place = planner.fill(this.#plan, friend, day).placeAt(minute);
    if (place === NOWHERE) return;
    const ours = num(people.msisdn, friend);
    const service = rng.next() < 0.85 ? VOICE : SMS;
    const seconds = service === VOICE ? callSeconds(rng) : 0;
    const out = rng.next() < 0.6;
    const operator = visits.kind(visitor) === 'stranger' ? -1 : OWN;
    if (cell !== NOWHERE)
      sink.usage(time, service, theirs, cell, out ? ORIGINATING : TERMINATING, ours, OWN, seconds, 0);
    sink.usage(time, service, ours, place, out ? TERMINATING : ORIGINATING, theirs, operator, seconds, 0);
  }
}

/** Whether the visitor is in the province at this hour of a day of the visit. */
function here(visit: Visit, kind: VisitorKind, day: number, hourOfDay: number): boolean {
  if (kind === 'train') return hourOfDay === visit.arrivalHour;
  if (day === visit.firstDay && hourOfDay < visit.arrivalHour) return false;
  return day !== visit.lastDay || hourOfDay < LEAVING_HOUR;
}
