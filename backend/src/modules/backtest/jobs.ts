import { randomUUID } from 'node:crypto';
import { BacktestError } from './backtest.errors.ts';
import type { BacktestResult } from './backtest.types.ts';

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

/** A backtest as people see it. */
export interface JobView {
  readonly backtestId: string;
  readonly state: JobState;
  /** 0 to 1. */
  readonly progress: number;
  readonly error?: { readonly code: string; readonly message: string };
  readonly result?: BacktestResult;
}

/** What a job does; ends early, with an error, when the signal says so. */
export type Work = (signal: AbortSignal, progress: (share: number) => void) => Promise<BacktestResult>;

interface Job {
  readonly work: Work;
  readonly abort: AbortController;
  view: JobView;
}

/** Jobs that may wait, and ended ones that are remembered: some hundred kilobytes each. */
const MAX_QUEUED = 5;
const MAX_ENDED = 20;

const ENDED: ReadonlySet<JobState> = new Set<JobState>(['done', 'failed', 'cancelled']);

/** Backtests one after another, in memory: a restart forgets them. */
export class Jobs {
  readonly #jobs = new Map<string, Job>();
  readonly #failed: (id: string, error: unknown) => void;
  #running: Promise<void> | null = null;

  /** @param failed told about what a job fails with for a reason of ours. */
  constructor(failed: (id: string, error: unknown) => void) {
    this.#failed = failed;
  }

  /** The id of a new job; null when too many wait. */
  add(work: Work): string | null {
    const queued = [...this.#jobs.values()].filter(({ view }) => view.state === 'queued');
    if (queued.length >= MAX_QUEUED) return null;
    const backtestId = randomUUID();
    const view: JobView = { backtestId, state: 'queued', progress: 0 };
    this.#jobs.set(backtestId, { work, abort: new AbortController(), view });
    this.#running ??= this.#runAll();
    return backtestId;
  }

  view(id: string): JobView | undefined {
    return this.#jobs.get(id)?.view;
  }

  /** Cancels a job that has not ended, forgets one that has. False when there is none. */
  remove(id: string): boolean {
    const job = this.#jobs.get(id);
    if (job === undefined) return false;
    if (ENDED.has(job.view.state)) this.#jobs.delete(id);
    else this.#cancel(job);
    return true;
  }

  /** Cancels everything; resolves when nothing runs any more. */
  async stop(): Promise<void> {
    for (const job of this.#jobs.values()) if (!ENDED.has(job.view.state)) this.#cancel(job);
    await this.#running;
  }

  #cancel(job: Job): void {
    job.abort.abort();
    job.view = { ...job.view, state: 'cancelled' };
  }

  async #runAll(): Promise<void> {
    // A turn later: whoever adds a job gets its id first.
    await new Promise((resolve) => setImmediate(resolve));
    for (let job = this.#next(); job !== undefined; job = this.#next()) {
      await this.#run(job);
      this.#forget();
    }
    this.#running = null;
  }

  #next(): Job | undefined {
    return [...this.#jobs.values()].find(({ view }) => view.state === 'queued');
  }

  async #run(job: Job): Promise<void> {
    const { signal } = job.abort;
    job.view = { ...job.view, state: 'running' };
    const progress = (share: number): void => {
      job.view = { ...job.view, progress: share };
    };
    try {
      const result = await job.work(signal, progress);
      if (!signal.aborted) job.view = { ...job.view, state: 'done', progress: 1, result };
    } catch (error) {
      if (signal.aborted) return;
      job.view = { ...job.view, state: 'failed', error: this.#shown(job.view.backtestId, error) };
    }
  }

  /** Only our own words go out: others may hold anything. */
  #shown(id: string, error: unknown): { code: string; message: string } {
    if (error instanceof BacktestError) return { code: error.code, message: error.message };
    this.#failed(id, error);
    return { code: 'internal', message: 'the backtest failed: the log of the server says why' };
  }

  #forget(): void {
    const ended = [...this.#jobs].filter(([, { view }]) => ENDED.has(view.state));
    for (const [id] of ended.slice(0, Math.max(0, ended.length - MAX_ENDED))) this.#jobs.delete(id);
  }
}
