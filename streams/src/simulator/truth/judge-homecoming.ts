import { at } from '../at.ts';
import { DAY_MS, MINUTE_MS } from '../calendar.ts';
import { isArea, isCell, placeArea } from '../people/place.ts';
import type { Geography } from '../province.ts';
import type { Roster } from './roster.ts';
import type { Seen } from './record.ts';

const MIN_DWELL_MS = 30 * MINUTE_MS;
const PING_PONG_MS = 120_000;
const MIN_AWAY_MS = 7 * DAY_MS;

const AWAY = 0;
const HOME = 1;

interface Observation {
  readonly time: number;
  readonly place: number;
}

/** A confirmed return after a trip of a week or more. */
export interface Return {
  readonly who: number;
  readonly since: number;
  readonly candidate: number;
  readonly time: number;
  readonly place: number;
}

/** homecoming/own by its rule, subscriber by subscriber. */
export class HomecomingJudge {
  readonly found: Return[] = [];
  readonly #geography: Geography;
  readonly #roster: Roster;
  /** Area index → its city, −1 above cities, −2 elsewhere. */
  readonly #cityOfArea: readonly number[];
  /** Last observation of each on either side, away and home in turn. */
  #last = new Float64Array(0);
  readonly #undecided = new Map<number, { readonly side: number; readonly list: Observation[] }>();
  readonly #away = new Map<number, number>();
  readonly #candidate = new Map<number, number>();

  constructor(geography: Geography, roster: Roster) {
    this.#geography = geography;
    this.#roster = roster;
    this.#cityOfArea = citiesOfAreas(geography);
  }

  see(event: Seen): void {
    if (!event.ours) return;
    const home = this.#roster.homeCity(event.who);
    if (home < 0) return;
    const city = isCell(event.place)
      ? at(this.#geography.cells, event.place).city
      : isArea(event.place)
        ? at(this.#cityOfArea, placeArea(event.place))
        : -1;
    // Nowhere, or a place that contains the home city.
    if (city === -1) return;
    this.#observe(event.who, city === home ? HOME : AWAY, { time: event.time, place: event.place });
  }

  #observe(who: number, side: number, observation: Observation): void {
    if (who * 2 + 1 >= this.#last.length) this.#grow(who);
    const mine = this.#last[who * 2 + side] ?? -Infinity;
    const other = this.#last[who * 2 + 1 - side] ?? -Infinity;
    const waiting = this.#undecided.get(who);
    if (waiting !== undefined) {
      if (waiting.side === side) {
        if (observation.time - other <= PING_PONG_MS) waiting.list.push(observation);
        else this.#keep(who, waiting);
      } else if (observation.time - mine > PING_PONG_MS) this.#keep(who, waiting);
      else this.#undecided.delete(who);
    }
    this.#last[who * 2 + side] = observation.time;
    if (this.#undecided.has(who)) return;
    if (observation.time - other <= PING_PONG_MS) this.#undecided.set(who, { side, list: [observation] });
    else this.#decide(who, side, observation);
  }

  #grow(who: number): void {
    const larger = new Float64Array(Math.max(1024, who * 4 + 2)).fill(-Infinity);
    larger.set(this.#last);
    this.#last = larger;
  }

  #keep(who: number, waiting: { readonly side: number; readonly list: readonly Observation[] }): void {
    this.#undecided.delete(who);
    for (const observation of waiting.list) this.#decide(who, waiting.side, observation);
  }

  /** After the last event: what nothing has come after counts, if enough time has passed for that. */
  finish(end: number): void {
    for (const [who, waiting] of [...this.#undecided]) {
      const before = this.#last[who * 2 + 1 - waiting.side] ?? -Infinity;
      if (end - before > PING_PONG_MS) this.#keep(who, waiting);
    }
  }

  #decide(who: number, side: number, { time, place }: Observation): void {
    const since = this.#away.get(who);
    if (side === AWAY) {
      if (since === undefined) this.#away.set(who, time);
      else this.#candidate.delete(who);
      return;
    }
    if (since === undefined) return;
    const candidate = this.#candidate.get(who);
    if (candidate === undefined) this.#candidate.set(who, time);
    else if (time - candidate >= MIN_DWELL_MS) {
      this.#away.delete(who);
      this.#candidate.delete(who);
      if (candidate - since >= MIN_AWAY_MS) this.found.push({ who, since, candidate, time, place });
    }
  }
}

function citiesOfAreas({ areas, cities }: Geography): number[] {
  const cityOf = new Map(cities.map(({ area }, city) => [at(areas, area).areaId, city]));
  const parentOf = new Map(areas.map((area) => [area.areaId, area.parentId]));
  return areas.map((area) => {
    for (let id: string | undefined = area.areaId; id !== undefined && id !== ''; id = parentOf.get(id)) {
      const city = cityOf.get(id);
      if (city !== undefined) return city;
    }
    // Country and own province contain every home city.
    return area.level === 'country' || (area.level === 'province' && area.covered) ? -1 : -2;
  });
}
