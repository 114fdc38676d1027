import { QUARTER_MS, QUARTERS_A_DAY, quarterOfDay, quarterStart } from '../../time/quarters.ts';
import type { DayKind } from '../../time/day-kinds.ts';
import type { DetectorContext } from '../detector.ts';
import { quarterNumber } from './source-volumes.ts';

/** Spans over which a volume is judged, in quarters of an hour: the shortest that says anything counts. */
export const SPANS = [1, 4, 24, QUARTERS_A_DAY] as const;

/**
 * What spans that end with a quarter of an hour are compared with: spans that end at the same time of day on days of the
 * same kind, and begin on days of the same kind too (24 hours that end on a Monday morning are mostly Sunday).
 */
export class ComparableSpans {
  readonly #context: DetectorContext;
  readonly #quarter: number;
  readonly #ends: readonly number[];
  readonly #bySpan: (readonly number[] | undefined)[] = [];

  /** `quarter`: the last one of the spans; `days`: how far back. */
  constructor(context: DetectorContext, quarter: number, days: number) {
    const { zone, dayKinds } = context;
    const start = quarter * QUARTER_MS;
    const ofDay = quarterOfDay(start, zone);
    this.#context = context;
    this.#quarter = quarter;
    this.#ends = dayKinds
      .sameKindBefore(zone.dayOf(start), days)
      .map((day) => quarterStart(day, ofDay, zone))
      .filter((end) => !Number.isNaN(end))
      .map(quarterNumber);
  }

  /** Last quarters of the spans to compare one of `SPANS[index]` with. */
  endsOf(index: number): readonly number[] {
    const back = SPANS[index]! - 1;
    return (this.#bySpan[index] ??= this.#ends.filter(
      (end) => this.#kindAt(end - back) === this.#kindAt(this.#quarter - back),
    ));
  }

  #kindAt(quarter: number): DayKind {
    return this.#context.dayKinds.of(this.#context.zone.dayOf(quarter * QUARTER_MS));
  }
}
