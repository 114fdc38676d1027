import { QUARTERS_A_DAY } from '../../time/quarters.ts';
import type { SnapshotReader, SnapshotWriter } from '../../state/snapshot.ts';
import { RULES } from '../rules.ts';

const KEPT_DAYS = RULES['campus-activity'].baselineWeeks.max * 7 + 1;
const ABSENT = -1;

/** Subscribers by campus, local day and quarter of the day, as far back as a baseline may reach: 22 KB a campus. */
export class ActivityHistory {
  readonly #campuses = new Map<number, Int32Array>();
  /** Which day is in a place; places are used in turn. */
  readonly #dayAt = new Int32Array(KEPT_DAYS).fill(-1);
  /** Day on which a campus last had anybody: long before it there is nothing to look at. */
  readonly #lastDay = new Map<number, number>();

  get bytes(): number {
    return this.#campuses.size * KEPT_DAYS * QUARTERS_A_DAY * 4;
  }

  /** The quarter's subscribers; what was there before is overwritten. */
  put(campus: number, day: number, quarter: number, subscribers: number): void {
    const place = day % KEPT_DAYS;
    if (this.#dayAt[place] !== day) this.#begin(day, place);
    let values = this.#campuses.get(campus);
    if (!values) {
      values = new Int32Array(KEPT_DAYS * QUARTERS_A_DAY).fill(ABSENT);
      this.#campuses.set(campus, values);
    }
    values[place * QUARTERS_A_DAY + quarter] = subscribers;
    if (subscribers > 0) this.#lastDay.set(campus, day);
  }

  /** The quarter is compared with no more. */
  forget(campus: number, day: number, quarter: number): void {
    const place = day % KEPT_DAYS;
    const values = this.#campuses.get(campus);
    if (values && this.#dayAt[place] === day) values[place * QUARTERS_A_DAY + quarter] = ABSENT;
  }

  /** Subscribers of the same quarter on the days given (latest first), where they are known; nothing where all are 0. */
  of(campus: number, days: readonly number[], quarter: number): Float64Array {
    const values = this.#campuses.get(campus);
    const lastDay = this.#lastDay.get(campus) ?? Number.NEGATIVE_INFINITY;
    if (!values || days.length === 0 || lastDay < days.at(-1)!) return new Float64Array(0);
    const found = new Float64Array(days.length);
    let count = 0;
    for (const day of days) {
      const place = day % KEPT_DAYS;
      const subscribers = this.#dayAt[place] === day ? values[place * QUARTERS_A_DAY + quarter]! : ABSENT;
      if (subscribers !== ABSENT) found[count++] = subscribers;
    }
    return found.subarray(0, count);
  }

  #begin(day: number, place: number): void {
    this.#dayAt[place] = day;
    for (const values of this.#campuses.values())
      values.fill(ABSENT, place * QUARTERS_A_DAY, (place + 1) * QUARTERS_A_DAY);
  }

  snapshot(writer: SnapshotWriter): void {
    writer.array('days', this.#dayAt);
    writer.json('campuses', [...this.#campuses.keys()]);
    writer.json('lastDays', [...this.#lastDay]);
    for (const [campus, values] of this.#campuses) writer.array(`campus/${campus}`, values);
  }

  restore(reader: SnapshotReader): void {
    this.#dayAt.set(reader.i32('days'));
    this.#campuses.clear();
    this.#lastDay.clear();
    for (const [campus, day] of reader.json<[number, number][]>('lastDays')) this.#lastDay.set(campus, day);
    for (const campus of reader.json<number[]>('campuses'))
      this.#campuses.set(campus, reader.i32(`campus/${campus}`));
  }
}
