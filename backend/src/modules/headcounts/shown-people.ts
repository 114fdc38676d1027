import type { ShownCount } from '@tidewall/streams';
import type { CoveredAreas } from './covered-areas.ts';
import type { MinuteOfAreas } from './presence.service.ts';
import { besideShown, stepsOf } from './privacy/index.ts';

type Shown = ReadonlyMap<string, ShownCount>;

/** Counts that grow during a day: of the running one, and to the same time of earlier ones. */
export const DAY_COUNTS = ['homecomings', 'homecomingsYesterday', 'homecomingsLastWeek'] as const;
export type DayCount = (typeof DAY_COUNTS)[number];

/** What may be told of the people of one area. */
export interface PeopleOfArea extends Readonly<Record<DayCount, ShownCount | null>> {
  /** Start of the minute; null: none is known. */
  readonly minute: number | null;
  readonly subscribers: ShownCount | null;
  readonly signalling: number | null;
  readonly usage: number | null;
}

/** Not one of our areas. */
const NOBODY: PeopleOfArea = {
  minute: null,
  subscribers: null,
  signalling: null,
  usage: null,
  homecomings: null,
  homecomingsYesterday: null,
  homecomingsLastWeek: null,
};

/**
 * What may be told of people now: all areas judged together, each set of figures when it changes. The walls' topic, the live
 * map and cards all read it here, so that none of them says more than another.
 */
export class ShownPeople {
  readonly #covered: CoveredAreas;
  readonly #ours: ReadonlySet<string>;
  readonly #k: number;
  readonly #days = new Map<DayCount, Shown>();
  readonly #changed = new Set<string>();
  #minute: MinuteOfAreas | null = null;
  #present: Shown = new Map();

  constructor(covered: CoveredAreas, k: number) {
    this.#covered = covered;
    this.#ours = new Set(covered.areas.map(({ areaId }) => areaId));
    this.#k = k;
  }

  /** Start of the minute that is shown; null: none is known. */
  get minute(): number | null {
    return this.#minute?.startMs ?? null;
  }

  /** The newest minute that is over. */
  setMinute(minute: MinuteOfAreas): void {
    this.#minute = minute;
    this.#present = this.#covered.protect(minute.counts, this.#k);
    for (const areaId of this.#ours) this.#changed.add(areaId);
  }

  /** Null: not known. */
  setDay(which: DayCount, counts: ReadonlyMap<string, number> | null): void {
    const before = this.#days.get(which);
    if (counts === null) this.#days.delete(which);
    else this.#days.set(which, this.#inSteps(this.#covered.protect(counts, this.#k)));
    const now = this.#days.get(which);
    for (const areaId of this.#ours) if (before?.get(areaId) !== now?.get(areaId)) this.#changed.add(areaId);
  }

  /** Areas of which something else may be shown than at the last call. */
  takeChanged(): readonly string[] {
    const changed = [...this.#changed];
    this.#changed.clear();
    return changed;
  }

  of(areaId: string): PeopleOfArea {
    if (!this.#ours.has(areaId)) return NOBODY;
    const subscribers = this.#present.get(areaId) ?? null;
    const activity = this.#minute?.activity.get(areaId);
    const day = (which: DayCount): ShownCount | null => this.#days.get(which)?.get(areaId) ?? null;
    return {
      minute: this.minute,
      subscribers,
      signalling: activity === undefined ? null : besideShown(activity.signalling, subscribers),
      usage: activity === undefined ? null : besideShown(activity.usage, subscribers),
      homecomings: day('homecomings'),
      homecomingsYesterday: day('homecomingsYesterday'),
      homecomingsLastWeek: day('homecomingsLastWeek'),
    };
  }

  #inSteps(shown: Shown): Shown {
    return new Map([...shown].map(([areaId, count]) => [areaId, stepsOf(count, this.#k)]));
  }
}
