import { at, num } from '../at.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, timeText } from '../calendar.ts';
import { bearer } from '../people/population.ts';
import { isArea, isCell } from '../people/place.ts';
import type { Trip } from '../people/trips.ts';
import { arrivalOf } from '../stream/feed-buffer.ts';
import type { Sink } from '../stream/sink.ts';
import type { Finding, TruthScope } from './truth.ts';

const MIN_DWELL_MS = 30 * MINUTE_MS;
const PING_PONG_MS = 120_000;
const MIN_AWAY_MS = 7 * DAY_MS;
/** Past this the event is in the late table and no detector sees it. */
const ALLOWED_LATENESS_MS = 5 * MINUTE_MS;

interface Observation {
  readonly time: number;
  readonly home: boolean;
  readonly cell: number;
}

/** Planted trips and their returns, judged by the rule of the detector on the very events that are sent. */
export function homecomings(scope: TruthScope): Finding[] {
  const { people, trips } = scope.world;
  const fromDay = Math.floor(scope.firstHour / 24);
  const toDay = Math.ceil(scope.endHour / 24);
  const findings: Finding[] = [];
  const watcher = new Watcher(scope);
  for (let subscriber = 0; subscriber < people.size; subscriber++) {
    let since: number | null = null;
    for (const trip of trips.ending(subscriber, fromDay, toDay)) {
      since ??= watcher.firstAway(subscriber, trip);
      if (since === null) continue;
      const back = watcher.confirmed(subscriber, trip);
      if (back === null) continue;
      if (back.candidate - since >= MIN_AWAY_MS) findings.push(finding(scope, subscriber, trip, since, back));
      since = null;
    }
  }
  return findings;
}

interface Back {
  readonly candidate: number;
  readonly time: number;
  readonly cell: number;
}

function finding(scope: TruthScope, subscriber: number, trip: Trip, since: number, back: Back): Finding {
  const { people, geography, offsetMs } = scope.world;
  const minutes = offsetMs / MINUTE_MS;
  return {
    type: 'homecoming',
    subtype: 'own',
    time: back.time,
    subject: { kind: 'subscriber', msisdn: String(num(people.msisdn, subscriber)) },
    areaId: at(geography.areas, at(geography.cells, back.cell).area).areaId,
    hotspotId: null,
    evidence: {
      awaySince: timeText(since, minutes),
      returnedAt: timeText(back.candidate, minutes),
      confirmedAt: timeText(back.time, minutes),
    },
    case: bearer(people, subscriber) === subscriber ? trip.case : 'hc-dual-sim',
  };
}

/** Leaves out what was seen on one side between two observations on the other side that lie close together. */
function withoutPingPong(seen: readonly Observation[]): Observation[] {
  const kept: Observation[] = [];
  for (let i = 0; i < seen.length; i++) {
    const observation = at(seen, i);
    const before = kept.at(-1);
    const after = seen.slice(i).find(({ home }) => home !== observation.home);
    const between = before !== undefined && after !== undefined && before.home !== observation.home;
    if (!between || after.time - before.time > PING_PONG_MS) kept.push(observation);
  }
  return kept;
}

/** Finds what the network saw of one subscriber, own events and the other ends of others' calls. */
class Watcher {
  readonly #scope: TruthScope;

  constructor(scope: TruthScope) {
    this.#scope = scope;
  }

  /** First observation outside the home city that the data hold of a trip. */
  firstAway(subscriber: number, trip: Trip): number | null {
    const first = Math.max(trip.departDay * 24, this.#scope.firstHour);
    const end = Math.min((trip.returnDay + 1) * 24, this.#scope.endHour);
    for (let hour = first; hour < end; hour++) {
      const away = this.#observe(subscriber, hour).find(({ home }) => !home);
      if (away !== undefined) return away.time;
    }
    return null;
  }

  /** The return that ends a trip: first home observation after the last one elsewhere, confirmed half an hour later. */
  confirmed(subscriber: number, trip: Trip): Back | null {
    const first = Math.max(trip.returnDay * 24 + Math.floor(trip.returnMinute / 60), this.#scope.firstHour);
    const end = Math.min(first + 40, this.#scope.endHour);
    let candidate: number | null = null;
    for (let hour = first; hour < end; hour++)
      for (const { time, home, cell } of this.#observe(subscriber, hour)) {
        if (!home) candidate = null;
        else if (candidate === null) candidate = time;
        else if (time - candidate >= MIN_DWELL_MS) return { candidate, time, cell };
      }
    return null;
  }

  #observe(subscriber: number, hour: number): Observation[] {
    const { life, world } = this.#scope;
    const seen: Observation[] = [];
    const sink = this.#sink(subscriber, hour, seen);
    life.emit(subscriber, hour, sink);
    for (const caller of world.circles.callers(subscriber)) life.emit(caller, hour, sink);
    return withoutPingPong(seen.sort((a, b) => a.time - b.time));
  }

  #sink(subscriber: number, hour: number, seen: Observation[]): Sink {
    const { world, silent } = this.#scope;
    const wanted = num(world.people.msisdn, subscriber);
    const home = num(world.people.city, subscriber);
    const end = (hour + 1) * HOUR_MS - world.offsetMs;
    const note = (time: number, kind: number, msisdn: number, place: number): void => {
      if (msisdn !== wanted || (!isCell(place) && !isArea(place))) return;
      if (arrivalOf(time, msisdn, kind, end, world.disorder) - time > ALLOWED_LATENESS_MS) return;
      const atHome = isCell(place) && at(world.geography.cells, place).city === home;
      seen.push({ time, home: atHome, cell: place });
    };
    return {
      lifecycle: () => undefined,
      signalling: silent('signalling', hour) ? () => undefined : note,
      usage: silent('usage', hour) ? () => undefined : note,
    };
  }
}
