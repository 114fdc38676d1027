import { Worker } from 'node:worker_threads';
import { BacktestError } from './backtest.errors.ts';
import type { RunAnswer, RunRequest } from './backtest-protocol.ts';
import type { BacktestResult, RawSlice, RunSetup, Standing } from './backtest.types.ts';

interface Waiting {
  resolve(result: BacktestResult | null): void;
  reject(error: Error): void;
}

/** JavaScript objects of a run; its state is in typed arrays, which do not count here. */
const MAX_HEAP_MB = 2_048;

/** The source runs as it is in tests, the build in production: the worker's file is of the same kind as this one. */
const WORKER_FILE = import.meta.url.endsWith('.ts') ? './backtest.worker.ts' : './backtest.worker.js';

/** A run in a thread of its own, of low priority. Bytes are handed over, not copied; calls are answered in order. */
export class BacktestThread {
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];
  #ended: Error | null = null;

  constructor(setup: RunSetup) {
    this.#worker = new Worker(new URL(WORKER_FILE, import.meta.url), {
      workerData: setup,
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    });
    this.#worker.on('message', (answer: RunAnswer) => {
      this.#settle(answer);
    });
    this.#worker.on('error', (error: Error) => {
      this.#end(error);
    });
    this.#worker.on('exit', () => {
      this.#end(new BacktestError('thread-ended', 'the thread of the backtest ended before it was done'));
    });
  }

  async numbers(bytes: Uint8Array): Promise<void> {
    await this.#ask({ type: 'numbers', bytes }, [bytes]);
  }

  async begin(): Promise<void> {
    await this.#ask({ type: 'begin' });
  }

  async step(slice: RawSlice): Promise<void> {
    await this.#ask({ type: 'step', slice }, [slice.lifecycle, slice.signalling, slice.usage]);
  }

  async finish(stored: readonly Standing[]): Promise<BacktestResult> {
    return (await this.#ask({ type: 'finish', stored }))!;
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  #ask(request: RunRequest, moved: readonly Uint8Array[] = []): Promise<BacktestResult | null> {
    if (this.#ended !== null) return Promise.reject(this.#ended);
    const buffers = moved.map(({ buffer }) => buffer).filter((buffer) => buffer instanceof ArrayBuffer);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(request, buffers);
    });
  }

  #settle(answer: RunAnswer): void {
    const waiting = this.#waiting.shift();
    if (answer.type === 'done') waiting?.resolve(answer.result);
    else if (answer.code !== null) waiting?.reject(new BacktestError(answer.code, answer.message));
    else waiting?.reject(new Error(answer.message));
  }

  #end(error: Error): void {
    this.#ended ??= error;
    for (const waiting of this.#waiting.splice(0)) waiting.reject(this.#ended);
  }
}
