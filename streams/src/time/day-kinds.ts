const DAY_MS = 86_400_000;

/** Days that people live alike: what a quarter of an hour is compared with. */
export type DayKind = 'workday' | 'weekend' | 'holiday';

/** Which local days are not what their weekday says: public holidays, and weekends that are worked instead. */
export interface SpecialDays {
  /** YYYY-MM-DD, holidays. */
  readonly holidays: readonly string[];
  /** YYYY-MM-DD, days of a weekend that are worked. */
  readonly workdays: readonly string[];
  /** Days of the week without work, 0 Sunday to 6 Saturday [0, 6]. */
  readonly weekend?: readonly number[];
}

/** Kind of a local day (number of days since 1970-01-01). Special days are given: this is no calendar. */
export class DayKinds {
  readonly #special = new Map<number, DayKind>();
  readonly #weekend: ReadonlySet<number>;

  constructor({ holidays, workdays, weekend = [0, 6] }: SpecialDays = { holidays: [], workdays: [] }) {
    for (const day of workdays) this.#special.set(dayNumber(day), 'workday');
    for (const day of holidays) this.#special.set(dayNumber(day), 'holiday');
    this.#weekend = new Set(weekend);
  }

  of(day: number): DayKind {
    return this.#special.get(day) ?? (this.#weekend.has((((day + 4) % 7) + 7) % 7) ? 'weekend' : 'workday');
  }

  /** The days of the same kind among the `days` before a day, latest first. */
  sameKindBefore(day: number, days: number): number[] {
    const kind = this.of(day);
    const before: number[] = [];
    for (let back = 1; back <= days; back++) if (this.of(day - back) === kind) before.push(day - back);
    return before;
  }
}

function dayNumber(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}
