import type { Found } from './found.ts';
import type { EventRow } from './rows.ts';
import { CampusActivity } from './rules/campus-activity.ts';
import { CampusStudents } from './rules/campus-months.ts';
import { OwnNewcomers } from './rules/campus-newcomer-own.ts';
import { RivalNewcomers } from './rules/campus-newcomer-rival.ts';
import { CampusRivals } from './rules/campus-rivals.ts';
import { InboundHomecoming } from './rules/homecoming-inbound.ts';
import { OwnHomecoming } from './rules/homecoming-own.ts';
import { LearnedHomes } from './rules/learned-homes.ts';
import { ShareDrops } from './rules/share-drops.ts';
import { Scene, type RuleCheck } from './scene.ts';
import { DAY_MS } from './times.ts';
import type { World } from './world.ts';

/**
 * What the rules of docs/detectors.md give for all events of a span, computed a second time: batch code over plain rows,
 * written from the rules and sharing nothing with the streaming detectors. Slow and simple on purpose.
 */
export class Recompute {
  readonly #scene: Scene;
  readonly #rules: readonly RuleCheck[];
  readonly #found: Found[] = [];
  #instant = Number.NEGATIVE_INFINITY;
  #day = Number.NaN;

  /** `further` looks on beside the rules. */
  constructor(world: World, further: (scene: Scene) => readonly RuleCheck[] = () => []) {
    this.#scene = new Scene(world, (found) => this.#report(found));
    // Homes and students first: others ask for them.
    this.#rules = [
      new LearnedHomes(this.#scene),
      new CampusStudents(this.#scene),
      new OwnHomecoming(this.#scene),
      new InboundHomecoming(this.#scene),
      new OwnNewcomers(this.#scene),
      new RivalNewcomers(this.#scene),
      new CampusRivals(this.#scene),
      new CampusActivity(this.#scene),
      new ShareDrops(this.#scene),
      ...further(this.#scene),
    ];
  }

  /** Takes the next row in the order of `compareRows`. */
  add(row: EventRow): void {
    if (row.time > this.#instant) this.#moveTo(row.time);
    if (row.feed === 'lifecycle') this.#scene.people.apply(row);
    const contact = this.#scene.contact(row);
    for (const rule of this.#rules) rule.row?.(row, contact);
  }

  /**
   * Everything found. Event time stops at the last event; `closed` ends what is under way then, the day too. A month ends
   * only where the events reach its end.
   */
  finish(closed: boolean): Found[] {
    if (this.#instant === Number.NEGATIVE_INFINITY) return [];
    for (const rule of this.#rules) rule.instant?.(this.#instant);
    if (closed) this.#endDay(this.#day);
    for (const rule of this.#rules) rule.finish?.(closed ? Number.POSITIVE_INFINITY : this.#instant);
    return this.#found;
  }

  #report(found: Found): void {
    this.#found.push(found);
    for (const rule of this.#rules) rule.found?.(found);
  }

  #moveTo(time: number): void {
    if (this.#instant === Number.NEGATIVE_INFINITY) {
      this.#scene.began = time;
      this.#day = this.#scene.world.zone.dayOf(time);
    } else for (const rule of this.#rules) rule.instant?.(this.#instant);
    this.#instant = time;
    const today = this.#scene.world.zone.dayOf(time);
    for (; this.#day < today; this.#day++) this.#closeDay(this.#day);
  }

  #endDay(day: number): void {
    const close = this.#scene.world.zone.dayStart(day + 1);
    for (const rule of this.#rules) rule.dayClose?.(day, close);
  }

  #closeDay(day: number): void {
    const { zone } = this.#scene.world;
    const close = zone.dayStart(day + 1);
    this.#endDay(day);
    const start = monthStart(day);
    if (start !== monthStart(day + 1))
      for (const rule of this.#rules) rule.monthClose?.(zone.dayStart(start), close);
  }
}

/** First day of the calendar month of a day, both in days since 1970-01-01. */
function monthStart(day: number): number {
  const date = new Date(day * DAY_MS);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / DAY_MS;
}

/** All detections that the rules give for rows in order; `closed` as in `finish`. */
export function recompute(rows: Iterable<EventRow>, world: World, closed: boolean): Found[] {
  const run = new Recompute(world);
  for (const row of rows) run.add(row);
  return run.finish(closed);
}
