import type { Feed } from '@tidewall/streams';
import type { World } from '../data/simulated.ts';

/** What a load has done so far. */
export interface LoadResult {
  readonly sent: number;
  readonly accepted: number;
  /** Answers other than 202. */
  readonly refused: number;
  /** From sending a body to its answer, which says that its events are durable. */
  readonly answerMs: readonly number[];
}

const TICK_MS = 50;

/** Subscribers and cells of a province, for making events. */
export interface Population {
  readonly msisdns: readonly string[];
  readonly cells: readonly string[];
}

/** `avoid`: an area whose cells are left out. */
export function populationOf({ province }: World, avoid: string): Population {
  const files = province.referenceFiles();
  return {
    msisdns: rowsOf(files.subscribers).map(([msisdn]) => msisdn!),
    cells: rowsOf(files.cells)
      .filter(([, areaId]) => areaId !== avoid)
      .map(([cellId]) => cellId!),
  };
}

/** Data rows of a CSV text, cut at each comma: quotes are not understood. */
export function rowsOf(csv: string): string[][] {
  const lines = csv.split('\n').filter((line) => line !== '');
  return lines.slice(1).map((line) => line.split(','));
}

/**
 * Open-loop load: sends `perSecond` events a second, three quarters signalling and one quarter usage, in bodies every
 * 50 ms, whether or not the server has answered the bodies before.
 */
export async function runLoad(
  url: string,
  population: Population,
  perSecond: number,
  durationMs: number,
): Promise<LoadResult> {
  const answerMs: number[] = [];
  let sent = 0;
  let accepted = 0;
  let refused = 0;
  const running = new Set<Promise<void>>();
  // No event is a duplicate of one of another run.
  const run = `${Date.now().toString(36)}.`;
  const post = async (feed: keyof typeof HEADERS, count: number): Promise<void> => {
    const body = csvOf(feed, population, run, sent, count);
    sent += count;
    const began = performance.now();
    const answer = await postEvents(url, feed, body);
    if (answer === null) refused += count;
    else {
      accepted += answer;
      answerMs.push(performance.now() - began);
    }
  };
  const began = performance.now();
  while (performance.now() - began < durationMs) {
    const owed = Math.floor(((performance.now() - began) / 1000) * perSecond) - sent;
    const usage = owed >> 2;
    for (const [feed, count] of [
      ['signalling', owed - usage],
      ['usage', usage],
    ] as const) {
      if (count === 0) continue;
      const job = post(feed, count).finally(() => running.delete(job));
      running.add(job);
    }
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  await Promise.all(running);
  return { sent, accepted, refused, answerMs };
}

/** Accepted events; null when nothing was taken. */
export async function postEvents(url: string, feed: Feed, csv: string): Promise<number | null> {
  const headers = { 'content-type': 'text/csv' };
  const answer = await fetch(`${url}/api/v1/ingest/${feed}`, { method: 'POST', headers, body: csv });
  const body = (await answer.json()) as { accepted?: number };
  return answer.status === 202 ? (body.accepted ?? 0) : null;
}

const HEADERS = {
  signalling: 'eventTime,eventType,msisdn,cellId,eventId',
  usage: 'eventTime,service,msisdn,uplinkBytes,downlinkBytes,cellId,eventId',
} as const;

function csvOf(
  feed: keyof typeof HEADERS,
  population: Population,
  run: string,
  from: number,
  count: number,
): string {
  const now = Date.now();
  const lines: string[] = [HEADERS[feed]];
  for (let index = from; index < from + count; index++) {
    const who = (index * 7919) % population.msisdns.length;
    const identity = `${population.msisdns[who]!},`;
    const place = `${cellAt(population, who, index)},${run}${index}`;
    lines.push(
      feed === 'signalling'
        ? `${now},periodic-update,${identity}${place}`
        : `${now},data,${identity}500,90000,${place}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

/** Everybody has a cell; one event in fifty comes from another one. */
function cellAt({ cells }: Population, who: number, index: number): string {
  const away = index % 50 === 0 ? 1 + (index % 7) : 0;
  return cells[(who + away) % cells.length]!;
}
