/** A span of starts, epoch milliseconds: `fromMs` included, `toMs` not; and from when on things count as known. */
interface Known {
  readonly fromMs: number;
  readonly toMs: number;
  /** The moment whose knowledge is asked for, epoch milliseconds. */
  readonly knownMs: number;
  /** 1: known when stored. 0: known at the end of the window, revisions `latenessMs` later (a clock of a simulation). */
  readonly byStore: 0 | 1;
}

interface Band {
  readonly low: number;
  readonly median: number;
  readonly high: number;
  /** Days that had figures. */
  readonly days: number;
}

/** Figures of many areas at one moment, for maps: parameters and rows by file name. */
export interface MapQueries {
  'map-presence': {
    params: Known & {
      readonly latenessMs: number;
      /** Epoch seconds; empty means all of the span. */
      readonly starts: readonly number[];
    };
    row: {
      readonly areaId: string;
      readonly startMs: number;
      readonly subscribers: number;
      /** What was known has been replaced since. */
      readonly revised: boolean;
    };
  };
  'map-bands': {
    params: { readonly fromMs: number; readonly toMs: number; readonly starts: readonly number[] };
    row: Band & { readonly areaId: string };
  };
  'map-band': {
    params: { readonly areaId: string; readonly days: readonly string[]; readonly timeZone: string };
    row: Band & { readonly minuteOfDay: number };
  };
  'map-campuses': {
    params: Known & { readonly latenessMs: number };
    row: { readonly hotspotId: string; readonly startMs: number; readonly subscribers: number };
  };
  'map-homecomings': {
    params: Known & { readonly latenessMs: number };
    row: { readonly areaId: string; readonly count: number };
  };
  'map-cells': {
    params: Known & {
      /** Lowest areas, as events carry them. */
      readonly areaIds: readonly string[];
      readonly limit: number;
    };
    row: { readonly cellId: string; readonly subscribers: number };
  };
}
