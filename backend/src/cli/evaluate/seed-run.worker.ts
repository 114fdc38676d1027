import { parentPort, workerData } from 'node:worker_threads';
import { FEEDS } from '@tidewall/streams';
import { createProvince, createSimulation, FILE_DISORDER, filePlan } from '@tidewall/streams/simulator';
import type { SeedAnswer, SeedRequest, SeedRunPlan } from './seed-run.protocol.ts';

const DAY_MS = 86_400_000;
const OFFSET_MS = 8 * 3_600_000;

/** Makes the events of a run and the truth about them, so that the main thread has only to judge them. */
const port = parentPort;
if (port === null) throw new Error('this file runs as a worker thread');
// Given by `SeedRun` in this same build.
const { seed, subscribers, days, startMs } = workerData as SeedRunPlan;
const province = createProvince({ seed, subscribers, knownBefore: startMs });
const plan = filePlan(province.geography, seed, days, Math.round((startMs + OFFSET_MS) / DAY_MS));
const simulation = createSimulation({ province, plan, start: startMs, disorder: FILE_DISORDER });
const keeper = simulation.keeper(0);
let next = 0;

function answer(request: SeedRequest): SeedAnswer {
  if (request === 'reference') return { type: 'reference', files: province.referenceFiles() };
  if (request === 'truth') return { type: 'truth', truths: keeper.finish() };
  const hour = simulation.hour(next++);
  keeper.see(hour);
  return { type: 'hour', feeds: FEEDS.map((feed) => ({ feed, bytes: simulation.csv(hour, feed) })) };
}

port.on('message', (request: SeedRequest) => {
  const message = answer(request);
  const memory = message.type === 'hour' ? message.feeds.map(({ bytes }) => bytes.buffer) : [];
  const owned = memory.filter((buffer) => buffer instanceof ArrayBuffer);
  port.postMessage(message, owned);
});
