import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Counter, Histogram, Registry } from 'prom-client';
import type { Subscription } from 'rxjs';
import { BUILD_INFO, PIPELINE, SYSTEM_CLOCK, type BuildInfo, type SystemClock } from '../../tokens.ts';
import { LiveService } from '../live/live.service.ts';
import type { Pipeline } from '../pipeline/pipeline.types.ts';
import { gauge, registerPipelineMetrics } from './pipeline-metrics.ts';

const SAMPLE_MS = 10;
const QUANTILES = [
  ['0.5', 50],
  ['0.99', 99],
  ['0.999', 99.9],
] as const;

/** Prometheus metrics, `tidewall_<what>_<unit>`. */
@Injectable()
export class MetricsService implements OnModuleInit, OnModuleDestroy {
  readonly registry = new Registry();
  readonly #delay = monitorEventLoopDelay({ resolution: SAMPLE_MS });
  readonly #detections: Counter<'type' | 'subtype'>;
  readonly #requests: Histogram<'method' | 'route' | 'status'>;
  #subscription: Subscription | null = null;

  constructor(
    @Inject(PIPELINE) private readonly pipeline: Pipeline,
    @Inject(LiveService) private readonly live: LiveService,
    @Inject(SYSTEM_CLOCK) clock: SystemClock,
    @Inject(BUILD_INFO) build: BuildInfo,
  ) {
    const registers = [this.registry];
    registerPipelineMetrics(this.registry, pipeline, clock);
    this.#detections = new Counter({
      name: 'tidewall_detections_total',
      help: 'Detections given out since the start, revisions too',
      labelNames: ['type', 'subtype'],
      registers,
    });
    this.#requests = new Histogram({
      name: 'tidewall_http_request_duration_seconds',
      help: 'From the request to the end of its answer',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    });
    this.#registerProcessMetrics(build);
  }

  onModuleInit(): void {
    this.#delay.enable();
    this.#subscription = this.pipeline.output$.subscribe(({ detections }) => {
      for (const { type, subtype } of detections) this.#detections.inc({ type, subtype: subtype ?? '' });
    });
  }

  onModuleDestroy(): void {
    this.#delay.disable();
    this.#subscription?.unsubscribe();
  }

  observeRequest(method: string, route: string, status: number, seconds: number): void {
    this.#requests.observe({ method, route, status: String(status) }, seconds);
  }

  #registerProcessMetrics(build: BuildInfo): void {
    const { registry } = this;
    gauge(registry, 'tidewall_build_info', 'Always 1; the version is the label', ['version'], (metric) =>
      metric.set({ version: build.version }, 1),
    );
    gauge(registry, 'tidewall_start_time_seconds', 'When the process started', [], (metric) =>
      metric.set(build.startedAt / 1000),
    );
    gauge(registry, 'tidewall_live_subscriptions', 'Topics clients are subscribed to', [], (metric) =>
      metric.set(this.live.subscriptions),
    );
    gauge(registry, 'tidewall_live_clients', 'Connected live clients', [], (metric) =>
      metric.set(this.live.clients),
    );
    gauge(registry, 'tidewall_resident_memory_bytes', 'Resident memory of the process', [], (metric) =>
      metric.set(process.memoryUsage.rss()),
    );
    const help = 'Delay of the main event loop since the last scrape';
    gauge(registry, 'tidewall_event_loop_delay_seconds', help, ['quantile'], (metric) => {
      for (const [quantile, percentile] of QUANTILES) {
        // A sample is the time between two ticks of the timer: the delay is what exceeds its period.
        const delayMs = this.#delay.percentile(percentile) / 1e6 - SAMPLE_MS;
        metric.set({ quantile }, Math.max(0, delayMs) / 1000);
      }
      this.#delay.reset();
    });
  }
}
