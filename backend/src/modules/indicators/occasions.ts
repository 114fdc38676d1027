import { placeKey, type Place } from './indicators.types.ts';

const MAX_TIMES = 100;

/** How often something would have been alerted at a place. */
export interface OccasionsOfPlace extends Place {
  readonly count: number;
  /** Event times, epoch milliseconds, oldest first. */
  readonly times: readonly number[];
}

/** Counts alerts that there would have been: one a place and day, since what comes later on a day joins the open one. */
export class Occasions {
  readonly #byPlace = new Map<string, { readonly place: Place; readonly byDay: Map<string, number> }>();

  add(place: Place, at: number, day: string): void {
    const key = placeKey(place);
    let known = this.#byPlace.get(key);
    if (known === undefined) this.#byPlace.set(key, (known = { place, byDay: new Map() }));
    const before = known.byDay.get(day);
    if (before === undefined || at < before) known.byDay.set(day, at);
  }

  get total(): number {
    let total = 0;
    for (const { byDay } of this.#byPlace.values()) total += byDay.size;
    return total;
  }

  /** Most first. */
  byPlace(): readonly OccasionsOfPlace[] {
    return [...this.#byPlace.values()]
      .map(({ place, byDay }) => {
        const times = [...byDay.values()].sort((a, b) => a - b);
        return { ...place, count: times.length, times: times.slice(0, MAX_TIMES) };
      })
      .sort((a, b) => b.count - a.count || (a.areaId < b.areaId ? -1 : 1));
  }
}
