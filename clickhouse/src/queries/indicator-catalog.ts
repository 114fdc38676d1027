interface Slots {
  /** Epoch milliseconds, `fromMs` included, `toMs` not. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepSeconds: number;
  /** Starts of the steps that are wanted, epoch seconds; empty means all. */
  readonly slots: readonly number[];
}

/** Figures of many places at once, for indicators: parameters and rows by file name. */
export interface IndicatorQueries {
  'indicator-areas': {
    params: Slots & { readonly areaIds: readonly string[] };
    row: {
      readonly areaId: string;
      readonly startMs: number;
      readonly subscribers: number;
      readonly signalling: number;
      readonly usage: number;
      readonly events: number;
    };
  };
  'indicator-hotspots': {
    params: Slots & { readonly hotspotIds: readonly string[]; readonly windowSize: '1m' | '15m' };
    row: {
      readonly hotspotId: string;
      readonly startMs: number;
      readonly subscribers: number;
      readonly students: number;
      readonly ownNewcomers: number;
      readonly rivals: number;
      readonly calls: number;
      readonly sms: number;
      readonly bytes: number;
      readonly voiceSeconds: number;
    };
  };
}
