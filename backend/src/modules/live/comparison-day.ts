/** Homecomings of one lowest area in one minute of a day. */
export interface MinuteCount {
  readonly minuteOfDay: number;
  readonly areaId: string;
  readonly count: number;
}

/** An earlier day, read along with the running one: how many there had been at the same time of day, by area. */
export class ComparisonDay {
  readonly #rows: readonly MinuteCount[];
  readonly #chainOf: (areaId: string) => readonly string[];
  readonly #counts = new Map<string, number>();
  #at = 0;

  constructor(rows: readonly MinuteCount[], chainOf: (areaId: string) => readonly string[]) {
    this.#rows = [...rows].sort((a, b) => a.minuteOfDay - b.minuteOfDay);
    this.#chainOf = chainOf;
  }

  /** Moves on to the end of a minute of the day and answers the areas whose count changed. Never goes back. */
  advance(minuteOfDay: number): ReadonlySet<string> {
    const changed = new Set<string>();
    for (; ; this.#at++) {
      const row = this.#rows[this.#at];
      if (row === undefined || row.minuteOfDay > minuteOfDay) return changed;
      for (const areaId of this.#chainOf(row.areaId)) {
        this.#counts.set(areaId, (this.#counts.get(areaId) ?? 0) + row.count);
        changed.add(areaId);
      }
    }
  }

  /** By area; areas without any are left out. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }
}
