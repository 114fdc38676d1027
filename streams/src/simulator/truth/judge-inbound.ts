import { at } from '../at.ts';
import { DAY_MS, MINUTE_MS } from '../calendar.ts';
import { isArea, isCell, placeArea } from '../people/place.ts';
import type { Geography } from '../province.ts';
import type { Roster } from './roster.ts';
import type { Seen } from './record.ts';

const MIN_ABSENT_MS = 7 * DAY_MS;
const MIN_DWELL_MS = 30 * MINUTE_MS;
const CONTACT_MS = 90 * DAY_MS;
const MIN_CONTACTS = 3;

interface Visitor {
  /** Last observation in the province. */
  last: number;
  found: boolean;
  /** County of the running dwell, −1 for none. */
  county: number;
  since: number;
  dwells: boolean;
  area: number;
  /** Communications of ours with the visitor: who and when, in order. */
  readonly who: number[];
  readonly when: number[];
}

/** A returning migrant. */
export interface Arrival {
  readonly who: number;
  readonly time: number;
  readonly area: number;
  readonly since: number;
  readonly communications: number;
}

/** homecoming/inbound by its rule. Judged after all events of an instant. */
export class InboundJudge {
  readonly found: Arrival[] = [];
  readonly #geography: Geography;
  readonly #roster: Roster;
  readonly #countyOf: (subscriber: number) => number;
  readonly #visitors = new Map<number, Visitor>();
  readonly #touched = new Set<number>();
  #instant = -Infinity;

  constructor(geography: Geography, roster: Roster, countyOf: (subscriber: number) => number) {
    this.#geography = geography;
    this.#roster = roster;
    this.#countyOf = countyOf;
  }

  see(event: Seen): void {
    if (event.time > this.#instant) this.settle();
    this.#instant = event.time;
    if (event.ours) {
      if (event.peer <= 0) return;
      const other = this.#roster.indexOf(event.peer);
      if (!this.#roster.visitor(other)) return;
      const visitor = this.#visitor(other);
      visitor.who.push(event.who);
      visitor.when.push(event.time);
      this.#touched.add(other);
    } else if (this.#roster.visitor(event.who)) this.#observe(event);
  }

  #visitor(index: number): Visitor {
    let visitor = this.#visitors.get(index);
    if (visitor === undefined) {
      visitor = {
        last: -Infinity,
        found: false,
        county: -1,
        since: 0,
        dwells: false,
        area: -1,
        who: [],
        when: [],
      };
      this.#visitors.set(index, visitor);
    }
    return visitor;
  }

  #observe({ who, place, time }: Seen): void {
    const visitor = this.#visitor(who);
    if (!isCell(place)) {
      if (isArea(place)) this.#vaguely(visitor, placeArea(place), time, who);
      return;
    }
    const { county, area } = at(this.#geography.cells, place);
    this.#present(visitor, time, area);
    if (visitor.county !== county) {
      visitor.county = county;
      visitor.since = time;
      visitor.dwells = false;
    } else if (time - visitor.since >= MIN_DWELL_MS) visitor.dwells = true;
    this.#touched.add(who);
  }

  /** A place without a county: in the province it belongs to the visit, outside it ends the dwell. */
  #vaguely(visitor: Visitor, area: number, time: number, who: number): void {
    if (at(this.#geography.areas, area).covered) this.#present(visitor, time, area);
    else {
      visitor.county = -1;
      visitor.dwells = false;
      visitor.area = area;
    }
    this.#touched.add(who);
  }

  #present(visitor: Visitor, time: number, area: number): void {
    if (time - visitor.last >= MIN_ABSENT_MS) {
      visitor.found = false;
      visitor.county = -1;
      visitor.dwells = false;
    }
    visitor.last = time;
    visitor.area = area;
  }

  /** Judges what the last instant changed. */
  settle(): void {
    if (this.#touched.size === 0) return;
    for (const who of this.#touched) {
      const visitor = this.#visitor(who);
      if (!visitor.dwells || visitor.found) continue;
      const best = this.#best(visitor);
      if (best.communications < MIN_CONTACTS || this.#countyOf(best.who) !== visitor.county) continue;
      visitor.found = true;
      const { area, since } = visitor;
      this.found.push({ who, time: this.#instant, area, since, communications: best.communications });
    }
    this.#touched.clear();
  }

  /** The one of ours who communicated most with the visitor, the most recent of several. */
  #best(visitor: Visitor): { who: number; communications: number } {
    const counts = new Map<number, number>();
    let best = { who: -1, communications: 0 };
    for (const [n, when] of visitor.when.entries()) {
      if (when <= this.#instant - CONTACT_MS) continue;
      const who = at(visitor.who, n);
      const count = (counts.get(who) ?? 0) + 1;
      counts.set(who, count);
    }
    for (let n = visitor.who.length - 1; n >= 0; n--) {
      const who = at(visitor.who, n);
      const communications = counts.get(who) ?? 0;
      if (communications > best.communications) best = { who, communications };
    }
    return best;
  }
}
