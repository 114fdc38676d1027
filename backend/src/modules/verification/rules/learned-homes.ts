import type { EventRow } from '../rows.ts';
import type { RuleCheck, Scene } from '../scene.ts';
import { DAY_MS, valueOf } from '../times.ts';

const HOUR_MS = 3_600_000;

/** Where somebody without a given home was seen resting. */
interface Rests {
  /** Functional day of the latest event. */
  latest: number;
  /** Functional days with an observation at rest. */
  readonly observed: Set<number>;
  /** The same by area, where a cell says so. */
  readonly byArea: Map<string, Set<number>>;
}

/**
 * Learned home: each week, from the days before it. A home that has been learned stays until another area satisfies the
 * rule. Finds nothing itself; it tells `people` who lives where.
 */
export class LearnedHomes implements RuleCheck {
  readonly #scene: Scene;
  readonly #rests = new Map<string, Rests>();

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  row(row: EventRow): void {
    const { people, places, world } = this.#scene;
    if (row.feed === 'lifecycle' || !people.ours(row.subscriber) || people.givenHome(row.subscriber) !== null)
      return;
    const { values } = world.thresholds('learned-home', null, row.time);
    const local = row.time + world.zone.offsetAt(row.time);
    const day = Math.floor((local - values.dayStartHour * HOUR_MS) / DAY_MS);
    const rests = valueOf(this.#rests, row.subscriber, () => ({
      latest: day,
      observed: new Set<number>(),
      byArea: new Map<string, Set<number>>(),
    }));
    for (let next = rests.latest + 1; next <= day; next++) if (isMonday(next)) this.#learn(row, rests, next);
    rests.latest = Math.max(rests.latest, day);
    const place = places.of(row.cellId, row.areaId);
    const hour = Math.floor((((local % DAY_MS) + DAY_MS) % DAY_MS) / HOUR_MS);
    const { restFromHour: from, restToHour: to } = values;
    const resting = from <= to ? hour >= from && hour < to : hour >= from || hour < to;
    if (place === null || !(resting || world.dayKind(day) !== 'workday')) return;
    rests.observed.add(day);
    // An area that serves from afar is too large to be a home.
    const ofCell = world.cellArea.get(row.cellId);
    if (ofCell !== undefined) valueOf(rests.byArea, ofCell, () => new Set<number>()).add(day);
  }

  #learn(row: EventRow, rests: Rests, monday: number): void {
    const { values } = this.#scene.world.thresholds('learned-home', null, row.time);
    const within = (days: ReadonlySet<number>): number[] =>
      [...days].filter((day) => day >= monday - values.learnDays && day < monday);
    const [best] = [...rests.byArea]
      .map(([areaId, all]) => ({ areaId, days: within(all) }))
      .filter(({ days }) => days.length > 0)
      .sort(
        (a, b) =>
          b.days.length - a.days.length ||
          Math.max(...b.days) - Math.max(...a.days) ||
          (a.areaId < b.areaId ? -1 : 1),
      );
    if (best === undefined || best.days.length < values.minRestDays) return;
    if (best.days.length < values.minRestShare * within(rests.observed).length) return;
    this.#scene.people.learned.set(row.subscriber, best.areaId);
  }
}

/** 1970-01-05 was a Monday. */
function isMonday(day: number): boolean {
  return (((day - 4) % 7) + 7) % 7 === 0;
}
