import type { ExplainQueries } from './explain-catalog.ts';
import type { IndicatorQueries } from './indicator-catalog.ts';
import type { MapQueries } from './map-catalog.ts';
import type { VerifyQueries } from './verify-catalog.ts';

/** Steps of a series. Days are local days. */
export const STEP_SECONDS = { '1m': 60, '15m': 900, '1h': 3600, '1d': 86_400 } as const;
export type SeriesStep = keyof typeof STEP_SECONDS;

/** Times in epoch milliseconds: `fromMs` included, `toMs` not. */
interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

interface Stepped extends Span {
  /** One of `STEP_SECONDS`. */
  readonly stepSeconds: number;
  /** IANA zone of local days. */
  readonly timeZone: string;
}

/** Local days YYYY-MM-DD, both included. */
interface Days {
  readonly fromDay: string;
  readonly toDay: string;
}

/** Areas to look at, descendants written out; empty means all. */
interface Areas {
  readonly areaIds: readonly string[];
}

interface Activity {
  readonly subscribers: number;
  readonly signalling: number;
  readonly usage: number;
}

/** Parameters and rows of every file of `queries/`, by file name. What each returns exactly is said in the file. */
export interface QueryCatalog extends ExplainQueries, IndicatorQueries, MapQueries, VerifyQueries {
  'area-series': {
    params: Stepped & { readonly areaId: string };
    row: Activity & { readonly startMs: number; readonly events: number };
  };
  'areas-at': { params: Span & Areas; row: Activity & { readonly areaId: string } };
  'hotspot-series': {
    params: Stepped & { readonly hotspotId: string; readonly windowSize: '1m' | '15m' };
    row: Activity & {
      readonly startMs: number;
      readonly students: number;
      readonly ownNewcomers: number;
      readonly rivals: number;
      readonly calls: number;
      readonly sms: number;
      readonly bytes: number;
      readonly voiceSeconds: number;
    };
  };
  'hotspot-band': {
    params: { readonly hotspotId: string; readonly days: readonly string[]; readonly timeZone: string };
    row: {
      readonly minuteOfDay: number;
      readonly low: number;
      readonly median: number;
      readonly high: number;
      readonly days: number;
    };
  };
  'operator-series': {
    params: Stepped & { readonly areaId: string };
    row: {
      readonly startMs: number;
      readonly operatorId: string;
      readonly calls: number;
      readonly sms: number;
      readonly voiceSeconds: number;
    };
  };
  'detections-page': {
    params: Span &
      Areas & {
        readonly type: string;
        readonly subtype: string;
        readonly hotspotId: string;
        readonly subjectId: string;
        readonly cursorMs: number;
        readonly cursorId: string;
        readonly limit: number;
      };
    row: { readonly eventMs: number; readonly detectionId: string; readonly body: string };
  };
  'detection-by-id': {
    params: { readonly detectionId: string };
    row: { readonly body: string; readonly revision: number; readonly retracted: boolean };
  };
  'detection-counts': {
    params: Stepped & Areas & { readonly type: string };
    row: {
      readonly startMs: number;
      readonly type: string;
      readonly subtype: string;
      readonly areaId: string;
      readonly count: number;
    };
  };
  'homecoming-flows': {
    params: Span & { readonly timeZone: string };
    row: {
      readonly day: string;
      /** Empty when the evidence names none. */
      readonly fromAreaId: string;
      readonly toAreaId: string;
      readonly count: number;
    };
  };
  'share-days': {
    params: Days & Areas;
    row: {
      readonly areaId: string;
      readonly day: string;
      readonly operatorId: string;
      readonly own: boolean;
      readonly newNumbers: number;
      readonly final: boolean;
      readonly revision: number;
    };
  };
  'active-shares': {
    params: Days & Areas;
    row: {
      readonly areaId: string;
      readonly day: string;
      /** Empty for all rivals. */
      readonly operatorId: string;
      readonly ownActive: number;
      readonly rivalSeen: number;
      readonly seenOnce: number;
      readonly seenTwice: number;
      readonly communications: number;
      readonly rivalEstimated: number;
      readonly rivalLow: number;
      readonly rivalHigh: number;
      readonly plainShare: number;
      readonly chao1Share: number;
      readonly chao1Low: number;
      readonly chao1High: number;
      readonly outage: boolean;
    };
  };
  ledger: {
    params: Readonly<Record<string, never>>;
    row: {
      readonly source: string;
      readonly feed: string;
      readonly stored: number;
      readonly late: number;
      readonly rejected: number;
    };
  };
  'row-counts': {
    params: { readonly database: string };
    row: { readonly name: string; readonly rows: number; readonly bytes: number };
  };
  'event-counts': {
    params: Span & { readonly timeZone: string };
    row: { readonly feed: string; readonly day: string; readonly kind: string; readonly count: number };
  };
  'event-volumes': {
    params: Span;
    row: { readonly startMs: number; readonly events: number; readonly newestMs: number };
  };
  'event-sources': {
    params: Span;
    row: { readonly feed: 'lifecycle' | 'signalling' | 'usage'; readonly source: string };
  };
  'detection-ids': {
    params: Span & { readonly limit: number };
    row: { readonly detectionId: string; readonly eventMs: number };
  };
  conversions: {
    params: Span & {
      readonly kind: string;
      readonly productId: string;
      readonly subscriberIds: readonly string[];
    };
    row: { readonly subscriberId: string; readonly eventMs: number };
  };
  'contacts-of-subscriber': {
    params: Days & { readonly subscriberId: string; readonly limit: number };
    row: {
      readonly peerId: string;
      readonly calls: number;
      readonly sms: number;
      readonly lastDay: string;
    };
  };
}

/**
 * Files of `queries/` that answer with many rows in ClickHouse's RowBinary: parameters by file name. Columns are said in
 * the file.
 */
export interface BinaryQueryCatalog {
  'raw-lifecycle': Span;
  'raw-signalling': Span;
  'raw-usage': Span;
  /** Decimal texts: pseudonyms are larger than what a number holds. */
  'raw-numbers': { readonly fromId: string; readonly toId: string };
}

export type BinaryQueryName = keyof BinaryQueryCatalog;
export type QueryName = keyof QueryCatalog;
export type QueryParams<Name extends QueryName> = QueryCatalog[Name]['params'];
export type QueryRow<Name extends QueryName> = QueryCatalog[Name]['row'];
