import type { Detection } from '../events/detection.ts';
import type { EventBatch } from '../events/event-batch.ts';
import type { Feed } from '../events/feeds.ts';
import type { WindowResult } from '../events/window.ts';
import type { SpecialDays } from '../time/day-kinds.ts';
import type { Festival } from '../time/festivals.ts';

/** Why a line was refused: a bounded list (docs/contract.md, Events). */
export type RejectionCode =
  | 'not-json'
  | 'not-an-object'
  | 'too-long'
  | 'not-utf8'
  | 'missing'
  | 'not-a-time'
  | 'not-digits'
  | 'wrong-length'
  | 'not-allowed'
  | 'negative'
  | 'place-missing'
  | 'event-time-ahead';

export interface Rejection {
  /** Line in the source, from 1. */
  readonly line: number;
  /** Null when the whole line is at fault. */
  readonly field: string | null;
  readonly code: RejectionCode;
}

/** Delimited text without a header of ours: which column (from 0) holds which field. */
export interface ColumnMapping {
  readonly delimiter: string;
  /** Field name → column index. */
  readonly columns: Readonly<Record<string, number>>;
  /** Lines to skip at the start of the source. */
  readonly skipLines?: number;
}

/** `csv` begins with a header of field names in each chunk unless `columns` gives them. */
export type SourceFormat =
  | { readonly kind: 'ndjson' }
  | { readonly kind: 'csv'; readonly columns?: readonly string[] }
  | { readonly kind: 'mapped'; readonly mapping: ColumnMapping };

/** Whole lines of one feed from one source partition. */
export interface SourceChunk {
  readonly source: string;
  readonly feed: Feed;
  readonly format: SourceFormat;
  readonly bytes: Uint8Array;
  /** Number of lines, where the caller knows it: spares counting them. */
  readonly lines?: number;
  /** Whether no byte is above 0x7F, where the caller knows it: spares looking. */
  readonly ascii?: boolean;
  /** Line number of the first line in the source, from 1. */
  readonly firstLine: number;
  /** Live: the system clock, epoch ms, against which `event-time-ahead` is judged. Null in replay. */
  readonly now: number | null;
}

/** Counts of one chunk: read = stored + duplicate + late + rejected. */
export interface Judged {
  readonly read: number;
  readonly stored: number;
  readonly duplicate: number;
  readonly late: number;
  readonly rejected: number;
  /** All rejections of the chunk in line order. */
  readonly rejections: readonly Rejection[];
}

/** New customers of a day in an area, by operator (own operator included). Same rows again as the day goes on. */
export interface ShareDay {
  readonly areaId: string;
  /** Local day, YYYY-MM-DD. */
  readonly day: string;
  readonly operatorId: string;
  readonly own: boolean;
  readonly newNumbers: number;
  /** Grows with each change: the newest row counts. */
  readonly revision: number;
  readonly final: boolean;
}

/**
 * Active numbers of an area on a local day, against one rival or all: given out once, when the day closes. Both shares are
 * estimates that flatter us in general, the plain one more (docs/statistics.md).
 */
export interface ActiveShareDay {
  readonly areaId: string;
  /** Local day, YYYY-MM-DD. */
  readonly day: string;
  /** The rival; null for all. */
  readonly operatorId: string | null;
  /** Numbers of ours that communicated there. */
  readonly ownActive: number;
  /** Rival numbers that ours communicated with there; those in exactly one and in exactly two communications. */
  readonly rivalSeen: number;
  readonly seenOnce: number;
  readonly seenTwice: number;
  /** All communications with them. */
  readonly communications: number;
  /** Chao1 estimate of the rival numbers, seen or not, with its 95 % interval. */
  readonly rivalEstimated: number;
  readonly rivalInterval: readonly [number, number];
  /** As if no rival number were unseen. */
  readonly plainShare: number;
  /** With the Chao1 estimate of the unseen, and with the ends of its interval. */
  readonly chao1Share: number;
  readonly chao1Interval: readonly [number, number];
  /** A covering source was out at some time of the day: the figures are too low. */
  readonly outage: boolean;
}

/** What came out of one step of the engine. Order inside the lists is deterministic. */
export interface Step {
  /** Null for steps that read nothing. */
  readonly judged: Judged | null;
  /** New events (neither late nor duplicate), in order of arrival; null when there are none. */
  readonly stored: EventBatch | null;
  readonly late: EventBatch | null;
  readonly detections: readonly Detection[];
  readonly windows: readonly WindowResult[];
  readonly shareDays: readonly ShareDay[];
  readonly activeShares: readonly ActiveShareDay[];
  /** Combined watermark after the step, epoch ms; null before the first event. */
  readonly watermark: number | null;
}

