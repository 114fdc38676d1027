import type { Judged, LiveCounters, ReferenceFile } from '@tidewall/streams';
import { Subject } from 'rxjs';
import type {
  IngestBody,
  Pipeline,
  PipelineOutput,
  PipelineStatus,
} from '../modules/pipeline/pipeline.types.ts';

export const IDLE_STATUS: PipelineStatus = {
  counters: null,
  backfill: null,
  journal: { bytes: 0, seq: 0, snapshotSeq: 0, snapshotAt: null },
  store: { kind: 'embedded', rowsWritten: 0, rowsPending: 0, insertP99Ms: null, failing: false },
  rates: {},
  recovering: false,
};

/** A pipeline whose answers a test sets and whose outputs a test gives: it stands in for the worker threads. */
export class FakePipeline implements Pipeline {
  readonly output$ = new Subject<PipelineOutput>();
  readonly counters$ = new Subject<LiveCounters>();
  readonly reset$ = new Subject<void>();
  readonly handedOver$ = new Subject<void>();
  readonly referenceChanged$ = new Subject<void>();
  readonly bodies: IngestBody[] = [];
  readonly watermarks: { feed: string; eventTime: number }[] = [];
  files: Partial<Record<ReferenceFile, string>> = {};
  now: PipelineStatus = IDLE_STATUS;
  judged: Judged = { read: 0, stored: 0, duplicate: 0, late: 0, rejected: 0, rejections: [] };
  /** Thrown by the next calls while set. */
  failure: Error | null = null;

  ingest(body: IngestBody): Promise<Judged> {
    if (this.failure) return Promise.reject(this.failure);
    this.bodies.push(body);
    return Promise.resolve(this.judged);
  }

  declareWatermark(feed: string, eventTime: number): Promise<void> {
    this.watermarks.push({ feed, eventTime });
    return Promise.resolve();
  }

  putReference(file: ReferenceFile, csv: string): Promise<number> {
    if (this.failure) return Promise.reject(this.failure);
    this.files = { ...this.files, [file]: csv };
    this.referenceChanged$.next();
    return Promise.resolve(csv.trim().split('\n').length - 1);
  }

  reference(): Readonly<Partial<Record<ReferenceFile, string>>> {
    return this.files;
  }

  status(): PipelineStatus {
    return this.now;
  }
}
