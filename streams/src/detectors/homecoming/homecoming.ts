import { FLAG_LATE } from '../../state/event-columns.ts';
import { Column, float64, int32, uint8 } from '../../state/column.ts';
import type { OrderedBatch } from '../../state/ordered-batch.ts';
import type { SnapshotReader, SnapshotWriter } from '../../state/snapshot.ts';
import type { EventTimeProgress } from '../../time/watermarks.ts';
import type { RuleThresholds, ThresholdsInForce } from '../../reference/thresholds.ts';
import type { DetectionDraft, DetectorContext, Emit, SubscriberDetector } from '../detector.ts';
import { PingPongFilter, type Sighting } from './ping-pong.ts';
import { mostObserved, stepTrip, type Return, type Trip } from './trips.ts';

const DAY_MS = 86_400_000;
const HOME = 1;
const AWAY = 2;
/** No side yet. */
const NEITHER = 0;
const UNKNOWN = -1;

interface Traveller {
  /** Number key. */
  readonly key: number;
  /** Home area. */
  readonly home: number;
}

/**
 * homecoming/own: a subscriber of ours with a known home city comes back after at least `minAwayDays` outside it
 * (docs/detectors.md, Homecoming). Keyed by subscriber; 13 bytes each, and a few hundred for those away.
 *
 * Whose home city becomes another one, since the home is learned, begins anew: what has been seen lay on one side or the
 * other of a home that is none any more.
 *
 * A late event is used only when it is not older than the last one used of its subscriber: detectors never go back.
 */
export class Homecoming implements SubscriberDetector {
  readonly name = 'homecoming/own';
  readonly #context: DetectorContext;
  readonly #lastTime = new Column(float64, Number.NEGATIVE_INFINITY);
  readonly #side = new Column(uint8);
  /** Home city by the latest event. */
  readonly #homeCity = new Column(int32, UNKNOWN);
  readonly #trips = new Map<number, Trip>();
  /** Number key and home of subscribers with open runs, for drafts that the watermark makes. */
  readonly #openKeys = new Map<number, Traveller>();
  readonly #pingPong = new PingPongFilter();
  /** In force for the batch that is looked at. */
  #rules: RuleThresholds<'homecoming/own'> | null = null;

  constructor(context: DetectorContext) {
    this.#context = context;
  }

  get bytes(): number {
    const columns = this.#lastTime.bytes + this.#side.bytes + this.#homeCity.bytes;
    return columns + this.#trips.size * 300;
  }

  /** Subscribers away now. */
  get away(): number {
    return this.#trips.size;
  }

  process(batch: OrderedBatch, progress: EventTimeProgress, emit: Emit): void {
    const { events } = batch;
    this.#rules = this.#context.reference().thresholds.of('homecoming/own');
    for (let row = 0; row < batch.length; row++) {
      if (batch.ours[row] === 0 || batch.home[row]! < 0) continue;
      // Only the home of those who learn can become another one where nothing is said of the place.
      if (batch.place[row]! < 0 && batch.learns[row] === 0) continue;
      this.#observe(batch, row, events.time[row]!, emit);
    }
    const passed = (time: number): boolean =>
      time < progress.watermark || (progress.inclusive && time === progress.watermark);
    if (this.#pingPong.openRuns === 0) return;
    this.#pingPong.advance(passed, (subscriber, kept) => {
      this.#keep(subscriber, this.#openKeys.get(subscriber)!, kept, emit);
    });
    if (this.#openKeys.size > 2 * this.#pingPong.openRuns + 16) this.#forgetSettled();
  }

  #forgetSettled(): void {
    for (const subscriber of this.#openKeys.keys()) {
      if (!this.#pingPong.isOpen(subscriber)) this.#openKeys.delete(subscriber);
    }
  }

