import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { FailedRecords, Journal, SnapshotStore, toError } from '../journal/index.ts';
import { EngineHost } from './engine-host.ts';
import type { HostPorts } from './host-ports.ts';
import { keptShards } from './kept-shards.ts';
import { openEngine } from './open-engine.ts';
import { OutputBatch } from './output-batch.ts';
import {
  MAX_REJECTIONS,
  type Answer,
  type EngineEvent,
  type EngineRequest,
  type EngineThreadData,
} from './protocol.ts';
import type { Applied } from './step-runner.ts';

/** The engine's thread: composition only. */
const TICK_MS = 50;
const COUNTERS_MS = 1_000;

const port = parentPort;
if (port === null) throw new Error('this file runs as a worker thread');
// Given by `EngineThread` in this same build.
const data = workerData as EngineThreadData;
const output = new OutputBatch();

function send(event: EngineEvent, transfer: ArrayBuffer[] = []): void {
  port?.postMessage(event, transfer);
}

function fail(thrown: unknown): void {
  const error = toError(thrown);
  send({ type: 'fatal', message: error.message, code: 'code' in error ? String(error.code) : null });
}

const ports: HostPorts = {
  monotonic: () => performance.now(),
  writeBlock(id, block) {
    const { buffer } = block.bytes;
    const whole = buffer instanceof ArrayBuffer && buffer.byteLength === block.bytes.byteLength;
    send({ type: 'block', id, block }, whole ? [buffer] : []);
  },
  applied(record, { step }) {
    if (record.type === 'reference') send({ type: 'reference', reference: host.reference });
    if (step !== null && !(record.type === 'body' && record.quiet)) output.add(step);
  },
  pressure: (paused) => {
    send({ type: 'pressure', paused });
  },
  fatal: fail,
  log: (level, message, fields = {}) => {
    send({ type: 'log', level, message, fields });
  },
};

const host = await openHost();
const timers: NodeJS.Timeout[] = [];
port.on('message', (request: EngineRequest) => {
  void receive(request).catch(fail);
});
await host.start().then(begin, fail);

async function openHost(): Promise<EngineHost> {
  const key = Buffer.from(data.pseudonymKey);
  const journal = await Journal.open({ dir: join(data.dataDir, 'journal'), key, fsync: data.fsync });
  const failed = await FailedRecords.open(join(data.dataDir, 'journal'));
  const snapshots = await SnapshotStore.open(join(data.dataDir, 'snapshots'), key);
  const shards = await keptShards(data.dataDir, data.engine.shards);
  if (shards !== data.engine.shards) {
    ports.log('warn', 'shards stay as the state is divided', { shards, configured: data.engine.shards });
  }
  const { engine, rows } = openEngine({ ...data.engine, shards }, key, { handover: true });
  // Events may come before any reference data.
  await engine.setReference({});
  return new EngineHost({ engine, journal, snapshots, failed, rows, ports, settings: data.host });
}

function begin(): void {
  send({ type: 'ready', reference: host.reference, positions: host.positions });
  timers.push(
    setInterval(tick, TICK_MS),
    setInterval(() => void tellCounters().catch(fail), COUNTERS_MS),
  );
}

function tick(): void {
  host.tick();
  const taken = output.take();
  if (taken !== null) send({ type: 'output', output: taken });
}

async function tellCounters(): Promise<void> {
  send({ type: 'counters', counters: await host.counters(), journal: host.journalStatus });
}

async function receive(request: EngineRequest): Promise<void> {
  switch (request.type) {
    case 'submit':
      await answer(request.id, host.submit(request.record, request.patient).then(answerOf));
      return;
    case 'checkpoint':
      await answer(
        request.id,
        host.snapshot().then(() => ({ judged: null, faults: null })),
      );
      return;
    case 'acknowledge':
      host.acknowledge(request.blockId);
      return;
    case 'stop':
      for (const timer of timers) clearInterval(timer);
      await host.stop(request.timeoutMs);
      send({ type: 'stopped' });
  }
}

async function answer(id: number, work: Promise<Answer>): Promise<void> {
  try {
    send({ type: 'answer', id, answer: await work });
  } catch (error) {
    send({ type: 'failed', id, message: toError(error).message });
  }
}

function answerOf({ step, faults }: Applied): Answer {
  const judged = step?.judged ?? null;
  if (judged === null) return { judged, faults };
  return { judged: { ...judged, rejections: judged.rejections.slice(0, MAX_REJECTIONS) }, faults };
}
