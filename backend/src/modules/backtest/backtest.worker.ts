import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { BacktestError } from './backtest.errors.ts';
import type { RunAnswer, RunRequest } from './backtest-protocol.ts';
import type { BacktestResult, RunSetup } from './backtest.types.ts';
import { TwinRun } from './run/twin-run.ts';

/** The thread of a run: composition only. */
const NICE = 15;

const port = parentPort;
if (port === null) throw new Error('this file runs as a worker thread');
// On Linux this is the priority of the thread that asks; elsewhere it would be that of the whole process.
if (process.platform === 'linux') setPriority(0, NICE);
// Given by `BacktestThread` in this same build.
const run = new TwinRun(workerData as RunSetup);

async function answer(request: RunRequest): Promise<BacktestResult | null> {
  switch (request.type) {
    case 'numbers':
      run.numbers(request.bytes);
      return null;
    case 'begin':
      await run.begin();
      return null;
    case 'step':
      await run.step(request.slice);
      return null;
    case 'finish':
      return run.finish(request.stored);
  }
}

function failure(error: unknown): RunAnswer {
  const message = error instanceof Error ? error.message : String(error);
  return { type: 'failed', message, code: error instanceof BacktestError ? error.code : null };
}

let turn: Promise<void> = Promise.resolve();
port.on('message', (request: RunRequest) => {
  turn = turn.then(async () => {
    const reply = await answer(request).then(
      (result): RunAnswer => ({ type: 'done', result }),
      (error: unknown) => failure(error),
    );
    port.postMessage(reply);
  });
});
