import { Inject, Injectable } from '@nestjs/common';
import type { Feed } from '@tidewall/streams';
import type { Config } from '../../config/index.ts';
import { CONFIG, PIPELINE, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import type { IngestBody, Pipeline } from '../pipeline/pipeline.types.ts';
import { AppError, invalidParameters } from '../web/app-error.ts';
import type { IngestAnswer, WatermarkDto } from './ingest.dto.ts';
import { fromPipeline } from '../web/pipeline-errors.ts';
import { rejectionMessage } from './rejection-message.ts';

const SHOWN_ERRORS = 20;

export type IngestMediaType = 'application/x-ndjson' | 'text/csv';

/** Hands bodies to the pipeline and says what became of them. */
@Injectable()
export class IngestService {
  constructor(
    @Inject(PIPELINE) private readonly pipeline: Pipeline,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
  ) {}

  /** Resolves when the accepted events are durable. */
  async ingest(feed: Feed, mediaType: IngestMediaType, bytes: Uint8Array): Promise<IngestAnswer> {
    this.#checkReady();
    const judged = await fromPipeline(
      this.pipeline.ingest({ feed, format: this.#format(feed, mediaType), bytes }),
    );
    return {
      accepted: judged.stored,
      duplicates: judged.duplicate,
      late: judged.late,
      rejected: judged.rejected,
      errors: judged.rejections.slice(0, SHOWN_ERRORS).map((rejection) => ({
        line: rejection.line,
        field: rejection.field,
        code: rejection.code,
        message: rejectionMessage(rejection),
      })),
    };
  }

  async declareWatermark({ feed, eventTime }: WatermarkDto): Promise<void> {
    this.#checkReady();
    if (eventTime > this.clock.now() + this.config.maxAheadMs) {
      throw invalidParameters([{ field: 'eventTime', message: 'is too far ahead of the clock' }]);
    }
    await fromPipeline(this.pipeline.declareWatermark(feed, eventTime));
  }

  #format(feed: Feed, mediaType: IngestMediaType): IngestBody['format'] {
    if (mediaType === 'application/x-ndjson') return { kind: 'ndjson' };
    const mapping = this.config.feeds[feed]?.mapping;
    return mapping === undefined ? { kind: 'csv' } : { kind: 'mapped', mapping };
  }

  #checkReady(): void {
    if (!this.pipeline.status().recovering) return;
    const headers = { 'Retry-After': '2' };
    throw new AppError('not-ready', 'the pipeline is recovering: nothing was taken, try again', { headers });
  }
}
