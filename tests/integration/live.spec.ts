import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { AreaNow, Detection, FeedNow } from '@tidewall/streams';
import { call, NUMBERS, seen, seenAt, type RawEvent } from '@tidewall/streams/testing';
import { Api } from '../support/api.ts';
import { startServer, temporaryDirectory, type ServerProcess } from '../support/server.ts';
import { LiveClient, type LiveMessage } from '../support/socket.ts';
import { until } from '../support/until.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const [TRAVELLER, CALLER] = [NUMBERS.home[0] ?? '', NUMBERS.home[1] ?? ''];

describe('live updates of events posted over HTTP', () => {
  let dataDir: string;
  let remove: () => Promise<void>;
  let server: ServerProcess;
  let api: Api;
  const clients: LiveClient[] = [];

  beforeAll(async () => {
    ({ path: dataDir, remove } = await temporaryDirectory());
    await start();
    await api.putWorld();
  });
  afterEach(() => clients.splice(0).forEach((client) => client.close()));
  afterAll(async () => {
    await server.end();
    await remove();
  });

  async function start(): Promise<void> {
    // Single people are counted here, in minutes that run.
    server = await startServer({ dataDir, env: { TIDEWALL_PRIVACY_K: '1' } });
    api = new Api(server.url);
  }

  function connected(): LiveClient {
    const client = new LiveClient(server.url);
    clients.push(client);
    return client;
  }

  it('shows a homecoming on the socket and over REST under one id', async () => {
    const client = connected();
    expect(await client.subscribe('detections')).toEqual({ ok: true });
    await api.ingest('signalling', trip(Date.now()));
    const detection = await shown(client, ({ type }) => type === 'homecoming');
    expect(detection).toMatchObject({
      subtype: 'own',
      areaId: 'T111',
      revision: 0,
      subject: { kind: 'subscriber', id: expect.stringMatching(/^[0-9a-f]{16}$/) },
      evidence: { awayAreaIds: ['C9'] },
    });
    await equalOverRest(detection);
  });

  it('shows falling shares on the socket and over REST under one id', async () => {
    const client = connected();
    await client.subscribe('detections');
    await api.ingest('usage', rivals(Date.now()));
    const detection = await shown(client, ({ type, areaId }) => type === 'share-drop' && areaId === 'K11');
    expect(detection).toMatchObject({ subtype: 'below-threshold', subject: { kind: 'area', id: 'K11' } });
    await equalOverRest(detection);
  });

  it('begins a topic with a snapshot, and every delta is the next', async () => {
    const client = connected();
    expect(await client.subscribe('overview')).toEqual({ ok: true });
    const snapshot = await client.seen('overview', () => true);
    expect(snapshot.kind).toBe('snapshot');
    const now = Date.now();
    await api.ingest('signalling', [seen(now, CALLER, 'c1').event, seen(now, NUMBERS.otherCity, 'c1').event]);
    await client.seen('overview', hasArea('T121', 2));
    const messages = await until('some deltas', () => {
      const found = client.of('overview');
      return found.length > 4 && found;
    });
    messages.forEach((message, index) => {
      expect(message.kind).toBe(index === 0 ? 'snapshot' : 'delta');
      expect(message.seq).toBe(snapshot.seq + index);
      expect(message.epoch).toBe(snapshot.epoch);
      expect(Math.abs(Date.now() - message.at)).toBeLessThan(60_000);
    });
  });

  it('counts an area and all above it, and conflates to what REST says', async () => {
    const client = connected();
    await client.subscribe('overview');
    await client.subscribe('pipeline');
    await api.ingest('signalling', [seen(Date.now(), NUMBERS.otherCity, 'd1').event]);
    await client.seen('overview', hasArea('T211', 1));
    const entries = client.state('overview');
    for (const areaId of ['T211', 'K21', 'C2', 'P1', 'CN']) {
      expect((entries[`area/${areaId}`] as AreaNow).signalling).toBeGreaterThanOrEqual(1);
    }
    const { feeds } = await api.settled();
    const stored = feeds.find(({ feed }) => feed === 'signalling')?.stored;
    await until('the pipeline topic agrees with the status', () => {
      const feed = client.state('pipeline')['feed/http:signalling'] as FeedNow | undefined;
      return feed?.state === 'idle' && feed.stored === stored && feed.rejected === 0;
    });
  });

  it('gives an area its minutes', async () => {
    const client = connected();
    await client.subscribe('area:K11');
    const at = Date.now();
    await api.ingest('signalling', [seen(at, CALLER, 'a1').event]);
    const key = `minute/${Math.floor(at / MINUTE) * MINUTE}`;
    const message = await client.seen('area:K11', (found) => key in entriesOf(found));
    expect(entriesOf(message)[key]).toMatchObject({ provisional: true });
  });

  it('goes on without a snapshot for a client that is up to date, and with one for any other', async () => {
    const client = connected();
    await client.subscribe('detections');
    const { epoch, seq } = await client.seen('detections', () => true);
    await client.ask('unsubscribe', { topic: 'detections' });
    client.messages.length = 0;
    await client.subscribe('detections', { epoch: 'another', seq });
    expect((await client.seen('detections', () => true)).kind).toBe('snapshot');
    const last = client.of('detections').at(-1);
    client.messages.length = 0;
    await client.subscribe('detections', { epoch, seq: last?.seq ?? 0 });
    expect((await client.seen('detections', () => true)).kind).toBe('delta');
  });

  it.each([
    ['no topic at all', { topic: 'weather' }, 'unknown-topic'],
    ['an unknown area', { topic: 'area:atlantis' }, 'unknown-area'],
    ['an unknown hotspot', { topic: 'hotspot:moon' }, 'unknown-hotspot'],
    ['a topic that is no text', { topic: 7 }, 'invalid-parameter'],
    ['nothing', null, 'invalid-parameter'],
    ['a position that is none', { topic: 'overview', since: { epoch: 1 } }, 'invalid-parameter'],
  ])('answers a subscription to %s with a code', async (_, request, code) => {
    expect(await connected().ask('subscribe', request)).toEqual({
      code,
      message: expect.stringMatching(/\w/),
    });
  });

  it('tells the time', async () => {
    const { serverTime } = await connected().ask<{ serverTime: number }>('clock');
    expect(Math.abs(serverTime - Date.now())).toBeLessThan(10_000);
  });

  it('has another epoch after a restart, and still shows what was detected', async () => {
    const client = connected();
    await client.subscribe('detections');
    const before = await client.seen('detections', () => true);
    const known = Object.keys(client.state('detections')).sort();
    expect(known.length).toBeGreaterThan(1);
    await server.stop();
    await start();
    const again = connected();
    await again.subscribe('detections', { epoch: before.epoch, seq: before.seq });
    const after = await again.seen('detections', () => true);
    expect(after.kind).toBe('snapshot');
    expect(after.epoch).not.toBe(before.epoch);
    await until('the detections of before', () => {
      return JSON.stringify(Object.keys(again.state('detections')).sort()) === JSON.stringify(known);
    });
  });

  /** The detection over REST, in the list and by its id, is the one on the socket. */
  async function equalOverRest(detection: Detection): Promise<void> {
    const path = `/detections/${detection.detectionId}`;
    const stored = await until('the detection is stored', async () => {
      const answer = await api.get<Detection>(path);
      return answer.status === 200 && answer.body;
    });
    // The single one explains itself, too.
    expect({ ...stored, explanation: undefined }).toEqual(detection);
    expect(await api.detections(`&type=${detection.type}`)).toContainEqual(detection);
  }
});

