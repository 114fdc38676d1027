import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { simulatedWorld, type World } from '../data/simulated.ts';
import { quantiles, type Bench, type Figure } from '../figure.ts';
import { populationOf, rowsOf, runLoad } from '../live/load.ts';
import { probeCounters, probeDetections, type ProbeSite } from '../live/probes.ts';
import { startMeasuredServer, type MeasuredServer } from '../live/server.ts';

const SUBSCRIBERS = 50_000;
const PER_SECOND = 20_000;
const WARM_UP_MS = 5_000;
const LOAD_MS = 30_000;

/** S10: HTTP in, live socket out, with journal, engine and store, under a steady load that waits for nobody. */
export const live: Bench = {
  name: 'live',
  about: 'S10, 20 000 events a second over HTTP into the real server: time from an event to the socket',
  async run({ directory, say }) {
    const world = simulatedWorld(SUBSCRIBERS);
    const server = await startMeasuredServer(join(directory, 'live'));
    try {
      const { figures, events } = await measure(server, world, say);
      // The store gets its last rows before the server is asked to stop.
      await sleep(1_000);
      const { cpuSeconds, peakBytes } = await server.stop();
      const whole = {
        name: 'live server, whole run',
        events,
        eventsPerCoreSecond: events / cpuSeconds,
        peakBytes,
      };
      return [...figures, whole];
    } catch (error) {
      await server.stop();
      throw error;
    }
  },
};

async function measure(server: MeasuredServer, world: World, say: (step: string) => void) {
  const { url } = server;
  await putReference(url, world);
  const site = probeSite(world);
  const population = populationOf(world, site.areaId);
  const warmUp = await runLoad(url, population, PER_SECOND, WARM_UP_MS);
  await server.loopDelay();
  say('warm, measuring');
  const [load, counters, detections] = await Promise.all([
    runLoad(url, population, PER_SECOND, LOAD_MS),
    probeCounters(url, site, LOAD_MS),
    probeDetections(url, site, LOAD_MS),
  ]);
  const delay = await server.loopDelay();
  const figures: Figure[] = [
    {
      name: 'live ingest, event to durable answer',
      events: load.accepted,
      eventsPerSecond: load.accepted / (LOAD_MS / 1000),
      ...latency(load.answerMs),
      note: load.refused > 0 ? `${load.refused} events refused` : 'nothing refused',
    },
    { name: 'live event to counter on the socket', ...latency(counters), note: `${counters.length} probes` },
    {
      name: 'live event to detection on the socket',
      ...latency(detections),
      note: `${detections.length} probes`,
    },
    { name: 'live delay of the main thread', latencyMs: delay },
  ];
  return { figures, events: warmUp.accepted + load.accepted };
}

function latency(milliseconds: readonly number[]): Pick<Figure, 'latencyMs'> {
  const latencyMs = quantiles(milliseconds);
  return latencyMs ? { latencyMs } : {};
}

async function putReference(url: string, { province }: World): Promise<void> {
  for (const [name, text] of Object.entries(province.referenceFiles())) {
    const headers = { 'content-type': 'text/csv' };
    const answer = await fetch(`${url}/api/v1/reference/${name}`, { method: 'PUT', headers, body: text });
    if (answer.status !== 200) throw new Error(`${name} answered ${answer.status}: ${await answer.text()}`);
    await answer.arrayBuffer();
  }
}

/** The first area with cells, the first shop on a campus, and numbers that nobody has. */
function probeSite({ province }: World): ProbeSite {
  const files = province.referenceFiles();
  const [cellId, areaId] = rowsOf(files.cells)[0]!;
  // Names of shops may be quoted: the first and the last column are not.
  const shop = rowsOf(files.channels).find((row) => row.at(-1) !== '')!;
  return { areaId: areaId!, cellId: cellId!, channelId: shop[0]!, prefix: '8619900' };
}
