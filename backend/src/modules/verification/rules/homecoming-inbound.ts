import { isCommunication, type EventRow } from '../rows.ts';
import type { RuleCheck, Scene } from '../scene.ts';
import { DAY_MS, MINUTE_MS, Moments, valueOf } from '../times.ts';

/** Comes after the id of any area. */
const UNKNOWN = '\uffff';

/** A visit, as the observations in the province tell it. */
interface Visit {
  lastInProvince: number;
  /** Place of the latest observation. */
  areaId: string;
  /** The run of observations in one county. */
  run: { readonly county: string; readonly since: number; last: number } | null;
  reported: boolean;
}

/** homecoming/inbound. */
export class InboundHomecoming implements RuleCheck {
  readonly #scene: Scene;
  readonly #visits = new Map<string, Visit>();
  /** By visitor, then subscriber of ours: their communications. */
  readonly #circles = new Map<string, Map<string, Moments>>();
  /** By subscriber of ours: the home at its latest event. */
  readonly #homes = new Map<string, string | null>();
  readonly #touched = new Set<string>();

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  row(row: EventRow): void {
    if (row.feed === 'lifecycle') return;
    const { people } = this.#scene;
    if (people.visitor(row.subscriber)) this.#observe(row);
    else if (people.ours(row.subscriber)) this.#moved(row);
    if (!isCommunication(row) || !people.ours(row.subscriber) || !people.visitor(row.peer)) return;
    const circle = valueOf(this.#circles, row.peer, () => new Map<string, Moments>());
    valueOf(circle, row.subscriber, () => new Moments()).add(row.time);
    if (this.#visits.has(row.peer)) this.#touched.add(row.peer);
  }

  instant(time: number): void {
    if (this.#touched.size === 0) return;
    for (const visitor of this.#touched) this.#judge(visitor, time);
    this.#touched.clear();
  }

  #observe(row: EventRow): void {
    const { places } = this.#scene;
    const areaId = places.of(row.cellId, row.areaId);
    if (areaId === null) return;
    const number = row.subscriber;
    const visit = this.#visits.get(number);
    this.#touched.add(number);
    if (!places.inOurProvince(areaId)) {
      // The country, say, contains the province: it says nothing.
      if (visit && places.at(areaId, 'province') !== null) visit.run = null;
      if (visit) visit.areaId = areaId;
      return;
    }
    const { minAbsentDays } = this.#scene.world.thresholds('homecoming/inbound', areaId, row.time).values;
    const begins = !visit || row.time - visit.lastInProvince >= minAbsentDays * DAY_MS;
    const current: Visit = begins ? { lastInProvince: 0, areaId, run: null, reported: false } : visit;
    if (begins) this.#visits.set(number, current);
    current.lastInProvince = row.time;
    current.areaId = areaId;
    const county = places.at(areaId, 'county');
    if (county === null) return;
    if (current.run?.county === county) current.run.last = row.time;
    else current.run = { county, since: row.time, last: row.time };
  }

  /** A home that is learned now may be what was missing for those in touch with its subscriber. */
  #moved({ subscriber, time }: EventRow): void {
    const home = this.#scene.people.home(subscriber);
    const before = this.#homes.get(subscriber);
    this.#homes.set(subscriber, home);
    if (before === undefined || before === home) return;
    const { contactDays } = this.#scene.world.thresholds('homecoming/inbound', null, time).values;
    for (const [visitor, circle] of this.#circles)
      if ((circle.get(subscriber)?.count(time - contactDays * DAY_MS, time) ?? 0) > 0)
        this.#touched.add(visitor);
  }

  #judge(visitor: string, time: number): void {
    const visit = this.#visits.get(visitor);
    if (!visit?.run || visit.reported || !this.#scene.people.visitor(visitor)) return;
    const { run } = visit;
    const { values, version } = this.#scene.world.thresholds('homecoming/inbound', run.county, time);
    if (run.last - run.since < values.minDwellMinutes * MINUTE_MS) return;
    const [best, runnerUp] = this.#circle(visitor, time - values.contactDays * DAY_MS, time);
    if (!best || best.communications < values.minContacts) return;
    if (this.#scene.places.at(best.homeAreaId, 'county') !== run.county) return;
    visit.reported = true;
    this.#scene.report({
      type: 'homecoming',
      subtype: 'inbound',
      time,
      subject: { kind: 'number', id: visitor },
      areaId: visit.areaId,
      hotspotId: null,
      severity: 'info',
      revision: 0,
      evidence: {
        dwellingSince: this.#scene.world.zone.format(run.since),
        peerHomeAreaId: best.homeAreaId,
        communications: best.communications,
        runnerUp: runnerUp
          ? { homeAreaId: runnerUp.homeAreaId, communications: runnerUp.communications }
          : null,
        thresholds: version,
      },
    });
  }

  /** Subscribers of ours in touch with the visitor, the closest first. */
  #circle(visitor: string, after: number, upTo: number) {
    return [...(this.#circles.get(visitor) ?? [])]
      .map(([subscriber, moments]) => ({
        homeAreaId: this.#scene.people.home(subscriber),
        communications: moments.count(after, upTo),
        last: moments.last ?? 0,
      }))
      .filter(({ communications }) => communications > 0)
      .sort(
        (a, b) =>
          b.communications - a.communications ||
          b.last - a.last ||
          ((a.homeAreaId ?? UNKNOWN) < (b.homeAreaId ?? UNKNOWN) ? -1 : 1),
      );
  }
}
