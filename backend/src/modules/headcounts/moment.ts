/** A moment, and how it is told what was known then. Times in epoch milliseconds of the system. */
export interface Moment {
  readonly atMs: number;
  /**
   * 1: known is what was stored by then. 0: the clock is that of a simulation and the store's is not, so windows count as
   * known at their end, detections at their event time, and revisions when they could have come at the latest.
   */
  readonly byStore: 0 | 1;
  readonly latenessMs: number;
}

/** Parameters of the queries for what starts from a time on, as known at the moment. */
export function knownAt({ atMs, byStore, latenessMs }: Moment, fromMs: number): KnownSpan {
  return { fromMs, toMs: atMs, knownMs: atMs, byStore, latenessMs };
}

const END_OF_TIME_MS = 9_000_000_000_000;

/** The same for all that is known by now of what starts in a span. */
export function knownNow(fromMs: number, toMs: number): KnownSpan {
  return { fromMs, toMs, knownMs: END_OF_TIME_MS, byStore: 0, latenessMs: 0 };
}

export interface KnownSpan {
  readonly fromMs: number;
  readonly toMs: number;
  readonly knownMs: number;
  readonly byStore: 0 | 1;
  readonly latenessMs: number;
}
