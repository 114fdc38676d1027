import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { detectionBlock } from '@tidewall/clickhouse';
import type { Ack, AreaNow, Detection, HotspotNow, LiveDelta, LiveSnapshot } from '@tidewall/streams';
import { io, type Socket } from 'socket.io-client';
import { counters, homecoming, NOON, sourceStatus } from '../../testing/samples.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';

/** A client that applies what it gets, as pages do, and acknowledges it. */
class Client {
  readonly socket: Socket;
  readonly state = new Map<string, Map<string, unknown>>();
  readonly snapshots: LiveSnapshot[] = [];
  readonly deltas: LiveDelta[] = [];
  acknowledges = true;

  constructor(url: string, headers: Record<string, string> = {}) {
    this.socket = io(`${url}/live`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: headers,
    });
    this.socket.on('snapshot', (message: LiveSnapshot) => {
      this.snapshots.push(message);
      this.state.set(message.topic, new Map(Object.entries(message.data)));
      this.#credit(message);
    });
    this.socket.on('delta', (message: LiveDelta) => {
      this.deltas.push(message);
      const entries = this.state.get(message.topic) ?? new Map<string, unknown>();
      for (const [key, value] of Object.entries(message.changes)) {
        if (value === null) entries.delete(key);
        else entries.set(key, value);
      }
      this.#credit(message);
    });
  }

  subscribe(topic: string, since?: { epoch: string; seq: number }): Promise<Ack> {
    return this.ask('subscribe', { topic, ...(since === undefined ? {} : { since }) });
  }

  ask(event: string, payload?: unknown): Promise<Ack> {
    return this.socket.timeout(5_000).emitWithAck(event, payload) as Promise<Ack>;
  }

  entry<T>(topic: string, key: string): T | undefined {
    return this.state.get(topic)?.get(key) as T | undefined;
  }

  #credit({ topic, seq }: { topic: string; seq: number }): void {
    if (this.acknowledges) this.socket.emit('credit', { topic, seq });
  }
}

