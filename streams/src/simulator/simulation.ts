import { FEEDS, type Feed } from '../events/index.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './calendar.ts';
import { cellsAcross } from './people/border.ts';
import { Circles } from './people/circles.ts';
import { DayPlanner } from './people/day-plan.ts';
import { Trips } from './people/trips.ts';
import { Visits } from './people/visits.ts';
import { plantTrips, plantVisits } from './planted/plant-trips.ts';
import { dropsOn, livePlan, type SimulationPlan } from './planted/plan.ts';
import { GUESTS, cellInPowerCut } from './planted/plan-campus.ts';
import { TruthKeeper } from './truth/truth-keeper.ts';
import type { Truth } from './truth/truth.ts';
import { DailyLife } from './stream/daily-life.ts';
import { Encoder } from './stream/encode.ts';
import { FeedBuffer, type Disorder, type FeedEvents } from './stream/feed-buffer.ts';
import { NewCustomers } from './stream/new-customers.ts';
import { NewRivals } from './stream/new-rivals.ts';
import type { Sink } from './stream/sink.ts';
import { Visitors } from './stream/visitors.ts';
import type { Province } from './reference.ts';
import type { World } from './world.ts';

/** Order of live feeds: nearly perfect. */
export const LIVE_DISORDER: Disorder = { delayedShare: 0.002, duplicateShare: 0.001, lateShare: 0.0003 };
/** Order of files for tests: everything that detectors must cope with. */
export const FILE_DISORDER: Disorder = { delayedShare: 0.06, duplicateShare: 0.005, lateShare: 0.003 };

export interface SimulationOptions {
  readonly province: Province;
  /** @default livePlan of the province's seed */
  readonly plan?: SimulationPlan;
  /** Local midnight of day 0, epoch milliseconds. */
  readonly start: number;
  /** Minutes by which local time is ahead of UTC. @default 480 */
  readonly timeZoneOffsetMinutes?: number;
  /** New customers of ours a day in the whole province. @default max(520, 0.4 % of the subscribers) */
  readonly newCustomersPerDay?: number;
  /** @default LIVE_DISORDER */
  readonly disorder?: Disorder;
}

/** One hour of all feeds, each in order of arrival. */
export interface SimulatedHour {
  readonly index: number;
  /** Epoch milliseconds, `to` exclusive. */
  readonly from: number;
  readonly to: number;
  readonly lifecycle: FeedEvents;
  readonly signalling: FeedEvents;
  readonly usage: FeedEvents;
}

/**
 * Events of a synthetic province by hour, any hour at any time: `hour(5)` is the same whether or not hours 0 to 4 were
 * made before. Hours before the start have negative indices. Same options, same bytes.
 */
export interface Simulation {
  readonly start: number;
  /** Index of the hour that holds a moment. */
  hourAt(time: number): number;
  hour(index: number): SimulatedHour;
  /** CSV with a header line, or NDJSON, of one feed of an hour. */
  csv(hour: SimulatedHour, feed: Feed): Uint8Array;
  ndjson(hour: SimulatedHour, feed: Feed): Uint8Array;
  /** Works out truth from the hours it is shown, one after another, beginning with `fromHour`. */
  keeper(fromHour: number): TruthKeeper;
  /**
   * Truth about the hours [fromHour, toHour), given that the data begin at `fromHour`: makes all of them. In order of
   * eventTime.
   */
  truth(fromHour: number, toHour: number): Truth[];
}

/** Makes a simulation. Memory: the province's columns and a few days' new customers, nothing that grows with time. */
export function createSimulation(options: SimulationOptions): Simulation {
  return new ProvinceSimulation(options);
}

interface PowerCut {
  readonly campus: number;
  readonly from: number;
  readonly to: number;
}

class ProvinceSimulation implements Simulation {
  readonly start: number;
  readonly #world: World;
  readonly #startDay: number;
  readonly #plan: SimulationPlan;
  readonly #cuts: readonly PowerCut[];
  readonly #life: DailyLife;
  readonly #customers: NewCustomers;
  readonly #rivals: NewRivals;
  readonly #visitors: Visitors;
  readonly #encoder: Encoder;

