import type { Feed } from '@tidewall/streams';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  call,
  lifecycle,
  message,
  NUMBERS,
  seen,
  seenAt,
  surf,
  WORLD,
  type RawEvent,
} from '@tidewall/streams/testing';
import { Api, CSV, type ErrorAnswer } from '../support/api.ts';
import { readStore } from '../support/ledger.ts';
import { NumberHunt } from '../support/number-hunt.ts';
import { startServer, temporaryDirectory, type ServerProcess } from '../support/server.ts';
import { LiveClient } from '../support/socket.ts';
import { until } from '../support/until.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Numbers of which nothing may be seen anywhere, each brought in by another way. */
const RAW = {
  traveller: NUMBERS.home[0] ?? '',
  caller: NUMBERS.home[1] ?? '',
  ported: NUMBERS.portedOut,
  newcomer: '8613917654321',
  rivals: Array.from({ length: 40 }, (_, index) => `86131${74_000_100 + index * 97}`),
  servicePeer: '95559876543210987654',
  seenRival: '8613087654329',
  inEventId: '8613912340001',
  imsi: '460098612340002',
  inUnknownField: '8613912340003',
  inBrokenLine: '8613912340004',
  tooLong: '8613912340005678',
  tooLate: '8613912340006',
  tooEarly: '8613912340007',
  inUnknownColumn: '8613912340008',
  inAddress: '8613912340016',
  inQuery: '8613912340017',
  inTopic: '8613912340018',
  inReferenceFault: '8613912340019',
  asEventType: '8613912340020',
  inBrokenGzip: '8613912340021',
  asCell: '8613912340022',
  asServingArea: '8613912340023',
  asRat: '8613912340024',
  asPlmn: '8613912340025',
  asProduct: '8613912340026',
  asChannel: '8613912340027',
  asOperator: '8613912340028',
} as const;
const NUMBERS_USED: readonly string[] = Object.values(RAW).flat();

describe('raw numbers of subscribers', () => {
  const hunt = new NumberHunt(NUMBERS_USED);
  let dataDir: string;
  let remove: () => Promise<void>;
  let server: ServerProcess;
  let api: Api;
  let client: LiveClient;
  const acknowledgements: unknown[] = [];

  beforeAll(async () => {
    ({ path: dataDir, remove } = await temporaryDirectory());
    server = await startServer({ dataDir });
    api = new Api(server.url);
    client = new LiveClient(server.url);
    await giveReference();
    for (const topic of [
      'overview',
      'detections',
      'pipeline',
      'area:K11',
      'hotspot:U1',
      `area:${RAW.inTopic}`,
    ]) {
      acknowledgements.push(await client.subscribe(topic));
    }
    await sendEverything(Date.now());
    await api.settled();
    await until('both kinds of detections are stored', async () => {
      const types = new Set((await api.detections()).map(({ type }) => type));
      return types.has('homecoming') && types.has('share-drop');
    });
    await askEverything();
  });

  afterAll(async () => {
    client.close();
    await server.end();
    await remove();
  });

  async function giveReference(): Promise<void> {
    await api.putWorld();
    const seenNumbers = `msisdn,lastSeenAt\n${RAW.seenRival},${new Date(Date.now() - DAY).toISOString()}\n`;
    expect((await api.putReference('seen-numbers', seenNumbers)).status).toBe(200);
    const faulty = `${WORLD['ported-numbers']}${RAW.inReferenceFault},nobody\n${RAW.inReferenceFault}x,red\n`;
    expect((await api.putReference('ported-numbers', faulty)).status).toBe(422);
  }

  async function sendEverything(now: number): Promise<void> {
    await api.ingest('signalling', trip(now));
    await api.ingest('signalling', oddSignalling(now));
    await api.ingest('lifecycle', newCustomers(now));
    await api.ingest('usage', traffic(now));
    for (const line of brokenLines(now)) expect((await api.post('signalling', line)).body.rejected).toBe(1);
    const csv = `eventTime,eventType,msisdn,cellId,${RAW.inUnknownColumn}\n${now},paging,${RAW.caller},a1,${RAW.inUnknownColumn}\n`;
    expect((await api.post('signalling', csv, CSV)).body.accepted).toBe(1);
    for (const [feed, line] of misplacedNumbers(now)) {
      expect((await api.post(feed, JSON.stringify(line))).body.accepted).toBe(1);
    }
    const gzip = { 'content-encoding': 'gzip' };
    expect((await api.post<ErrorAnswer>('usage', RAW.inBrokenGzip, CSV, gzip)).status).toBe(400);
  }

  /** Every answer that the server gives is kept by the client. */
  async function askEverything(): Promise<void> {
    const [first] = await api.detections();
    const paths = [
      '/areas',
      '/areas/K11',
      '/hotspots',
      '/hotspots/U1',
      `/detections/${first?.detectionId ?? ''}`,
      '/status',
    ];
    const windows = [
      '/areas/K11/windows?metric=events&size=1m',
      '/hotspots/U1/windows?metric=calls&size=15m',
    ];
    const files = Object.keys(WORLD).map((file) => `/reference/${file}`);
    const wrong = [
      `/areas/${RAW.inAddress}`,
      `/detections?areaId=${RAW.inQuery}`,
      `/detections/${RAW.inAddress}`,
    ];
    for (const path of [...paths, ...windows, ...files, ...wrong]) await api.get(path);
    for (const path of ['/metrics', '/readyz', `/${RAW.inAddress}`]) await api.request(path);
  }

  it('are found where they are: the hunt works', () => {
    expect(hunt.find(`{"msisdn":"${RAW.caller}"}`)).toEqual([`${RAW.caller} as digits`]);
    const key = Buffer.alloc(24);
    key.writeDoubleLE(Number(`1${RAW.caller}`), 3);
    expect(hunt.find(key)).toEqual([`${RAW.caller} as key, double`]);
  });

  it('are in no HTTP answer', () => {
    const answers = api.transcript.join('\n');
    expect(api.transcript.length).toBeGreaterThan(30);
    expect(answers).toMatch(/"subject":\{"kind":"subscriber","id":"[0-9a-f]{16}"\}/);
    expect(hunt.find(answers)).toEqual([]);
  });

  it('are in no message of the socket', async () => {
    await client.seen('overview', ({ kind }) => kind === 'delta');
    const messages = JSON.stringify([client.messages, acknowledgements]);
    expect(messages).toContain('"type":"homecoming"');
    expect(acknowledgements.at(-1)).toMatchObject({ code: 'unknown-area' });
    expect(hunt.find(messages)).toEqual([]);
  });

  it('are in no file while the server runs', async () => {
    const { found, files } = await hunt.findInFiles(dataDir);
    expect(files).toBeGreaterThan(20);
    expect(found).toEqual([]);
  });

  it('are in no log line, down to debug', () => {
    expect(server.output).toContain('"msg":"request answered"');
    expect(hunt.find(server.output)).toEqual([]);
  });

  describe('after a stop', () => {
    beforeAll(() => server.stop());

    it('are in no file: journal and snapshots are sealed', async () => {
      const { found } = await hunt.findInFiles(dataDir);
      expect(found).toEqual([]);
    });

    it('are in no row of the store', async () => {
      const { found, rows } = await readStore(dataDir, (store) => hunt.findInStore(store));
      expect(rows).toBeGreaterThan(100);
      expect(found).toEqual([]);
    });
  });
});

