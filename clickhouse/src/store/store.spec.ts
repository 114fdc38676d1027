import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createEventRows } from '../rows/feed-rows.ts';
import { rejectionBlock } from '../rows/results.ts';
import { testBatch, testContext, type TestEvent } from '../testing/test-batch.ts';
import { openTestStore, type TestStore } from '../testing/test-store.ts';
import type { Block } from './store.ts';
import { StoreError } from './errors.ts';

const MIDNIGHT = Date.UTC(2026, 1, 10);
const DAY = 86_400_000;
const context = testContext();

function usageBlock(token: string, events: readonly TestEvent[], source = 'file:usage.csv'): Block {
  const rows = createEventRows('usage_events');
  rows.appendBatch(testBatch('usage', source, context.long, events), context);
  return rows.take(token);
}

function call(time: number, msisdn: string, peer: string): TestEvent {
  return { time, kind: 'voice', msisdn, peer, direction: 1, durationSeconds: 60 };
}

describe('a store', () => {
  let opened: TestStore;
  beforeAll(async () => {
    opened = openTestStore();
    await opened.store.migrate();
  });
  afterAll(() => opened.dispose());

  async function only<Row>(statement: string): Promise<Row> {
    const rows = await opened.store.select<Row>(statement.replaceAll('DB', opened.store.database));
    expect(rows).toHaveLength(1);
    return rows[0] as Row;
  }
  const countOf = async (source: string): Promise<number> =>
    (
      await only<{ n: number }>(
        `SELECT toUInt32(count()) AS n FROM DB.usage_events WHERE source = '${source}'`,
      )
    ).n;

  it('stores a block once however often it is sent with its token, also in contacts, also over several days', async () => {
    const events = Array.from({ length: 40 }, (_, i) =>
      call(MIDNIGHT + i * DAY, '8613800000001', '8613900000002'),
    );
    const block = usageBlock("it's:0-39\\usage", events, 'retried');
    for (let attempt = 0; attempt < 3; attempt++) await opened.store.insert(block);
    expect(await countOf('retried')).toBe(40);
    expect(await only('SELECT toUInt32(sum(calls)) AS calls FROM DB.contacts')).toEqual({ calls: 40 });
  });

  it('makes one part of a large block, so that its token covers all of it', async () => {
    const ROWS = 150_000;
    const events = Array.from({ length: ROWS }, (_, i) =>
      call(MIDNIGHT - 100 * DAY + i, '8613800000001', String(i)),
    );
    const block = usageBlock('large', events, 'large');
    const parts = `SELECT toUInt32(count()) AS n FROM system.parts
      WHERE database = 'DB' AND table = 'usage_events' AND partition = '2025-11-02' AND level = 0`;
    await opened.store.insert(block);
    await opened.store.insert(block);
    expect(await countOf('large')).toBe(ROWS);
    expect(await only(parts)).toEqual({ n: 1 });
  });

  it('stores equal rows of different tokens each', async () => {
    const events = [call(MIDNIGHT, '8613800000003', '8613900000004')];
    await opened.store.insert(usageBlock('a', events, 'equal'));
    await opened.store.insert(usageBlock('b', events, 'equal'));
    expect(await countOf('equal')).toBe(2);
  });

  it('gives back a usage event as it went in', async () => {
    const event = {
      time: MIDNIGHT + 1,
      kind: 'sms',
      msisdn: '8613800000005',
      identity: [0xffff_ffff, 0xffff_fffe],
      texts: { cellId: 'tab\there', servingAreaId: 'line\nback\\slash\0', peerOperator: '移动' },
      direction: 2,
      peer: '10086',
      durationSeconds: 1.5,
      uplinkBytes: 2 ** 40 + 0.4,
      downlinkBytes: Number.NaN,
    } as const satisfies TestEvent;
    await opened.store.insert(usageBlock('round', [event], 'round'));
    const row = await only<Record<string, unknown>>(
      `SELECT * EXCEPT (stored_at, subscriber_id, peer_id, identity), toString(identity) AS identity,
        leftPad(lower(hex(subscriber_id)), 16, '0') AS subscriber, leftPad(lower(hex(peer_id)), 16, '0') AS peer
      FROM DB.usage_events WHERE source = 'round'`,
    );
    expect(row).toEqual({
      event_time: '2026-02-10 00:00:00.001',
      kind: 'sms',
      subscriber: context.pseudonyms.idOf('8613800000005'),
      direction: 'terminating',
      peer: context.pseudonyms.idOf('10086'),
      peer_operator: '移动',
      cell_id: 'tab\there',
      serving_area_id: 'line\nback\\slash\0',
      area_id: '410402',
      duration_seconds: 1.5,
      uplink_bytes: 2 ** 40,
      downlink_bytes: 0,
      source: 'round',
      identity: '18446744073709551614',
    });
  });

  it('gives back signalling, lifecycle and late events as they went in', async () => {
    const { store } = opened;
    const texts = { cellId: 'c1', servingAreaId: 'a1', rat: 'NR', homePlmn: '46000', servingPlmn: '46001' };
    const signalling = testBatch('signalling', 's', context.long, [
      { time: MIDNIGHT, kind: 'periodic-update', msisdn: '1', texts },
    ]);
    const lifecycle = testBatch('lifecycle', 's', context.long, [
      { time: 0, kind: 'ported-in', msisdn: '2', texts: { channelId: 'h', areaId: 'g', productId: 'p' } },
    ]);
    for (const batch of [signalling, lifecycle]) {
      const rows = createEventRows(batch.feed === 'signalling' ? 'signalling_events' : 'lifecycle_events');
      rows.appendBatch(batch, context);
      await store.insert(rows.take(`s:${batch.feed}`));
    }
    const late = createEventRows('late_events');
    late.appendBatch(signalling, context);
    late.appendBatch(lifecycle, context);
    await store.insert(late.take('late'));

    expect(await only('SELECT * EXCEPT (stored_at, subscriber_id) FROM DB.signalling_events')).toMatchObject({
      event_time: '2026-02-10 00:00:00.000',
      kind: 'periodic-update',
      cell_id: 'c1',
      serving_area_id: 'a1',
      area_id: '410402',
      rat: 'NR',
      home_plmn: '46000',
      serving_plmn: '46001',
    });
    expect(await only('SELECT * EXCEPT (stored_at, subscriber_id) FROM DB.lifecycle_events')).toMatchObject({
      event_time: '1970-01-01 00:00:00.000',
      kind: 'ported-in',
      channel_id: 'h',
      given_area_id: 'g',
      area_id: '410402',
      product_id: 'p',
    });
    expect(
      await only(
        `SELECT groupArray((feed, kind, source)) AS late FROM (SELECT * FROM DB.late_events ORDER BY feed)`,
      ),
    ).toEqual({
      late: [
        ['lifecycle', 'ported-in', 's'],
        ['signalling', 'periodic-update', 's'],
      ],
    });
  });

  it('cuts long texts at a character and clamps times to what a column holds', async () => {
    const event = { ...call(1e18, '3', '4'), texts: { cellId: '潮'.repeat(60) } };
    await opened.store.insert(usageBlock('long', [event], 'long'));
    expect(
      await only(`SELECT toString(event_time) AS time, cell_id FROM DB.usage_events WHERE source = 'long'`),
    ).toEqual({ time: '2299-12-31 23:59:59.999', cell_id: '潮'.repeat(42) });
  });

  it('gives back text rows as they went in', async () => {
    const nasty = "tab\t line\n return\r back\\slash quote' null\0 潮";
    await opened.store.insert(
      rejectionBlock('nasty', [
        { source: nasty, feed: 'usage', line: 7, field: null, code: 'not-json', receivedAt: MIDNIGHT + 5 },
      ]),
    );
    expect(await only('SELECT * EXCEPT stored_at FROM DB.rejected_events')).toEqual({
      source: nasty,
      feed: 'usage',
      line: expect.anything(),
      field: '',
      code: 'not-json',
      received_at: '2026-02-10 00:00:00.005',
    });
  });

  it('takes an empty block for done', async () => {
    await opened.store.insert(usageBlock('empty', [], 'empty'));
    expect(await countOf('empty')).toBe(0);
  });

  it('says what failed without the data', async () => {
    await expect(opened.store.select('SELECT nothing FROM nowhere')).rejects.toMatchObject({
      name: 'StoreError',
      code: 'query-failed',
    });
  });
});

describe('a closed store', () => {
  it('takes nothing more', async () => {
    const { store, dispose } = openTestStore();
    await dispose();
    await expect(store.insert(usageBlock('x', [call(0, '1', '2')]))).rejects.toThrow(StoreError);
  });
});