/** Running counters for the eye, provisional until the watermark passes. */
export interface LiveCounters {
  readonly areas: readonly {
    readonly areaId: string;
    /** Start of the newest minute that has events. */
    readonly minute: number;
    readonly subscribers: number;
    readonly signalling: number;
    readonly usage: number;
  }[];
  readonly hotspots: readonly {
    readonly hotspotId: string;
    /** Start of the newest quarter of an hour that has events. */
    readonly quarter: number;
    readonly subscribers: number;
    readonly students: number;
    readonly rivals: number;
    readonly signalling: number;
    readonly usage: number;
    readonly calls: number;
    readonly sms: number;
    readonly bytes: number;
    readonly voiceSeconds: number;
  }[];
  /** The running day, areas with at least one new number. */
  readonly shares: readonly {
    readonly areaId: string;
    readonly day: string;
    readonly ownNew: number;
    readonly rivalNew: Readonly<Record<string, number>>;
    readonly threshold: number;
    readonly below: boolean;
  }[];
  readonly sources: readonly SourceStatus[];
  readonly shards: readonly {
    readonly shard: number;
    readonly subscribers: number;
    /** Bytes of keyed state, and how much of them is what. */
    readonly stateBytes: number;
    readonly state: Readonly<Record<string, number>>;
    /** Events waiting for the watermark. */
    readonly buffered: number;
  }[];
  /** Bytes of state keyed by rival number, visitor, campus or area, by kind. */
  readonly network: { readonly state: Readonly<Record<string, number>> };
}

export interface SourceStatus {
  readonly source: string;
  readonly feed: Feed;
  readonly state: 'active' | 'idle' | 'finished';
  readonly watermark: number | null;
  readonly newestEventTime: number | null;
  /** accepted = stored + duplicate + late + rejected, always. */
  readonly accepted: number;
  readonly stored: number;
  readonly duplicate: number;
  readonly late: number;
  readonly rejected: number;
  readonly rejectedByCode: Readonly<Partial<Record<RejectionCode, number>>>;
  readonly unknownCells: number;
  readonly unknownAreas: number;
  readonly unknownFields: number;
}

/** The reference files by name without `.csv` (docs/contract.md, Reference data). */
export const REFERENCE_FILES = [
  'areas',
  'cells',
  'hotspots',
  'hotspot-cells',
  'channels',
  'operators',
  'number-prefixes',
  'ported-numbers',
  'seen-numbers',
  'subscribers',
  'thresholds',
] as const;
export type ReferenceFile = (typeof REFERENCE_FILES)[number];

/** Where somebody without a home in profile and number plan lives. */
export interface LearnedHome {
  /** Pseudonym. */
  readonly subscriberId: string;
  readonly msisdn?: string;
  readonly areaId: string;
}

/**
 * The deterministic heart: the same steps in the same order from the same snapshot give the same outputs, bit for bit.
 * Steps are taken one after another; a caller that overlaps them gets them in call order.
 */
export interface EngineApi {
  /** Replaces one or more reference files at this point of the stream. Texts are CSV; faults throw `ReferenceError`. */
  setReference(files: Readonly<Partial<Record<ReferenceFile, string>>>): Promise<void>;
  ingest(chunk: SourceChunk): Promise<Step>;
  /** The source says that nothing earlier will come. */
  declareWatermark(source: string, feed: Feed, eventTime: number): Promise<Step>;
  /** The source has been silent for `idleTimeout`: it releases what it holds and is set aside until it speaks again. */
  idle(source: string): Promise<Step>;
  /** The source has ended (a file was read to its end). Never pushes the watermark to infinity. */
  finish(source: string): Promise<Step>;
  /** Advances the watermark to the newest event time of all sources; with `close`, past every open window and day. */
  drain(close: boolean): Promise<Step>;
  counters(): Promise<LiveCounters>;
  /** All state as opaque bytes. The caller stores them encrypted: they hold raw numbers. */
  snapshot(): Promise<Uint8Array>;
  restore(snapshot: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** Settings of the engine; times in milliseconds. */
export interface EngineSettings {
  /** IANA zone of days and hours [Asia/Shanghai]. */
  readonly timeZone: string;
  readonly maxOutOfOrdernessMs: number;
  readonly allowedLatenessMs: number;
  readonly dedupHorizonMs: number;
  readonly maxAheadMs: number;
  readonly shards: number;
  /**
   * Windows that are kept: all, or only those that detectors read, which are none by now. Nothing else depends on it
   * [all].
   */
  readonly windows?: 'all' | 'for-detectors';
  /** Public holidays and weekends that are worked [none]. */
  readonly specialDays?: SpecialDays;
  /** Festivals and seasons that returns are compared with [none]. */
  readonly festivals?: readonly Festival[];
  /** Put raw numbers into `subject.msisdn`: replay of test data only. */
  readonly revealNumbers: boolean;
}