function events(...made: readonly { readonly event: RawEvent }[]): RawEvent[] {
  return made.map(({ event }) => event);
}

/** A homecoming, with one event that comes too late. */
function trip(now: number): RawEvent[] {
  const back = now - 40 * MINUTE;
  return events(
    seenAt(back - 9 * DAY, RAW.traveller, 'C9'),
    seen(back, RAW.traveller, 'a1'),
    seen(back + 31 * MINUTE, RAW.traveller, 'a2'),
    seen(back - DAY, RAW.tooLate, 'a1'),
  );
}

/** Numbers where they are only identity, and in fields that nobody knows. */
function oddSignalling(now: number): RawEvent[] {
  const { caller } = RAW;
  return events(
    seen(now - 9_000, RAW.ported, 'a1', { imsi: RAW.imsi, imei: RAW.imsi }),
    seen(now - 8_000, caller, 'a1', { eventId: `event-${RAW.inEventId}` }),
    seen(now - 7_000, caller, 'a1', { remark: RAW.inUnknownField, [RAW.inUnknownField]: 1 }),
  );
}

function newCustomers(now: number): RawEvent[] {
  return events(
    lifecycle(now - 9_000, 'activated', RAW.newcomer, { channelId: 'campusShop', eventId: RAW.newcomer }),
    lifecycle(now - 8_000, 'product-ordered', RAW.newcomer, { productId: 'P1' }),
  );
}

/** Calls with rivals whom nobody has seen, which makes the share fall. */
function traffic(now: number): RawEvent[] {
  const calls = RAW.rivals.map((rival, index) => call(now - 50_000 + index * 10, RAW.caller, rival, 'both'));
  return events(
    ...calls,
    message(now - 8_000, RAW.caller, RAW.servicePeer, 'both'),
    call(now - 7_000, RAW.caller, RAW.seenRival, 'both', { eventId: `${RAW.inEventId}-usage` }),
    surf(now - 5_000, RAW.caller, 'both'),
  );
}

function brokenLines(now: number): string[] {
  const line = (fields: Readonly<Record<string, unknown>>): string =>
    JSON.stringify({ eventTime: now, eventType: 'paging', msisdn: RAW.caller, cellId: 'a1', ...fields });
  return [
    `{"eventTime":${now},"msisdn":"${RAW.inBrokenLine}"`,
    line({ msisdn: RAW.tooLong }),
    line({ msisdn: `+${RAW.inBrokenLine}` }),
    line({ msisdn: Number(RAW.inBrokenLine) }),
    line({ msisdn: RAW.tooEarly, eventTime: now + DAY }),
    line({ eventType: RAW.asEventType }),
    line({ eventTime: `at ${RAW.inBrokenLine}` }),
  ];
}

/** Good records whose names hold a number, as a column mapping that is one off would give. */
function misplacedNumbers(now: number): [Feed, object][] {
  const of = { eventTime: now, msisdn: RAW.caller };
  return [
    ['signalling', { ...of, eventType: 'paging', cellId: RAW.asCell }],
    ['signalling', { ...of, eventType: 'paging', cellId: 'a1', servingAreaId: RAW.asServingArea }],
    ['signalling', { ...of, eventType: 'attach', cellId: 'a1', rat: RAW.asRat, servingPlmn: RAW.asPlmn }],
    [
      'lifecycle',
      { ...of, eventType: 'product-ordered', channelId: RAW.asChannel, productId: RAW.asProduct },
    ],
    [
      'usage',
      { ...of, service: 'sms', direction: 'originating', peerMsisdn: '10086', peerOperator: RAW.asOperator },
    ],
  ];
}