async function until(condition: () => boolean, timeoutMs = 8_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('the live gateway', () => {
  let test: TestApp;
  const clients: Client[] = [];
  const connect = (headers?: Record<string, string>): Client => {
    const client = new Client(test.url, headers);
    clients.push(client);
    return client;
  };
  beforeAll(async () => {
    // Single people are counted here, in minutes that run.
    test = await startTestApp({ environment: { TIDEWALL_PRIVACY_K: '1' } });
  });
  afterAll(async () => {
    for (const { socket } of clients) socket.disconnect();
    await test.close();
  });

  it('sends a snapshot, then deltas whose numbers follow on, that add up to the state', async () => {
    const client = connect();
    expect(await client.subscribe('overview')).toEqual({ ok: true });
    await until(() => client.snapshots.length === 1);
    expect(client.entry<AreaNow>('overview', 'area/990101')).toMatchObject({
      areaId: '990101',
      homecomings: 0,
      minute: null,
    });
    expect(client.entry('overview', 'clock')).toMatchObject({ timeZone: 'Asia/Shanghai', simulated: false });
    const areas = [{ areaId: '990101', minute: NOON - 60_000, subscribers: 7, signalling: 9, usage: 2 }];
    const shares = [
      { areaId: '990101', day: '2026-02-10', ownNew: 8, rivalNew: { x: 2 }, threshold: 0.7, below: false },
    ];
    test.pipeline.counters$.next(counters({ areas, shares }));
    await until(() => client.entry<AreaNow>('overview', 'area/990101')?.subscribers === 7);
    const area = client.entry<AreaNow>('overview', 'area/990101');
    expect(area?.share).toMatchObject({ day: '2026-02-10', share: 0.8 });
    expect(area?.share.interval?.[0]).toBeCloseTo(0.4902, 3);
    const positions = client.deltas.filter(({ topic }) => topic === 'overview').map(({ seq }) => seq);
    positions.forEach((seq, index) => expect(seq).toBe((client.snapshots[0]?.seq ?? 0) + index + 1));
    expect(client.deltas.at(-1)?.eventTime).toBe(NOON);
  });

  it('tells a detection at once, by id and revision, and counts the homecoming in all areas above it', async () => {
    const client = connect();
    await client.subscribe('detections');
    await client.subscribe('overview');
    const detection = homecoming('d-live', '2026-02-10T11:59:00+08:00');
    test.pipeline.output$.next({
      detections: [detection, detection],
      windows: [],
      shareDays: [],
      watermark: NOON,
    });
    await until(() => client.entry('detections', 'd-live/0') !== undefined);
    expect(client.entry<Detection>('detections', 'd-live/0')).toEqual(detection);
    await until(() => client.entry<AreaNow>('overview', 'area/CN')?.homecomings === 1);
    expect(client.entry<AreaNow>('overview', 'area/990102')?.homecomings).toBe(0);
    await until(() => client.entry('overview', 'flow/98/9901') !== undefined);
    expect(client.entry('overview', 'flow/98/9901')).toEqual({
      fromAreaId: '98',
      toAreaId: '9901',
      count: 1,
    });
    const retraction = { ...detection, revision: 1, retracted: true as const };
    test.pipeline.output$.next({ detections: [retraction], windows: [], shareDays: [], watermark: NOON });
    await until(() => client.entry<AreaNow>('overview', 'area/CN')?.homecomings === 0);
    await until(() => client.entry('overview', 'flow/98/9901') === undefined);
  });

  it('begins with what the store knows: detections, today’s homecomings and those of the days before', async () => {
    const stored = [
      homecoming('today', '2026-02-10T09:00:00+08:00'),
      homecoming('yesterday', '2026-02-09T09:30:00+08:00'),
      homecoming('yesterday-later', '2026-02-09T18:00:00+08:00'),
      homecoming('last-week', '2026-02-03T11:00:00+08:00', { areaId: '990102' }),
    ];
    await test.store.insert(detectionBlock('test:1', stored));
    test.pipeline.output$.next({ detections: [], windows: [], shareDays: [], watermark: NOON + 1 });
    test.pipeline.reset$.next();
    const client = connect();
    await client.subscribe('overview');
    await client.subscribe('detections');
    await until(() => client.entry<AreaNow>('overview', 'area/9901')?.homecomingsLastWeek === 1);
    expect(client.entry<AreaNow>('overview', 'area/9901')).toMatchObject({
      homecomings: 1,
      homecomingsYesterday: 1,
      homecomingsLastWeek: 1,
    });
    expect(client.entry<AreaNow>('overview', 'area/990102')).toMatchObject({
      homecomings: 0,
      homecomingsYesterday: 0,
      homecomingsLastWeek: 1,
    });
    await until(() => client.entry('detections', 'yesterday-later/0') !== undefined);
  });

  it('shows campuses only, with newcomers of the day', async () => {
    const client = connect();
    await client.subscribe('overview');
    await until(() => client.snapshots.length === 1);
    const newcomer = homecoming('n1', '2026-02-10T10:00:00+08:00', {
      type: 'campus-newcomer',
      hotspotId: 'h1',
      evidence: {},
    });
    test.pipeline.output$.next({ detections: [newcomer], windows: [], shareDays: [], watermark: NOON + 2 });
    await until(() => client.entry<HotspotNow>('overview', 'hotspot/h1')?.ownNewcomersToday === 1);
    expect(client.entry('overview', 'hotspot/h2')).toBeUndefined();
  });

  it('keeps curves of an area while somebody looks at it', async () => {
    const client = connect();
    expect(await client.subscribe('area:990101')).toEqual({ ok: true });
    const window = {
      kind: 'area',
      areaId: '990101',
      size: '1m',
      start: '',
      subscribers: 3,
      signalling: 4,
      usage: 5,
      events: 9,
      revision: 0,
    } as const;
    const startMs = NOON - 120_000;
    test.pipeline.output$.next({
      detections: [],
      windows: [{ ...window, startMs }],
      shareDays: [],
      watermark: NOON + 3,
    });
    await until(() => client.entry('area:990101', `minute/${startMs}`) !== undefined);
    expect(client.entry('area:990101', `minute/${startMs}`)).toEqual({
      start: startMs,
      provisional: false,
      subscribers: 3,
      signalling: 4,
      usage: 5,
    });
    expect(client.entry('area:990101', `quarter/${NOON - 900_000}`)).toMatchObject({
      subscribers: 3,
      usage: 5,
    });
  });

  it('tells how the pipeline is', async () => {
    test.pipeline.now = {
      ...test.pipeline.now,
      counters: counters({
        sources: [sourceStatus()],
        shards: [0, 1].map((shard) => {
          return { shard, subscribers: 5, stateBytes: 100, state: { students: 60 }, buffered: 0 };
        }),
        network: { state: { students: 3, 'share-drop': 8 } },
      }),
      rates: { 'http:usage': 12.4 },
    };
    const client = connect();
    await client.subscribe('pipeline');
    await until(() => client.entry('pipeline', 'feed/http:usage') !== undefined);
    expect(client.entry('pipeline', 'feed/http:usage')).toMatchObject({
      eventsPerSecond: 12,
      accepted: 10,
      stored: 5,
      lagSeconds: 0,
    });
    expect(client.entry('pipeline', 'state')).toEqual({ kinds: { students: 123, 'share-drop': 8 } });
    expect(client.entry('pipeline', 'store')).toMatchObject({ kind: 'embedded', failing: false });
  });

  it('sends no snapshot to a client that is where the topic stands, one to a client of another epoch', async () => {
    const first = connect();
    await first.subscribe('detections');
    await until(() => first.snapshots.length === 1);
    const [snapshot] = first.snapshots;
    const second = connect();
    await second.subscribe('detections', {
      epoch: snapshot?.epoch ?? '',
      seq: first.deltas.at(-1)?.seq ?? snapshot?.seq ?? 0,
    });
    await until(() => second.deltas.length > 0);
    expect(second.snapshots).toHaveLength(0);
    await second.subscribe('detections', { epoch: 'of-another-life', seq: 1 });
    await until(() => second.snapshots.length === 1);
  });

  it('gives a heartbeat each second, so that ages stay true', async () => {
    const client = connect();
    await client.subscribe('detections');
    await until(() => client.deltas.length >= 2);
    expect(client.deltas[0]?.changes).toEqual({});
  });

  it('stops sending to a client that does not acknowledge and brings it back with a snapshot', async () => {
    const client = connect();
    client.acknowledges = false;
    await client.subscribe('detections');
    for (let index = 0; index < 40; index++) {
      const detection = homecoming(`flood-${index}`, '2026-02-10T11:00:00+08:00');
      test.pipeline.output$.next({
        detections: [detection],
        windows: [],
        shareDays: [],
        watermark: NOON + 10 + index,
      });
      await new Promise((resolve) => setTimeout(resolve, 110));
    }
    expect(client.deltas.length).toBeLessThanOrEqual(21);
    expect(client.entry('detections', 'flood-39/0')).toBeUndefined();
    client.acknowledges = true;
    client.socket.emit('credit', { topic: 'detections', seq: client.deltas.at(-1)?.seq });
    await until(() => client.snapshots.length === 2);
    expect(client.entry('detections', 'flood-39/0')).toBeDefined();
  });

  it('answers the clock, and mistakes with a bounded code', async () => {
    const client = connect();
    const { serverTime } = (await client.ask('clock')) as unknown as { serverTime: number };
    expect(Math.abs(serverTime - Date.now())).toBeLessThan(1_000);
    expect(await client.subscribe('gossip')).toMatchObject({ code: 'unknown-topic' });
    expect(await client.subscribe('area:nowhere')).toMatchObject({ code: 'unknown-area' });
    expect(await client.subscribe('hotspot:nowhere')).toMatchObject({ code: 'unknown-hotspot' });
    expect(await client.ask('subscribe', { topic: 7 })).toMatchObject({ code: 'invalid-parameter' });
    expect(await client.ask('subscribe')).toMatchObject({ code: 'invalid-parameter' });
    expect(await client.ask('credit', { topic: 'overview', seq: 'x' })).toMatchObject({
      code: 'invalid-parameter',
    });
  });

  it('lets no page of another origin in', async () => {
    const refused = new Promise((resolve) =>
      connect({ Origin: 'http://elsewhere.example' }).socket.on('connect_error', resolve),
    );
    await expect(refused).resolves.toBeDefined();
    const own = connect({ Origin: test.url });
    await until(() => own.socket.connected);
  });
});
