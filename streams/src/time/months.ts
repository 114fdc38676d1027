import type { TimeZone } from './zone.ts';

const DAY_MS = 86_400_000;

/** First moment of the local calendar month that holds a time, epoch ms. */
export function monthStart(time: number, zone: TimeZone): number {
  const local = new Date(zone.dayOf(time) * DAY_MS);
  return zone.dayStart(Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), 1) / DAY_MS);
}

/** First moment of the next local calendar month, epoch ms. */
export function monthClose(time: number, zone: TimeZone): number {
  const local = new Date(zone.dayOf(time) * DAY_MS);
  return zone.dayStart(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1, 1) / DAY_MS);
}

/** YYYY-MM of the local calendar month that holds a time. */
export function monthText(time: number, zone: TimeZone): string {
  return zone.dayText(zone.dayOf(time)).slice(0, 7);
}

/** Which closes of calendar months event time passes: it stops at each, because students are known from it on. */
export class MonthCloses {
  readonly #zone: TimeZone;
  #next = Number.POSITIVE_INFINITY;

  constructor(zone: TimeZone) {
    this.#zone = zone;
  }

  /** Nothing has been processed yet: the first month is that of the earliest event. */
  beginWith(events: { readonly length: number; readonly time: Float64Array }): void {
    for (let row = 0; row < events.length; row++)
      this.#next = Math.min(this.#next, monthClose(events.time[row]!, this.#zone));
  }

  /**
   * Closes up to the watermark. Where that says that all is over (`drain`), months are whole only up to the newest event.
   */
  passed(watermark: number, newest: number): number[] {
    if (this.#next === Number.POSITIVE_INFINITY) return [];
    const last = watermark === Number.MAX_SAFE_INTEGER ? newest : watermark;
    const closes: number[] = [];
    for (; this.#next <= last; this.#next = monthClose(this.#next, this.#zone)) closes.push(this.#next);
    return closes;
  }

  snapshot(): number | null {
    return Number.isFinite(this.#next) ? this.#next : null;
  }

  restore(next: number | null): void {
    this.#next = next ?? Number.POSITIVE_INFINITY;
  }
}
