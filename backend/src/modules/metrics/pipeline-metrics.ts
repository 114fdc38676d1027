import { Counter, Gauge, type Registry } from 'prom-client';
import type { SourceStatus } from '@tidewall/streams';
import type { SystemClock } from '../../tokens.ts';
import type { Pipeline, PipelineStatus } from '../pipeline/pipeline.types.ts';

const OUTCOMES = [
  'stored',
  'duplicate',
  'late',
  'rejected',
] as const satisfies readonly (keyof SourceStatus)[];

/** A gauge that is read when it is asked for. */
export function gauge<L extends string>(
  registry: Registry,
  name: string,
  help: string,
  labelNames: readonly L[],
  collect: (metric: Gauge<L>) => void,
): void {
  new Gauge({
    name,
    help,
    labelNames: [...labelNames],
    registers: [registry],
    collect() {
      this.reset();
      collect(this);
    },
  });
}

/** A counter kept elsewhere: set anew whenever it is asked for. */
function counter<L extends string>(
  registry: Registry,
  name: string,
  help: string,
  labelNames: readonly L[],
  collect: (metric: Counter<L>) => void,
): void {
  new Counter({
    name,
    help,
    labelNames: [...labelNames],
    registers: [registry],
    collect() {
      this.reset();
      collect(this);
    },
  });
}

/** Ledger, watermarks, queues and store of the pipeline. */
export function registerPipelineMetrics(registry: Registry, pipeline: Pipeline, clock: SystemClock): void {
  const sources = (): readonly SourceStatus[] => pipeline.status().counters?.sources ?? [];
  registerLedger(registry, sources);
  gauge(registry, 'tidewall_watermark_lag_seconds', 'System time less watermark', ['source'], (metric) => {
    for (const { source, watermark } of sources()) {
      if (watermark !== null) metric.set({ source }, (clock.now() - watermark) / 1000);
    }
  });
  gauge(registry, 'tidewall_source_active', '1 while a source is active', ['source'], (metric) => {
    for (const { source, state } of sources()) metric.set({ source }, state === 'active' ? 1 : 0);
  });
  registerQueues(registry, () => pipeline.status());
}

function registerLedger(registry: Registry, sources: () => readonly SourceStatus[]): void {
  const help = 'Records by what became of them; accepted is the sum of the outcomes';
  counter(registry, 'tidewall_events_total', help, ['source', 'outcome'], (metric) => {
    for (const status of sources()) {
      for (const outcome of OUTCOMES) metric.inc({ source: status.source, outcome }, status[outcome]);
    }
  });
  counter(registry, 'tidewall_events_accepted_total', 'Records taken', ['source'], (metric) => {
    for (const { source, accepted } of sources()) metric.inc({ source }, accepted);
  });
  counter(
    registry,
    'tidewall_events_rejected_total',
    'Rejected lines by code',
    ['source', 'code'],
    (metric) => {
      for (const { source, rejectedByCode } of sources()) {
        for (const [code, count] of Object.entries(rejectedByCode)) metric.inc({ source, code }, count ?? 0);
      }
    },
  );
  const unknown = 'Events that name a place, or records that have a field, that is not known';
  counter(registry, 'tidewall_events_unknown_total', unknown, ['source', 'what'], (metric) => {
    for (const { source, unknownCells, unknownAreas, unknownFields } of sources()) {
      metric.inc({ source, what: 'cell' }, unknownCells);
      metric.inc({ source, what: 'area' }, unknownAreas);
      metric.inc({ source, what: 'field' }, unknownFields);
    }
  });
}

function registerQueues(registry: Registry, status: () => PipelineStatus): void {
  gauge(
    registry,
    'tidewall_shard_buffered_events',
    'Events waiting for the watermark',
    ['shard'],
    (metric) => {
      for (const { shard, buffered } of status().counters?.shards ?? [])
        metric.set({ shard: String(shard) }, buffered);
    },
  );
  gauge(registry, 'tidewall_shard_state_bytes', 'Keyed state', ['shard'], (metric) => {
    for (const { shard, stateBytes } of status().counters?.shards ?? [])
      metric.set({ shard: String(shard) }, stateBytes);
  });
  const byKind = 'Keyed state in memory by kind; shard "network" is what all shards share';
  gauge(registry, 'tidewall_state_bytes', byKind, ['kind', 'shard'], (metric) => {
    const { shards = [], network } = status().counters ?? {};
    for (const { shard, state } of shards) setKinds(metric, String(shard), state);
    if (network) setKinds(metric, 'network', network.state);
  });
  gauge(registry, 'tidewall_shard_subscribers', 'Subscribers in the state', ['shard'], (metric) => {
    for (const { shard, subscribers } of status().counters?.shards ?? [])
      metric.set({ shard: String(shard) }, subscribers);
  });
  gauge(registry, 'tidewall_store_pending_rows', 'Rows waiting to be stored', [], (metric) =>
    metric.set(status().store.rowsPending),
  );
  counter(registry, 'tidewall_store_rows_total', 'Rows stored', [], (metric) =>
    metric.inc(status().store.rowsWritten),
  );
  gauge(registry, 'tidewall_store_failing', '1 while inserts fail', [], (metric) =>
    metric.set(status().store.failing ? 1 : 0),
  );
  gauge(registry, 'tidewall_store_insert_p99_seconds', '99th percentile of recent inserts', [], (metric) => {
    const { insertP99Ms } = status().store;
    if (insertP99Ms !== null) metric.set(insertP99Ms / 1000);
  });
  gauge(registry, 'tidewall_journal_bytes', 'Journal since the last snapshot', [], (metric) =>
    metric.set(status().journal.bytes),
  );
  gauge(registry, 'tidewall_recovering', '1 while recovering', [], (metric) =>
    metric.set(status().recovering ? 1 : 0),
  );
}

function setKinds(
  metric: Gauge<'kind' | 'shard'>,
  shard: string,
  state: Readonly<Record<string, number>>,
): void {
  for (const [kind, bytes] of Object.entries(state)) metric.set({ kind, shard }, bytes);
}
