import type { AreaNow, Detection, LiveDelta, LiveSnapshot } from '@tidewall/streams';
import { io, type Socket } from 'socket.io-client';
import { setTimeout as sleep } from 'node:timers/promises';
import { postEvents } from './load.ts';

const MINUTE_MS = 60_000;
const COUNTER_MEAN_MS = 100;
/** Sparse, as new customers are: their feed falls idle between two of them. */
const DETECTION_MEAN_MS = 500;

/** Entries of a topic as they come, snapshot or delta; everything is acknowledged, as a wall does. */
export async function follow(
  url: string,
  topic: string,
  onEntries: (entries: Readonly<Record<string, unknown>>) => void,
): Promise<Socket> {
  const socket = io(`${url}/live`, { transports: ['websocket'] });
  const take = (
    message: { topic: string; seq: number },
    entries: Readonly<Record<string, unknown>>,
  ): void => {
    onEntries(entries);
    socket.emit('credit', { topic: message.topic, seq: message.seq });
  };
  socket.on('snapshot', (message: LiveSnapshot) => take(message, message.data));
  socket.on('delta', (message: LiveDelta) => take(message, message.changes));
  await socket.timeout(10_000).emitWithAck('subscribe', { topic });
  return socket;
}

/** Where probes happen: a cell of an area that the load leaves alone, a shop on a campus, numbers nobody has. */
export interface ProbeSite {
  readonly areaId: string;
  readonly cellId: string;
  readonly channelId: string;
  readonly prefix: string;
}

/**
 * Sends single signalling events at uneven times and waits for the counter of their area to show them. Latencies in
 * milliseconds from sending the event to the message on the socket.
 */
export async function probeCounters(
  url: string,
  { areaId, cellId, prefix }: ProbeSite,
  durationMs: number,
): Promise<number[]> {
  const waiting: { minute: number; count: number; sentAt: number }[] = [];
  const latencies: number[] = [];
  const socket = await follow(url, 'overview', (entries) => {
    const now = performance.now();
    const area = entries[`area/${areaId}`] as AreaNow | undefined;
    if (area?.minute == null) return;
    while (waiting[0] !== undefined && isShown(waiting[0], area))
      latencies.push(now - waiting.shift()!.sentAt);
  });
  const end = performance.now() + durationMs;
  let minute = 0;
  for (let count = 0, index = 0; performance.now() < end; index++) {
    const eventTime = Date.now();
    const current = Math.floor(eventTime / MINUTE_MS) * MINUTE_MS;
    count = current === minute ? count + 1 : 1;
    minute = current;
    waiting.push({ minute, count, sentAt: performance.now() });
    const number = `${prefix}${String(index).padStart(6, '0')}`;
    await postEvents(
      url,
      'signalling',
      `eventTime,eventType,msisdn,cellId\n${eventTime},attach,${number},${cellId}\n`,
    );
    await sleep(unevenMs(index, COUNTER_MEAN_MS));
  }
  await drained(waiting);
  socket.close();
  return latencies;
}

function isShown(probe: { minute: number; count: number }, area: AreaNow): boolean {
  return (
    area.minute! > probe.minute || (area.minute === probe.minute && (area.signalling ?? 0) >= probe.count)
  );
}

/** Activates customers at a shop on a campus and waits for the detection of each. */
export async function probeDetections(
  url: string,
  { channelId, prefix }: ProbeSite,
  durationMs: number,
): Promise<number[]> {
  const waiting: { sentAt: number }[] = [];
  const latencies: number[] = [];
  const seen = new Set<string>();
  const socket = await follow(url, 'detections', (entries) => {
    const now = performance.now();
    for (const [key, entry] of Object.entries(entries)) {
      if ((entry as Detection | null)?.type !== 'campus-newcomer' || seen.has(key)) continue;
      seen.add(key);
      const probe = waiting.shift();
      if (probe) latencies.push(now - probe.sentAt);
    }
  });
  const end = performance.now() + durationMs;
  for (let index = 0; performance.now() < end; index++) {
    waiting.push({ sentAt: performance.now() });
    const number = `${prefix}${String(500_000 + index)}`;
    await postEvents(
      url,
      'lifecycle',
      `eventTime,eventType,msisdn,channelId\n${Date.now()},activated,${number},${channelId}\n`,
    );
    await sleep(unevenMs(index, DETECTION_MEAN_MS));
  }
  await drained(waiting);
  socket.close();
  return latencies;
}

/** Half to one and a half of the mean, without a common beat with the server's ticks. */
function unevenMs(index: number, meanMs: number): number {
  return meanMs / 2 + ((index * 617) % meanMs);
}

const DRAIN_MS = 15_000;

async function drained(waiting: readonly unknown[]): Promise<void> {
  const end = performance.now() + DRAIN_MS;
  while (waiting.length > 0 && performance.now() < end) await sleep(50);
  if (waiting.length > 0) throw new Error(`${waiting.length} probes were never seen on the socket`);
}
