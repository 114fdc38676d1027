/** Times in epoch milliseconds: `fromMs` included, `toMs` not. */
interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

interface Figures {
  readonly startMs: number;
  readonly calls: number;
  readonly sms: number;
  readonly voiceSeconds: number;
}

interface CampusFigures extends Figures {
  readonly hotspotId: string;
  readonly subscribers: number;
  readonly signalling: number;
  readonly usage: number;
  readonly bytes: number;
}

/** Queries with which stored results are computed a second time. */
export interface VerifyQueries {
  'verify-span': {
    params: Readonly<Record<string, never>>;
    row: {
      readonly firstMs: number;
      readonly lastMs: number;
      readonly closedMs: number;
      readonly finalDay: string;
    };
  };
  'verify-events': {
    params: Span;
    row: {
      readonly time: number;
      readonly feed: 'lifecycle' | 'signalling' | 'usage';
      readonly kind: string;
      readonly subscriber: string;
      readonly cellId: string;
      readonly areaId: string;
      readonly storedAreaId: string;
      readonly direction: string;
      readonly peer: string;
      readonly peerOperator: string;
      readonly channelId: string;
      readonly seconds: number;
      readonly identity: string;
    };
  };
  'verify-numbers': {
    params: Readonly<Record<string, never>>;
    row: { readonly number: string; readonly operatorId: string; readonly homeAreaId: string };
  };
  'verify-area-minutes': {
    params: Span & { readonly areas: readonly string[]; readonly chains: readonly string[] };
    row: {
      readonly areaId: string;
      readonly startMs: number;
      readonly recomputedSubscribers: number;
      readonly recomputedSignalling: number;
      readonly recomputedUsage: number;
      readonly recomputedEvents: number;
      readonly storedSubscribers: number;
      readonly storedSignalling: number;
      readonly storedUsage: number;
      readonly storedEvents: number;
      readonly revision: number;
    };
  };
  'verify-campus-windows': {
    params: Span & {
      readonly cells: readonly string[];
      readonly campuses: readonly string[];
      readonly sizeSeconds: number;
    };
    row: CampusFigures;
  };
  'verify-stored-campus-windows': {
    params: Span;
    row: CampusFigures & {
      readonly windowSize: string;
      readonly students: number;
      readonly ownNewcomers: number;
      readonly rivals: number;
      readonly newest: number;
    };
  };
  'verify-stored-operator-windows': {
    params: Span;
    row: Figures & { readonly areaId: string; readonly operatorId: string; readonly newest: number };
  };
  'verify-detections': { params: Span; row: { readonly body: string } };
  'verify-revised-minutes': { params: Span; row: { readonly startMs: number; readonly areaId: string } };
  'verify-minute-count': { params: Span; row: { readonly windows: number } };
}
