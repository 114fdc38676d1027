import { parentPort, workerData } from 'node:worker_threads';
import { FEEDS, type Feed } from '@tidewall/streams';
import { createProvince, createSimulation, livePlan, type SimulatedHour } from '@tidewall/streams/simulator';
import { lineStarts } from './feed-slice.ts';
import { historyFrom } from './simulation-plan.ts';
import type {
  FeedHour,
  SimulationEvent,
  SimulationRequest,
  SimulationThreadData,
} from './simulation.protocol.ts';

/** The simulation's thread: making events costs as much as judging them, and the main thread has better to do. */
const port = parentPort;
if (port === null) throw new Error('this file runs as a worker thread');
// Given by `SimulationThread` in this same build.
const { plan } = workerData as SimulationThreadData;
const { seed, subscribers, offsetMinutes } = plan;
const province = createProvince({
  seed,
  subscribers,
  knownBefore: historyFrom(plan),
  timeZoneOffsetMinutes: offsetMinutes,
});
const simulation = createSimulation({
  province,
  plan: livePlan(province.geography, seed, subscribers),
  start: plan.dayStart,
  timeZoneOffsetMinutes: offsetMinutes,
});

function send(event: SimulationEvent, transfer: ArrayBuffer[] = []): void {
  port?.postMessage(event, transfer);
}

function feedHour(hour: SimulatedHour, feed: Feed): FeedHour {
  const bytes = simulation.csv(hour, feed);
  const { arrival, length } = hour[feed];
  return {
    feed,
    bytes: bytes.slice(),
    arrival: arrival.slice(0, length),
    lineStart: lineStarts(bytes, length),
  };
}

port.on('message', (request: SimulationRequest) => {
  if (request.type === 'reference') {
    send({ type: 'reference', id: request.id, files: province.referenceFiles() });
    return;
  }
  const hour = simulation.hour(request.index);
  const feeds = FEEDS.map((feed) => feedHour(hour, feed));
  const memory = feeds.flatMap(({ bytes, arrival, lineStart }) => [
    bytes.buffer,
    arrival.buffer,
    lineStart.buffer,
  ]);
  const transfer = memory.filter((buffer) => buffer instanceof ArrayBuffer);
  send({ type: 'hour', id: request.id, hour: { from: hour.from, to: hour.to, feeds } }, transfer);
});
send({ type: 'ready', boundaries: province.boundaries() });