  constructor(options: SimulationOptions) {
    const { geography, people } = options.province;
    const offsetMs = (options.timeZoneOffsetMinutes ?? 480) * MINUTE_MS;
    const { seed } = geography;
    this.start = options.start;
    this.#startDay = Math.round((options.start + offsetMs) / DAY_MS);
    if (this.#startDay * DAY_MS !== options.start + offsetMs)
      throw new RangeError('start is not a local midnight: give the epoch milliseconds of one');
    const trips = new Trips(geography, people);
    const planner = new DayPlanner(geography, people, trips);
    const circles = new Circles(people, seed, geography.cities.length);
    const disorder = options.disorder ?? LIVE_DISORDER;
    const across = cellsAcross(geography);
    const visits = new Visits(geography, people, Math.round(people.size * 0.03));
    this.#world = { seed, geography, people, trips, visits, planner, circles, across, offsetMs, disorder };
    this.#plan = options.plan ?? livePlan(geography, seed, people.size);
    plantTrips(this.#world, this.#plan, this.#startDay);
    plantVisits(this.#world, this.#plan, this.#startDay);
    this.#cuts = this.#plantCampusEvents();
    this.#life = new DailyLife(this.#world);
    const perDay = options.newCustomersPerDay ?? Math.max(520, Math.round(people.size * 0.004));
    this.#customers = new NewCustomers(this.#world, perDay);
    const drops = (day: number) => dropsOn(this.#plan, geography, seed, day - this.#startDay);
    this.#rivals = new NewRivals(this.#world, this.#customers, drops);
    this.#visitors = new Visitors(this.#world);
    this.#encoder = new Encoder(geography);
  }

  /** Lets people come to gatherings; the power cuts in epoch milliseconds. */
  #plantCampusEvents(): PowerCut[] {
    const cuts: PowerCut[] = [];
    for (const { day, campus, kind, fromMinute, toMinute } of this.#plan.campusEvents) {
      const midnight = this.start + day * DAY_MS;
      const [from, to] = [midnight + fromMinute * MINUTE_MS, midnight + toMinute * MINUTE_MS];
      const share = GUESTS[kind];
      if (kind === 'power-cut') cuts.push({ campus, from, to });
      else this.#world.planner.gather({ day: this.#startDay + day, campus, fromMinute, toMinute, share });
    }
    return cuts;
  }

  hourAt(time: number): number {
    return Math.floor((time - this.start) / HOUR_MS);
  }

  hour(index: number): SimulatedHour {
    const from = this.start + index * HOUR_MS;
    const to = from + HOUR_MS;
    const buffers = {
      lifecycle: new FeedBuffer('lifecycle'),
      signalling: new FeedBuffer('signalling'),
      usage: new FeedBuffer('usage'),
    };
    const sink = this.#sink(index, buffers);
    const hour = this.#startDay * 24 + index;
    for (let i = 0; i < this.#world.people.size; i++) this.#life.emit(i, hour, sink);
    this.#customers.emit(hour, sink);
    this.#rivals.emit(hour, sink);
    this.#visitors.emit(hour, sink);
    const [lifecycle, signalling, usage] = FEEDS.map((feed) =>
      buffers[feed].finish(to, this.#world.disorder),
    );
    if (lifecycle === undefined || signalling === undefined || usage === undefined)
      throw new Error('a feed is missing');
    return { index, from, to, lifecycle, signalling, usage };
  }

  #sink(index: number, buffers: Readonly<Record<Feed, FeedBuffer>>): Sink {
    const { lifecycle, signalling, usage } = buffers;
    const nothing = (): void => undefined;
    const where = this.#placeDuring(index);
    return {
      lifecycle: this.#silent('lifecycle', index)
        ? nothing
        : (time, kind, msisdn, channel) => lifecycle.add(time, kind, msisdn, channel),
      signalling: this.#silent('signalling', index)
        ? nothing
        : (time, kind, msisdn, place) => signalling.add(time, kind, msisdn, where(place, time)),
      usage: this.#silent('usage', index)
        ? nothing
        : (time, service, msisdn, place, direction, peer, operator, amount, downlink) =>
            usage.addUsage(
              time,
              service,
              msisdn,
              where(place, time),
              direction,
              peer,
              operator,
              amount,
              downlink,
            ),
    };
  }

  /** Where phones are found in an hour: elsewhere than usual only when a campus has no power. */
  #placeDuring(index: number): (place: number, time: number) => number {
    const from = this.start + index * HOUR_MS;
    const cuts = this.#cuts.filter((cut) => cut.from < from + HOUR_MS && cut.to > from);
    if (cuts.length === 0) return (place) => place;
    return (place, time) => cellInPowerCut(this.#world.geography, cuts, place, time);
  }

  #silent(feed: Feed, index: number): boolean {
    return this.#plan.outages.some(
      (outage) => outage.feed === feed && index >= outage.fromHour && index < outage.toHour,
    );
  }

  csv(hour: SimulatedHour, feed: Feed): Uint8Array {
    return this.#encoder.csv(hour[feed], this.#startDay * 24 + hour.index);
  }

  ndjson(hour: SimulatedHour, feed: Feed): Uint8Array {
    return this.#encoder.ndjson(hour[feed], this.#startDay * 24 + hour.index);
  }

  keeper(fromHour: number): TruthKeeper {
    return new TruthKeeper({
      world: this.#world,
      customers: this.#customers,
      plan: this.#plan,
      drops: (day) => dropsOn(this.#plan, this.#world.geography, this.#world.seed, day),
      startDay: this.#startDay,
      from: this.start + fromHour * HOUR_MS,
    });
  }

  truth(fromHour: number, toHour: number): Truth[] {
    const keeper = this.keeper(fromHour);
    for (let index = fromHour; index < toHour; index++) keeper.see(this.hour(index));
    return keeper.finish();
  }
}
