import { LiveClient, SocketLink } from '@tidewall/frontend/protocol';
import { setTimeout as sleep } from 'node:timers/promises';
import { Cable } from '../../support/cable.ts';
import { nodeScreen } from '../../support/node-screen.ts';
import { ServerProcess, startServer, temporaryDirectory } from '../../support/server.ts';
import { TestProvince } from '../../support/province.ts';
import { Api } from '../../support/api.ts';
import { until } from '../../support/until.ts';
import { milliseconds, quantile, type Line, type WallContext, type WallPart } from './part.ts';

const OUTAGE_MS = 30_000;
const DOWN_MS = 3_000;
const CLIENTS = [1, 200] as const;
const BACK_MS = 60_000;
const LIFE_MS = 600_000;

/** How long screens take to be live again. */
export const reconnect: WallPart = {
  name: 'reconnect',
  about:
    'time until 1 and 200 clients are live again after the cable was out for 30 s, and after a restart of the server',
  async run(context) {
    const directory = await temporaryDirectory();
    const flags = ['--log-level', 'warn'];
    let server = await startServer({ dataDir: directory.path, flags, lifeMs: LIFE_MS });
    try {
      await putProvince(server);
      const lines: Line[] = [];
      for (const count of CLIENTS) lines.push(await cableOut(context, server, count));
      for (const count of CLIENTS) {
        const screens = await joined(server.url, count);
        const { port } = new URL(server.url);
        await server.stop();
        context.say(`server stopped, ${count} clients`);
        await sleep(DOWN_MS);
        server = new ServerProcess(
          directory.path,
          {},
          { flags: [...flags, '--http-port', port], lifeMs: LIFE_MS },
        );
        await server.listening();
        lines.push(
          lineOf('server is back after a restart', count, await backAfter(screens, performance.now())),
        );
        for (const { client } of screens) client.close();
        await server.ready();
      }
      return lines;
    } finally {
      await server.end();
      await directory.remove();
    }
  },
};

/** One client, and when the newest message of the overview came. */
interface Watched {
  readonly client: LiveClient;
  heardAt: number;
}

async function cableOut(context: WallContext, server: ServerProcess, count: number): Promise<Line> {
  const cable = await Cable.to(server.url);
  const screens = await joined(cable.url, count);
  context.say(`cable out for 30 s, ${count} clients`);
  cable.unplug();
  await sleep(OUTAGE_MS);
  cable.plug();
  const line = lineOf('cable out for 30 s', count, await backAfter(screens, performance.now()));
  for (const { client } of screens) client.close();
  await cable.close();
  return line;
}

async function joined(url: string, count: number): Promise<readonly Watched[]> {
  const screens = Array.from({ length: count }, () => watch(url));
  await until('all clients are live', () => screens.every(({ heardAt }) => heardAt > 0), BACK_MS);
  await sleep(2_000);
  return screens;
}

function watch(url: string): Watched {
  const client = new LiveClient(new SocketLink(url), nodeScreen, {
    connection: () => undefined,
    painted: (changed) => {
      if (changed.has('overview')) watched.heardAt = performance.now();
    },
  });
  const watched: Watched = { client, heardAt: 0 };
  for (const topic of ['overview', 'detections', 'pipeline']) client.subscribe(topic);
  return watched;
}

/** Milliseconds from `since` until each was drawn again. */
async function backAfter(screens: readonly Watched[], since: number): Promise<readonly number[]> {
  const back = new Map<Watched, number>();
  await until(
    'all clients are live again',
    () => {
      for (const screen of screens)
        if (!back.has(screen) && screen.heardAt > since) back.set(screen, screen.heardAt - since);
      return back.size === screens.length;
    },
    BACK_MS,
    5,
  );
  return [...back.values()];
}

function lineOf(what: string, clients: number, times: readonly number[]): Line {
  return {
    what,
    clients: String(clients),
    p50: milliseconds(quantile(times, 0.5)),
    p95: milliseconds(quantile(times, 0.95)),
    last: milliseconds(Math.max(...times)),
  };
}

async function putProvince(server: ServerProcess): Promise<void> {
  const api = new Api(server.url);
  for (const [file, csv] of Object.entries(new TestProvince().files)) {
    const { status } = await api.putReference(file, csv);
    if (status !== 200) throw new Error(`${file} answered ${status}`);
  }
}
