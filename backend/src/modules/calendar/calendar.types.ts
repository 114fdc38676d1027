import type { Festival, SpecialDays } from '@tidewall/streams';

/** A season of every year (`06-01` to `06-20`, also across the turn of the year) or of one (`2026-06-01` to `2026-06-20`). */
export interface Season {
  readonly name: string;
  readonly nameEn?: string | undefined;
  readonly from: string;
  readonly to: string;
}

/** What the configuration says of days. */
export interface CalendarSettings {
  /** ISO 3166-1 code of two letters. */
  readonly country: string;
  /** Part of the country with holidays of its own, as in ISO 3166-2 without the country. */
  readonly region?: string | undefined;
  readonly seasons: readonly Season[];
  /** Public holidays besides the known ones: days, or first and last with a slash between. */
  readonly holidays: readonly string[];
  /** Days of a weekend that are worked, and holidays that are none, likewise. */
  readonly workdays: readonly string[];
}

/** Years from first to last, both included. */
export interface Years {
  readonly first: number;
  readonly last: number;
}

/** What a source of public holidays knows of a country. */
export interface KnownDays {
  readonly specialDays: SpecialDays;
  readonly festivals: readonly Festival[];
  /** For which years public holidays are known; null for none. */
  readonly years: Years | null;
}
