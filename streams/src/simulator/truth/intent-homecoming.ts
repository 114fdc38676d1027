import { num } from '../at.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../calendar.ts';
import { STUDENT, WORKER, bearer, isCommuter, isHomeless } from '../people/population.ts';
import type { Trip } from '../people/trips.ts';
import { fraction } from '../rng.ts';
import type { ClosedScope } from './scope.ts';
import type { Finding } from './truth.ts';

const WEEK_MS = 7 * DAY_MS;
/** A return is to be found within this: most people use their phones within the hour, some only a day later. */
const FOUND_MS = 72 * HOUR_MS;
/** So long before the end of the data a return may be missing from them. */
const SURE_MS = 36 * HOUR_MS;
/** Of each kind of people who never travel, so many are named. */
const STAYERS = 150;
/** One short trip in so many is named. */
const SHORT_TRIPS = 8;

/** Who really came home from a trip of a week or more, who from a shorter one, and who was never away. */
export function homecomingIntents(scope: ClosedScope): Finding[] {
  const { people, trips, offsetMs } = scope.world;
  const fromDay = Math.floor((scope.from + offsetMs) / DAY_MS);
  const toDay = Math.floor((scope.to + offsetMs) / DAY_MS);
  const findings: Finding[] = [];
  for (let i = 0; i < people.size; i++) {
    for (const trip of trips.ending(i, fromDay, toDay)) findings.push(intentOf(scope, i, trip));
    if (i % SHORT_TRIPS !== 0 || bearer(people, i) !== i) continue;
    for (const trip of trips.shortEnding(i, fromDay, toDay)) findings.push(intentOf(scope, i, trip));
  }
  return [...findings, ...stayers(scope, fromDay, toDay)];
}

/** Name of the case of a trip, for the phone that is carried along. */
export function tripCase(scope: ClosedScope, phone: number, trip: Trip | undefined): string {
  if (trip === undefined) return 'hc-unplanned';
  return bearer(scope.world.people, phone) === phone ? trip.case : 'hc-dual-sim';
}

function intentOf(scope: ClosedScope, phone: number, trip: Trip): Finding {
  const { people, offsetMs } = scope.world;
  const moment = (day: number, minute: number): number => day * DAY_MS - offsetMs + minute * MINUTE_MS;
  const left = moment(trip.departDay, trip.departMinute);
  const back = moment(trip.returnDay, trip.returnMinute);
  return {
    basis: 'intent',
    type: 'homecoming',
    subtype: 'own',
    time: back,
    subject: { kind: 'subscriber', msisdn: String(num(people.msisdn, phone)) },
    evidence: { leftAt: new Date(left).toISOString() },
    case: back - left >= WEEK_MS ? tripCase(scope, phone, trip) : 'hc-short-trip',
    expected: expected(scope, phone, left, back, trip.dark),
    span: [back, back + FOUND_MS],
  };
}

/** Null: what the data hold of the trip allows no answer, or the home itself has to be learned first. */
function expected(
  scope: ClosedScope,
  phone: number,
  left: number,
  back: number,
  dark: boolean,
): boolean | null {
  if (isHomeless(scope.world.seed, phone)) return null;
  if (back + SURE_MS > scope.to) return null;
  if (back - left < WEEK_MS) return false;
  // Off ever since the data began: nothing tells that the subscriber was away.
  if (dark && left + DAY_MS < scope.from) return null;
  // Away when the data begin: the first observation may come hours later.
  return left < scope.from && back - scope.from < WEEK_MS + DAY_MS ? null : true;
}

/** People who were at home all the time, for the reasons that may mislead a rule. */
function stayers(scope: ClosedScope, fromDay: number, toDay: number): Finding[] {
  const { people } = scope.world;
  const counts = new Map<string, number>();
  const findings: Finding[] = [];
  for (let i = 0; i < people.size; i++) {
    const name = stayerCase(scope, i, fromDay, toDay);
    if (name === null || (counts.get(name) ?? 0) >= STAYERS || travels(scope, i, fromDay, toDay)) continue;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    findings.push({
      basis: 'intent',
      type: 'homecoming',
      subtype: 'own',
      time: scope.from,
      subject: { kind: 'subscriber', msisdn: String(num(people.msisdn, i)) },
      case: name,
      expected: false,
      span: [scope.from, scope.to],
    });
  }
  return findings;
}

function stayerCase(scope: ClosedScope, i: number, fromDay: number, toDay: number): string | null {
  const { people, seed, across } = scope.world;
  const kind = num(people.kind, i);
  if (bearer(people, i) !== i || kind === STUDENT) return null;
  if (kind === WORKER && isCommuter(seed, i)) return 'hc-commuter';
  if (num(across, num(people.homeCell, i)) >= 0) return 'hc-border';
  for (let day = fromDay; day < toDay; day += 4)
    if (fraction(seed, 61, i, day >> 2) < 0.003) return 'hc-off-at-home';
  return null;
}

function travels(scope: ClosedScope, i: number, fromDay: number, toDay: number): boolean {
  const { trips } = scope.world;
  for (let day = fromDay - 1; day <= toDay; day++) if (trips.on(i, day) !== null) return true;
  return false;
}