  #observe(batch: OrderedBatch, row: number, time: number, emit: Emit): void {
    const { areas } = this.#context.reference();
    const { values } = this.#rules!.at(batch.home[row]!, time);
    const subscriber = batch.subscriber[row]!;
    const lastTime = this.#lastTimeOf(subscriber);
    if ((batch.events.flags[row]! & FLAG_LATE) !== 0 && time < lastTime) return;
    if (this.#pingPong.isOpen(subscriber)) this.#settleBefore(subscriber, batch.events.order[row]!, emit);
    const homeCity = areas.ancestorAt(batch.home[row]!, values.homeLevel);
    if (homeCity !== this.#homeCity.values[subscriber]) this.#move(subscriber, homeCity);
    const place = batch.place[row]!;
    if (homeCity < 0 || place < 0) return;
    const home = areas.ancestorAt(place, values.homeLevel) === homeCity;
    if (!home && areas.contains(place, homeCity)) return;
    const side = home ? HOME : AWAY;
    const before = this.#side.values[subscriber]!;
    this.#lastTime.values[subscriber] = time;
    this.#side.values[subscriber] = side;
    if (before === side && home && !this.#trips.has(subscriber) && !this.#pingPong.isOpen(subscriber)) return;
    const who = { key: batch.events.msisdn[row]!, home: batch.home[row]! };
    const sighting: Sighting = { time, home, place, cell: batch.events.cell[row]! };
    const turned = before !== NEITHER && before !== side;
    const blipMs = values.pingPongSeconds * 1000;
    this.#pingPong.take(subscriber, sighting, turned, lastTime, blipMs, (kept) =>
      this.#keep(subscriber, who, kept, emit),
    );
    if (this.#pingPong.isOpen(subscriber)) this.#openKeys.set(subscriber, who);
  }

  #lastTimeOf(subscriber: number): number {
    this.#lastTime.reserve(subscriber);
    this.#side.reserve(subscriber);
    this.#homeCity.reserve(subscriber);
    return this.#lastTime.values[subscriber]!;
  }

  /** Decides an open run as the watermark would have before this place in order. */
  #settleBefore(subscriber: number, order: number, emit: Emit): void {
    const who = this.#openKeys.get(subscriber)!;
    this.#pingPong.settleBefore(subscriber, order, (kept) => this.#keep(subscriber, who, kept, emit));
  }

  /** Another home city: a trip under way, and what is undecided, end in silence. */
  #move(subscriber: number, homeCity: number): void {
    this.#homeCity.values[subscriber] = homeCity;
    this.#side.values[subscriber] = NEITHER;
    this.#pingPong.forget(subscriber);
    this.#trips.delete(subscriber);
  }

  #keep(subscriber: number, who: Traveller, sighting: Sighting, emit: Emit): void {
    const inForce = this.#rules!.at(who.home, sighting.time);
    const rule = {
      minAwayMs: inForce.values.minAwayDays * DAY_MS,
      minDwellMs: inForce.values.minDwellMinutes * 60_000,
    };
    const { trip, found } = stepTrip(this.#trips.get(subscriber) ?? null, sighting, rule);
    if (trip === null) this.#trips.delete(subscriber);
    else this.#trips.set(subscriber, trip);
    if (found) emit(this.#draft(who.key, found, inForce));
  }

  #draft(key: number, found: Return, inForce: ThresholdsInForce<'homecoming/own'>): DetectionDraft {
    const { ids } = this.#context.reference();
    const { zone, festivals } = this.#context;
    const { trip } = found;
    const festival = festivals.near(zone.dayOf(found.confirmedAt), inForce.values.festivalWindowDays);
    return {
      type: 'homecoming',
      subtype: 'own',
      time: found.confirmedAt,
      subject: { kind: 'subscriber', key },
      area: found.place,
      hotspot: -1,
      severity: 'info',
      evidence: {
        awaySince: zone.format(trip.awaySince),
        awayDays: Math.round(((found.returnedAt - trip.awaySince) / DAY_MS) * 100) / 100,
        awayAreaIds: mostObserved(trip.away, (area) => ids.areas.idOf(area)),
        returnedAt: zone.format(found.returnedAt),
        confirmedAt: zone.format(found.confirmedAt),
        cells: trip.cells.map((cell) => ids.cells.idOf(cell)),
        ...(festival === null ? {} : { festival }),
        thresholds: inForce.version,
      },
      revision: 0,
      identity: String(found.confirmedAt),
    };
  }

  snapshot(writer: SnapshotWriter): void {
    writer.array('lastTime', this.#lastTime.values);
    writer.array('side', this.#side.values);
    writer.array('homeCity', this.#homeCity.values);
    writer.json('trips', [...this.#trips]);
    writer.json('openRuns', this.#pingPong.snapshot());
    writer.json('openKeys', [...this.#openKeys]);
  }

  restore(reader: SnapshotReader): void {
    this.#lastTime.restore(reader.f64('lastTime'));
    this.#side.restore(reader.u8('side'));
    this.#homeCity.restore(reader.i32('homeCity'));
    this.#trips.clear();
    for (const [subscriber, trip] of reader.json<[number, Trip][]>('trips'))
      this.#trips.set(subscriber, trip);
    this.#pingPong.restore(reader.json('openRuns'));
    this.#openKeys.clear();
    for (const [subscriber, who] of reader.json<[number, Traveller][]>('openKeys'))
      this.#openKeys.set(subscriber, who);
  }
}
