import type {
  ColumnMapping,
  Detection,
  Feed,
  Judged,
  LiveCounters,
  ReferenceFile,
  ShareDay,
  WindowResult,
} from '@tidewall/streams';
import type { Observable } from 'rxjs';

/** A body posted to `/ingest/*` or produced by an internal source: whole lines, already unzipped. */
export interface IngestBody {
  readonly feed: Feed;
  readonly format:
    | { readonly kind: 'ndjson' }
    | { readonly kind: 'csv' }
    | { readonly kind: 'mapped'; readonly mapping: ColumnMapping };
  readonly bytes: Uint8Array;
  /** Source partition [`http:{feed}`]. */
  readonly source?: string;
  /** Position after this body for sources that can be read again (the simulator): kept with the state. */
  readonly position?: number;
}

/** What people see of the stream: emitted on the main thread after each step that gives one of these. */
export interface PipelineOutput {
  readonly detections: readonly Detection[];
  readonly windows: readonly WindowResult[];
  readonly shareDays: readonly ShareDay[];
  readonly watermark: number | null;
}

export interface PipelineStatus {
  readonly counters: LiveCounters | null;
  readonly backfill: {
    readonly fraction: number;
    readonly from: number;
    readonly to: number;
    readonly at: number;
  } | null;
  readonly journal: {
    readonly bytes: number;
    readonly seq: number;
    readonly snapshotSeq: number;
    readonly snapshotAt: number | null;
  };
  readonly store: {
    readonly kind: 'embedded' | 'server' | 'cluster';
    readonly rowsWritten: number;
    readonly rowsPending: number;
    readonly insertP99Ms: number | null;
    readonly failing: boolean;
  };
  /** Events per wall second by source over the last seconds. */
  readonly rates: Readonly<Record<string, number>>;
  readonly recovering: boolean;
}

/** The running pipeline as the rest of the backend sees it. */
export interface Pipeline {
  /** Resolves when the accepted events are durable. Throws `BusyError` (429) when nothing was taken. */
  ingest(body: IngestBody): Promise<Judged>;
  declareWatermark(feed: Feed, eventTime: number): Promise<void>;
  /** Replaces one reference file; throws `ReferenceFaultsError` (422) with the first 20 faults. Resolves with the number of rows. */
  putReference(file: ReferenceFile, csv: string): Promise<number>;
  /** The reference files in force, as CSV texts. */
  reference(): Readonly<Partial<Record<ReferenceFile, string>>>;
  readonly referenceChanged$: Observable<void>;
  readonly output$: Observable<PipelineOutput>;
  /**
   * History was stored without being told about on `output$` (the simulator's first start): what was built from the
   * store is to be built again.
   */
  readonly reset$: Observable<void>;
  /** Detections are in the inbox now. */
  readonly handedOver$: Observable<void>;
  /** About once a second. */
  readonly counters$: Observable<LiveCounters>;
  status(): PipelineStatus;
}
