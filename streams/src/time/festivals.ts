const DAY_MS = 86_400_000;

/** A festival or season: local days from first to last, YYYY-MM-DD. */
export interface Festival {
  readonly name: string;
  /** English name, where `name` is not one of those that every screen knows. */
  readonly nameEn?: string;
  readonly from: string;
  readonly to: string;
}

/** A festival near a day. */
export interface FestivalNearby {
  readonly name: string;
  readonly nameEn?: string;
  /** First day, YYYY-MM-DD. */
  readonly date: string;
  /** Days from the festival to the day: negative before its first day, positive after its last, 0 within. */
  readonly days: number;
}

const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;

/** Which festivals are near a local day (number of days since 1970-01-01). Dates are given: this is no calendar. */
export class FestivalDays {
  readonly #festivals: readonly { readonly festival: Festival; readonly from: number; readonly to: number }[];

  constructor(festivals: readonly Festival[]) {
    this.#festivals = festivals.map((festival) => ({
      festival,
      from: dayNumber(festival.from),
      to: dayNumber(festival.to),
    }));
  }

  /** The nearest one at most `windowDays` away, or null; of two equally near the one given first. */
  near(day: number, windowDays: number): FestivalNearby | null {
    let nearest: FestivalNearby | null = null;
    for (const { festival, from, to } of this.#festivals) {
      const days = day < from ? day - from : day > to ? day - to : 0;
      if (Math.abs(days) > windowDays || (nearest && Math.abs(days) >= Math.abs(nearest.days))) continue;
      const { name, nameEn, from: date } = festival;
      nearest = nameEn === undefined ? { name, date, days } : { name, nameEn, date, days };
    }
    return nearest;
  }
}