function entriesOf(message: LiveMessage): Readonly<Record<string, unknown>> {
  return message.kind === 'snapshot' ? message.data : message.changes;
}

/** The detections topic shows one that fits. */
async function shown(client: LiveClient, fits: (detection: Detection) => boolean): Promise<Detection> {
  return until('the detection is shown', () => {
    return Object.values(client.state('detections')).find((entry) => fits(entry as Detection)) as
      Detection | undefined;
  });
}

/** The message says that so many subscribers are in the area. */
function hasArea(areaId: string, subscribers: number): (message: LiveMessage) => boolean {
  return (message) => {
    const entry = entriesOf(message)[`area/${areaId}`] as AreaNow | null | undefined;
    return entry != null && Number(entry.subscribers) >= subscribers;
  };
}

/** Away for nine days, home for a little more than half an hour. */
function trip(now: number): RawEvent[] {
  const back = now - 40 * MINUTE;
  return [
    seenAt(back - 9 * DAY, TRAVELLER, 'C9'),
    seenAt(back - 5 * DAY, TRAVELLER, 'C9'),
    seen(back, TRAVELLER, 'a1'),
    seen(back + 31 * MINUTE, TRAVELLER, 'a2'),
  ].map(({ event }) => event);
}

/** Forty numbers of rivals that nobody has seen, within half a second: one local day. */
function rivals(now: number): RawEvent[] {
  return Array.from({ length: 40 }, (_, index) => {
    return call(now - 50_000 + index * 10, CALLER, `86131${20_000_000 + index}`, 'a1').event;
  });
}
