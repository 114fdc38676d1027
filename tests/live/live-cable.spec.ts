import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { LiveClient, SocketLink } from '@tidewall/frontend/protocol';
import type { AreaNow } from '@tidewall/streams';
import { NUMBERS, seen } from '@tidewall/streams/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { Api } from '../support/api.ts';
import { Cable } from '../support/cable.ts';
import { nodeScreen } from '../support/node-screen.ts';
import { startServer, temporaryDirectory, type ServerProcess } from '../support/server.ts';
import { until } from '../support/until.ts';

/** The client of the pages, over real sockets through a cable that can be unplugged, to the real program. */
describe('the live client over real sockets', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let server: ServerProcess;
  let cable: Cable;
  let client: LiveClient;
  let connected = false;
  const area = (): AreaNow | undefined =>
    client.state('overview')?.entries.get('area/T211') as AreaNow | undefined;

  beforeAll(async () => {
    directory = await temporaryDirectory();
    // Single events are counted here, in minutes that run.
    server = await startServer({ dataDir: directory.path, env: { TIDEWALL_PRIVACY_K: '1' } });
    await new Api(server.url).putWorld();
    cable = await Cable.to(server.url);
    client = new LiveClient(new SocketLink(cable.url), nodeScreen, {
      connection: (now) => (connected = now),
      painted: () => undefined,
    });
    client.subscribe('overview');
    await until('the areas', () => area() !== undefined);
  });
  afterEach(() => cable.plug());
  afterAll(async () => {
    client?.close();
    await cable?.close();
    await server?.end();
    await directory?.remove();
  });

  it('knows the server’s time', async () => {
    await until('several exchanges', () => (client.clock.errorMs ?? Infinity) < 100);
    expect(Math.abs(client.clock.now(performance.now())! - Date.now())).toBeLessThan(250);
  });

  it('notices that the cable is out, keeps what it has, and is live again within 3 s', async () => {
    expect(area()).toMatchObject({ signalling: 0 });
    cable.unplug();
    await until('the loss is noticed', () => !connected, 10_000);
    expect(client.silentMs()).toBeLessThan(8_000);
    await sleep(4_000);
    expect(area()).toBeDefined();
    await new Api(server.url).ingest('signalling', [seen(Date.now(), NUMBERS.otherCity, 'd1').event]);
    await sleep(1_500);
    cable.plug();
    const plugged = performance.now();
    await until('what happened meanwhile is there', () => area()?.signalling === 1);
    expect(performance.now() - plugged).toBeLessThan(3_000);
  });

  it('is live again within 10 s of a restart, with the state of the new server', async () => {
    const epoch = client.state('overview')?.epoch;
    const { port } = new URL(server.url);
    await server.kill();
    await until('the loss is noticed', () => !connected, 2_000);
    server = await startServer({
      dataDir: directory.path,
      env: { TIDEWALL_PRIVACY_K: '1' },
      flags: ['--http-port', port],
    });
    const back = performance.now();
    await until('another epoch', () => client.state('overview')?.epoch !== epoch, 10_000);
    expect(performance.now() - back).toBeLessThan(10_000);
    await until('the count of before', () => area()?.signalling === 1);
  });

  it('says why the server does not give a topic, and does not insist', async () => {
    client.subscribe('weather');
    expect(await until('the refusal', () => client.refusal('weather'))).toBe('unknown-topic');
    client.unsubscribe('weather');
  });
});
