import type { AreaTree } from '../../reference/areas.ts';
import type { MergedDays, NewNumberLog } from './new-number-log.ts';
import { ShareDayCounts, type AreaShare } from './share-counts.ts';

const NOTHING: AreaShare = { own: 0, rivals: new Map() };

/**
 * New numbers of the last days up to the same time of day, in every area. It runs along with the day: each number of the
 * days before is added once, when the time of day passes its own. It follows from the log alone, so it is in no snapshot.
 */
export class TrailingBaseline {
  readonly #log: NewNumberLog;
  #day = Number.NaN;
  #days = 0;
  #areas: AreaTree | null = null;
  #merged: MergedDays | null = null;
  #next = 0;
  #counts = new ShareDayCounts(0);

  constructor(log: NewNumberLog) {
    this.#log = log;
  }

  get bytes(): number {
    return (this.#merged?.length ?? 0) * 12 + this.#counts.areas.size * 200;
  }

  /** After a restart everything is added up anew. */
  reset(): void {
    this.#merged = null;
  }

  /** Brings the baseline of `day`, over `days` days before it, to an offset from midnight, ms. */
  advance(day: number, days: number, offset: number, areas: AreaTree): void {
    if (this.#merged === null || day !== this.#day || days !== this.#days || areas !== this.#areas) {
      this.#merged = this.#log.merge(day - days, day - 1);
      this.#day = day;
      this.#days = days;
      this.#areas = areas;
      this.#next = 0;
      this.#counts = new ShareDayCounts(day);
    }
    const { length, offset: offsets, area, operator } = this.#merged;
    for (; this.#next < length && offsets[this.#next]! <= offset; this.#next++)
      this.#counts.add(areas.chain(area[this.#next]!), operator[this.#next]!);
  }

  at(area: number): AreaShare {
    return this.#counts.areas.get(area) ?? NOTHING;
  }
}
