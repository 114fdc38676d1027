import { Worker } from 'node:worker_threads';
import type { SeedAnswer, SeedRequest, SeedRunPlan } from './seed-run.protocol.ts';

/** The source runs as it is in tests, the build in production: the worker's file is of the same kind as this one. */
const WORKER_FILE = import.meta.url.endsWith('.ts') ? './seed-run.worker.ts' : './seed-run.worker.js';

interface Waiting {
  readonly resolve: (answer: SeedAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** The simulation of one run in a thread of its own. Answers come in the order of the requests. */
export class SeedThread {
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];

  constructor(plan: SeedRunPlan) {
    this.#worker = new Worker(new URL(WORKER_FILE, import.meta.url), { workerData: plan });
    this.#worker.on('message', (answer: SeedAnswer) => this.#waiting.shift()?.resolve(answer));
    this.#worker.on('error', (error: Error) => {
      for (const waiting of this.#waiting.splice(0)) waiting.reject(error);
    });
  }

  async ask<T extends SeedRequest>(request: T): Promise<Extract<SeedAnswer, { type: T }>> {
    const answer = await new Promise<SeedAnswer>((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(request);
    });
    if (answer.type !== request) throw new Error('the simulation answered something else');
    return answer as Extract<SeedAnswer, { type: T }>;
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}
