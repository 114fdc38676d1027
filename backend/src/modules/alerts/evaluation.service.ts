import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOGGER, PIPELINE } from '../../tokens.ts';
import { IndicatorsService } from '../indicators/indicators.service.ts';
import { LiveService } from '../live/live.service.ts';
import type { Pipeline } from '../pipeline/pipeline.types.ts';
import { MetricEvaluator } from './metric-evaluator.service.ts';

const TICK_MS = 1_000;
/** Windows reach the store a moment after the watermark has passed them. */
const SETTLED_MS = 3_000;

/** Judges the metrics of indicators as event time passes, each window once. */
@Injectable()
export class EvaluationService implements OnApplicationBootstrap, OnApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | null = null;
  /** Watermarks by when they were seen, oldest first. */
  #seen: { readonly at: number; readonly watermark: number }[] = [];

  constructor(
    @Inject(IndicatorsService) private readonly indicators: IndicatorsService,
    @Inject(MetricEvaluator) private readonly evaluator: MetricEvaluator,
    @Inject(LiveService) private readonly live: LiveService,
    @Inject(PIPELINE) private readonly pipeline: Pipeline,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  #tick(): void {
    const settled = this.#settled(performance.now());
    if (settled === null || this.#running !== null) return;
    this.#running = this.#judge(settled).finally(() => {
      this.#running = null;
    });
  }

  /** How far event time had come a moment ago; null: nothing can be said yet. */
  #settled(now: number): number | null {
    const { recovering, backfill, store } = this.pipeline.status();
    const { watermark } = this.live;
    // Rows wait in memory: what is read of the store now may be short of them.
    if (recovering || backfill !== null || store.failing || watermark === null) {
      this.#seen = [];
      return null;
    }
    this.#seen.push({ at: now, watermark });
    const settled = this.#seen.filter(({ at }) => at <= now - SETTLED_MS);
    this.#seen = this.#seen.slice(Math.max(0, settled.length - 1));
    return settled.at(-1)?.watermark ?? null;
  }

  async #judge(upTo: number): Promise<void> {
    try {
      for (const indicator of await this.indicators.enabled())
        if (indicator.definition.source.kind === 'metric') await this.evaluator.evaluate(indicator, upTo);
    } catch (err) {
      this.logger.warn({ module: 'alerts', err }, 'indicators not judged, tried again');
    }
  }
}
