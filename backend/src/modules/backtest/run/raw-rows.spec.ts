import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createStore, type Store } from '@tidewall/clickhouse';
import { createEventRows, createPseudonyms, numberBlock, RAW_TABLE } from '@tidewall/clickhouse/rows';
import {
  ABSENT,
  FeedDecoder,
  LongNumbers,
  numberDigits,
  ReferenceIds,
  UNKNOWN,
  type EventBatch,
  type Feed,
} from '@tidewall/streams';
import { readEvents, readNumbers } from './raw-rows.ts';
import { SyntheticNumbers } from './synthetic-numbers.ts';

const T = Date.parse('2026-02-10T08:00:00+08:00');
const ALL = { fromMs: 0, toMs: T + 86_400_000 };
const OURS = '8613900000001';
const PEER = '8613100000002';
const SERVICE = '10086';

const ids = new ReferenceIds({ cells: ['c1', 'c2'], areas: ['9901'], operators: ['own'], channels: ['ch'] });
const long = new LongNumbers();
const pseudonyms = createPseudonyms(Buffer.alloc(32, 7));
const context = { pseudonyms, long, areaIdOf: () => new Uint8Array(0) };

const LINES: Readonly<Record<Feed, readonly object[]>> = {
  lifecycle: [
    { eventTime: T, eventType: 'activated', msisdn: OURS, channelId: 'ch' },
    { eventTime: T + 5, eventType: 'ported-out', msisdn: OURS, areaId: '9901' },
  ],
  signalling: [
    { eventTime: T + 1, eventType: 'attach', msisdn: OURS, cellId: 'c2' },
    { eventTime: T + 2, eventType: 'session', msisdn: OURS, servingAreaId: 'elsewhere' },
  ],
  usage: [
    {
      eventTime: T + 3,
      service: 'voice',
      msisdn: OURS,
      direction: 'terminating',
      peerMsisdn: PEER,
      peerOperator: 'own',
      durationSeconds: 61.5,
      cellId: 'c1',
    },
    { eventTime: T + 4, service: 'data', msisdn: OURS, uplinkBytes: 2 ** 40, downlinkBytes: 7, cellId: 'c9' },
    {
      eventTime: T + 6,
      service: 'sms',
      msisdn: OURS,
      direction: 'originating',
      peerMsisdn: SERVICE,
      cellId: 'c1',
    },
  ],
};

function decoded(feed: Feed, source: string): EventBatch {
  const bytes = new TextEncoder().encode(LINES[feed].map((line) => `${JSON.stringify(line)}\n`).join(''));
  return new FeedDecoder(feed, ids, long).decode({
    source,
    feed,
    format: { kind: 'ndjson' },
    bytes,
    firstLine: 1,
    now: null,
  }).batch;
}

describe('raw rows', () => {
  let directory: string;
  let store: Store;
  const numbers = new SyntheticNumbers((digits) => long.keyOf(digits));
  const sent = new Map<Feed, EventBatch[]>();

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tidewall-raw-'));
    store = createStore({ embedded: directory });
    await store.migrate();
    for (const feed of ['lifecycle', 'signalling', 'usage'] as const) {
      // Sources out of order: each comes back whole.
      const batches = ['b', 'a'].map((source) => decoded(feed, source));
      const rows = createEventRows(RAW_TABLE[feed]);
      for (const batch of batches) rows.appendBatch(batch, context);
      await store.insert(rows.take(`raw ${feed}`));
      sent.set(feed, batches.reverse());
    }
    const known = [OURS, PEER, SERVICE].map((digits) => {
      const id = pseudonyms.idOf(digits);
      const [hi, lo] = [id.slice(0, 8), id.slice(8)].map((hex) => Number.parseInt(hex, 16)) as [
        number,
        number,
      ];
      return { hi, lo, operatorId: 'own', homeAreaId: '9901', digits: digits.length };
    });
    await store.insert(numberBlock('numbers', known));
    const half = 2n ** 63n;
    for (const [fromId, toId] of [[0n, half - 1n] as const, [half, half * 2n - 1n] as const]) {
      const range = { fromId: String(fromId), toId: String(toId) };
      readNumbers(await store.queryBytes('raw-numbers', range), numbers);
    }
  });
  afterAll(async () => {
    await store.close();
    await rm(directory, { recursive: true });
  });

  /** What detectors see of a batch, numbers by their pseudonyms. */
  const seen = (batch: EventBatch, idOf: (digits: string) => string): unknown[] => {
    const name = (key: number): string | null => (key === 0 ? null : idOf(numberDigits(key, long)));
    return Array.from({ length: batch.length }, (_, row) => ({
      source: batch.source,
      time: batch.time[row],
      kind: batch.kind[row],
      msisdn: name(batch.msisdn[row]!),
      identity: [batch.identityHi[row], batch.identityLo[row]],
      area: batch.area[row],
      ...(batch.feed === 'lifecycle' ? { channel: batch.channel[row] } : { cell: batch.cell[row] }),
      ...(batch.feed === 'usage'
        ? {
            direction: batch.direction[row],
            peer: name(batch.peer[row]!),
            peerOperator: batch.peerOperator[row],
            seconds: batch.durationSeconds[row] || 0,
            up: batch.uplinkBytes[row] || 0,
            down: batch.downlinkBytes[row] || 0,
          }
        : {}),
    }));
  };

  it.each(['lifecycle', 'signalling', 'usage'] as const)('give back %s events as they came', async (feed) => {
    const bytes = await store.queryBytes(`raw-${feed}`, ALL);
    const batches = readEvents(feed, bytes, ids, numbers);
    expect(batches.map(({ source, length }) => [source, length])).toEqual([
      ['a', LINES[feed].length],
      ['b', LINES[feed].length],
    ]);
    const given = sent.get(feed)!.map((batch) => seen(batch, (digits) => pseudonyms.idOf(digits)));
    expect(batches.map((batch) => seen(batch, (digits) => numbers.pseudonymOf(digits)))).toEqual(given);
    for (const { time, order, length } of batches)
      expect(order.subarray(0, length)).toEqual(time.subarray(0, length));
    expect(numbers.unknown).toBe(0);
  });

  it('tell ids that are unknown from those that are absent', async () => {
    const [batch] = readEvents('signalling', await store.queryBytes('raw-signalling', ALL), ids, numbers);
    expect([...batch!.cell.subarray(0, 2)]).toEqual([1, ABSENT]);
    expect([...batch!.area.subarray(0, 2)]).toEqual([ABSENT, UNKNOWN]);
  });

  it('are none when nothing is stored', async () => {
    const bytes = await store.queryBytes('raw-usage', { fromMs: 0, toMs: 1 });
    expect(readEvents('usage', bytes, ids, numbers)).toEqual([]);
  });

  it('keep service numbers apart from those that somebody may have', () => {
    const digits = [OURS, PEER, SERVICE].map((number) => {
      const id = pseudonyms.idOf(number);
      const words = { hi: Number.parseInt(id.slice(0, 8), 16), lo: Number.parseInt(id.slice(8), 16) };
      return numbers.digitsOf(words)!.length;
    });
    expect(digits).toEqual([15, 15, 20]);
  });
});
