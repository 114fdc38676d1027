import { num } from '../at.ts';
import { DATA, FEEDS, type Feed } from '../../events/index.ts';
import { DAY_MS } from '../calendar.ts';
import {
  FORGOTTEN_NUMBERS,
  forgottenNumber,
  lastHeardMs,
  poolNumber,
  type RivalContact,
} from '../people/numbers.ts';
import { isCell } from '../people/place.ts';
import { NEIGHBOUR, STUDENT, TEACHER, hasHomeOnRecord } from '../people/population.ts';
import type { FeedEvents } from '../stream/feed-buffer.ts';
import { HourRecords } from './hour-records.ts';
import { HomecomingJudge } from './judge-homecoming.ts';
import { InboundJudge } from './judge-inbound.ts';
import { NewcomerJudge } from './judge-newcomers.ts';
import { RivalJudge } from './judge-rivals.ts';
import { ShareJudge } from './judge-share.ts';
import { StudentJudge } from './judge-students.ts';
import { emptySeen, type Seen } from './record.ts';
import { Roster } from './roster.ts';
import type { TruthScope } from './scope.ts';
import { allTruth } from './all-truth.ts';
import type { Truth } from './truth.ts';

/** One hour of the simulation, as `Simulation.hour` makes it. */
type Hour = Readonly<Record<Feed, FeedEvents>> & { readonly from: number; readonly to: number };

/** The judges of all rules. */
export interface Judges {
  readonly roster: Roster;
  readonly homecoming: HomecomingJudge;
  readonly inbound: InboundJudge;
  readonly students: StudentJudge;
  readonly newcomers: NewcomerJudge;
  readonly rivals: RivalJudge;
  readonly share: ShareJudge;
}

/**
 * Works truth out: shown every hour of events in turn, it applies the rules as they are written to the events in their
 * order, with code of its own. Memory grows with subscribers and, for those around campuses, with 30 days of records.
 */
export class TruthKeeper {
  readonly #scope: TruthScope;
  readonly #records = new HourRecords();
  readonly #seen: Seen = emptySeen();
  readonly #judges: Judges;
  #begin = Infinity;
  #month: number;
  #last = -Infinity;
  #end = -Infinity;

  constructor(scope: TruthScope) {
    const { world } = scope;
    this.#scope = scope;
    const roster = new Roster(world);
    const { geography, seed, people } = world;
    const candidate = (who: number): boolean =>
      who < people.size && [STUDENT, TEACHER, NEIGHBOUR].includes(num(people.kind, who));
    const countyOf = (who: number): number => roster.homeCounty(who, (i) => hasHomeOnRecord(seed, i));
    this.#judges = {
      roster,
      homecoming: new HomecomingJudge(geography, roster),
      inbound: new InboundJudge(geography, roster, countyOf),
      students: new StudentJudge(roster, candidate),
      newcomers: new NewcomerJudge(geography, roster),
      rivals: new RivalJudge(registerOf(scope), candidate),
      share: new ShareJudge(geography, world.offsetMs),
    };
    this.#month = monthStart(scope.from, world.offsetMs);
  }

  /** Takes the next hour. */
  see(hour: Hour): void {
    this.#closeMonths(hour.from);
    this.#records.read(hour, (events, row) => this.#judge(events, row));
    this.#end = hour.to;
  }

  #closeMonths(time: number): void {
    const { offsetMs } = this.#scope.world;
    const month = monthStart(time, offsetMs);
    if (month <= this.#month) return;
    const { students, rivals, newcomers, inbound } = this.#judges;
    inbound.settle();
    const whole = this.#begin <= this.#month;
    students.close(month, this.#month, whole, (who) => newcomers.activatedAt(who));
    if (whole) rivals.close(month, students.known);
    this.#month = month;
  }

  #judge(events: FeedEvents, row: number): void {
    const { roster, homecoming, inbound, students, newcomers, rivals, share } = this.#judges;
    const event = this.#fill(events, row);
    if (event.time < this.#begin) {
      this.#begin = event.time;
      share.begin(event.time);
    }
    this.#last = Math.max(this.#last, event.time);
    newcomers.see(event);
    if (event.feed === 'lifecycle') {
      const { channels } = this.#scope.world.geography;
      const channel = channels[event.place];
      if (channel !== undefined && (event.kind === 0 || event.kind === 2))
        share.own(roster.numberOf(event.who), channel.area, event.time);
      return;
    }
    homecoming.see(event);
    inbound.see(event);
    students.see(event);
    if (!rivals.see(event, students.known)) return;
    const area = this.#areaOf(event);
    if (area >= 0) share.rival(event.peerOperator, area, event.time);
  }

  /** Where an appearance counts: the cell's area, else the home of ours. */
  #areaOf({ place, who }: Seen): number {
    const { geography, people } = this.#scope.world;
    const cell = isCell(place) ? place : who < people.size ? num(people.homeCell, who) : -1;
    return cell < 0 ? -1 : (geography.cells[cell]?.area ?? -1);
  }

  // Columns are read without `num`: one function for all their types would be several times as slow.
  #fill(events: FeedEvents, row: number): Seen {
    const seen = this.#seen;
    const { roster } = this.#judges;
    seen.time = events.time[row] ?? 0;
    seen.feed = events.feed;
    seen.kind = events.kind[row] ?? 0;
    seen.who = roster.indexOf(events.msisdn[row] ?? 0);
    seen.ours = roster.ours(seen.who);
    seen.place = events.place[row] ?? 0;
    const usage = events.feed === FEEDS[2];
    seen.campus =
      usage && isCell(seen.place) ? (this.#scope.world.geography.cells[seen.place]?.campus ?? -1) : -1;
    seen.direction = events.direction[row] ?? 0;
    seen.peer = usage && seen.kind !== DATA ? (events.peer[row] ?? 0) : 0;
    const named = events.operator[row] ?? 0;
    seen.peerOperator = seen.peer <= 0 ? -1 : named >= 0 ? named : roster.operatorOf(seen.peer);
    return seen;
  }

  /** All truth of the hours seen, days and months closed. */
  finish(): Truth[] {
    const { homecoming, inbound, share } = this.#judges;
    homecoming.finish(this.#last);
    inbound.settle();
    this.#closeMonths(this.#end);
    share.advance(this.#end);
    return allTruth({ ...this.#scope, to: this.#end }, this.#judges);
  }
}

function monthStart(time: number, offsetMs: number): number {
  const local = new Date(time + offsetMs);
  return Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), 1) - offsetMs;
}

/** Rival numbers known from before, as seen-numbers.csv says. */
function registerOf({ world, from }: TruthScope): Map<number, number> {
  const register = new Map<number, number>();
  const contact: RivalContact = { number: 0, operator: 0 };
  for (let i = 0; i < world.people.rivalPool; i++)
    register.set(
      poolNumber(world.seed, i, world.geography.cities.length, contact).number,
      from - lastHeardMs(world.seed, contact.number),
    );
  for (let k = 0; k < FORGOTTEN_NUMBERS; k++) register.set(forgottenNumber(k), from - (100 + k) * DAY_MS);
  return register;
}
