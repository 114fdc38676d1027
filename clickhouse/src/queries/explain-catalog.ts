/** Times in epoch milliseconds: `fromMs` included, `toMs` not. */
interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What raw events have in common; empty texts and lists mean any. Ids are 16 hex digits. */
interface EventFilter extends Span {
  readonly feeds: readonly string[];
  readonly kinds: readonly string[];
  readonly subscriberId: string;
  readonly peerId: string;
  readonly areaIds: readonly string[];
  readonly cellIds: readonly string[];
  readonly source: string;
  /** Only those with a place. */
  readonly placed: boolean;
  /** Only those of students of a campus, as known from the close of a month on. */
  readonly studentsOf: string;
  readonly studentsAtMs: number;
}

/** One stored event with pseudonyms. */
interface ExplainEventRow {
  readonly eventMs: number;
  readonly feed: string;
  readonly kind: string;
  readonly subscriberId: string;
  readonly peerId: string;
  readonly direction: string;
  readonly peerOperatorId: string;
  readonly cellId: string;
  readonly areaId: string;
  readonly channelId: string;
  readonly durationSeconds: number;
  readonly bytes: number;
  readonly eventIdentity: string;
  readonly total: number;
}

/** Queries that find the stored events behind a detection. */
export interface ExplainQueries {
  'explain-events': {
    params: EventFilter & { readonly first: number; readonly last: number };
    row: ExplainEventRow;
  };
  'explain-counts': {
    params: EventFilter & {
      readonly by: 'cell' | 'peer' | 'subscriber' | 'area' | 'kind' | 'quarter';
      readonly limit: number;
    };
    row: { readonly key: string; readonly count: number };
  };
  'explain-fellows': {
    params: Span & {
      readonly subscriberId: string;
      readonly cellIds: readonly string[];
      readonly minCommunications: number;
      readonly limit: number;
    };
    row: {
      readonly peerId: string;
      readonly communications: number;
      readonly records: number;
      readonly inCells: number;
    };
  };
  'explain-new-rivals': {
    params: Span & {
      readonly areaIds: readonly string[];
      readonly rivalIds: readonly string[];
      readonly seenFromMs: number;
      readonly last: number;
    };
    row: ExplainEventRow;
  };
  'explain-like-quarters': {
    params: {
      readonly hotspotId: string;
      readonly days: readonly string[];
      readonly minuteOfDay: number;
      readonly timeZone: string;
    };
    row: { readonly day: string; readonly subscribers: number };
  };
  'explain-kept': { params: Span; row: { readonly keptFromMs: number; readonly expired: boolean } };
}
