import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Store } from '@tidewall/clickhouse';
import type { Logger } from 'pino';
import { loadPseudonymKey } from '../../adapters/journal/index.ts';
import type { Config } from '../../config/index.ts';
import { CONFIG, LOGGER, PIPELINE, STORE } from '../../tokens.ts';
import type { Pipeline } from '../pipeline/pipeline.types.ts';
import { AppError, invalidParameters } from '../web/app-error.ts';
import type { BacktestRequest } from './backtest.dto.ts';
import type { BacktestResult } from './backtest.types.ts';
import { engineSettings } from './engine-settings.ts';
import { Jobs, type JobView, type Work } from './jobs.ts';
import { runBacktest } from './run-backtest.ts';
import { unknownAreas } from './thresholds.ts';

const DAY_MS = 86_400_000;
/** Events read in one go: small, so that live events and screens get their turn in between. */
const SLICE_EVENTS = 25_000;
const RETRY_SECONDS = 30;

/** Backtests asked for over HTTP, one at a time beside the live stream. */
@Injectable()
export class BacktestService implements OnModuleDestroy {
  readonly #log: Logger;
  readonly #jobs: Jobs;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(STORE) private readonly store: Store,
    @Inject(PIPELINE) private readonly pipeline: Pipeline,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#log = logger.child({ module: 'backtest' });
    this.#jobs = new Jobs((backtestId, err) => this.#log.error({ backtestId, err }, 'backtest failed'));
  }

  /** The id of the backtest, which waits for those before it. */
  add(request: BacktestRequest): string {
    const faults = unknownAreas(request.thresholds, this.pipeline.reference());
    if (faults.length > 0) {
      throw invalidParameters(
        faults.map((index) => ({ field: `thresholds.${index}.areaId`, message: 'is not in areas.csv' })),
      );
    }
    const id = this.#jobs.add(this.#workOf(request));
    if (id === null) {
      throw new AppError('busy', 'too many backtests are waiting: try again later', {
        headers: { 'Retry-After': String(RETRY_SECONDS) },
      });
    }
    return id;
  }

  get(id: string): JobView {
    const view = this.#jobs.view(id);
    if (view === undefined) throw unknown();
    return view;
  }

  /** Cancels it, or forgets one that has ended. */
  remove(id: string): void {
    if (!this.#jobs.remove(id)) throw unknown();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#jobs.stop();
  }

  #workOf({ from, to, warmUpDays, thresholds }: BacktestRequest): Work {
    return async (signal, progress) => {
      const began = performance.now();
      const result = await runBacktest({
        store: this.store,
        pseudonymKey: await loadPseudonymKey(this.config.dataDir, this.config.pseudonymKey),
        reference: this.pipeline.reference(),
        settings: await engineSettings(this.config),
        changes: thresholds,
        fromMs: from,
        toMs: to,
        warmUpMs: warmUpDays * DAY_MS,
        sliceEvents: SLICE_EVENTS,
        progress,
        signal,
      });
      this.#tell(result, performance.now() - began);
      return result;
    };
  }

  #tell({ events, totals, fidelity }: BacktestResult, ms: number): void {
    this.#log.info({ events, ms: Math.round(ms), ...totals, fidelity: fidelity.share }, 'backtest done');
  }
}

function unknown(): AppError {
  return new AppError('unknown-backtest', 'there is no such backtest: a restart forgets them');
}
