import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createEventRows } from '../rows/feed-rows.ts';
import { INSERT_TABLES } from '../store/tables.ts';
import { testBatch, testContext } from '../testing/test-batch.ts';
import { openTestStore, type TestStore } from '../testing/test-store.ts';
import { applyDurability } from './durability.ts';
import { applyRetention, DEFAULT_RETENTION } from './retention.ts';

describe('retention', () => {
  let opened: TestStore;
  beforeAll(async () => {
    opened = openTestStore();
    await opened.store.migrate();
  });
  afterAll(() => opened.dispose());

  async function ttlOf(table: string): Promise<string> {
    const rows = await opened.store.select<{ ttl: string }>(
      `SELECT extract(create_table_query, 'TTL ([^S]*) SETTINGS') AS ttl FROM system.tables
       WHERE database = {database:String} AND name = {table:String}`,
      { database: opened.store.database, table },
    );
    return rows[0]?.ttl ?? '';
  }

  it('is applied to every table once, and again only where it changes', async () => {
    expect(await applyRetention(opened.store)).toContain('contacts');
    expect(await ttlOf('usage_events')).toBe(`stored_at + toIntervalDay(${DEFAULT_RETENTION.rawDays})`);
    expect(await applyRetention(opened.store)).toEqual([]);
    expect(await applyRetention(opened.store, { detectionDays: 10 })).toEqual(['detections']);
    expect(await ttlOf('detections')).toBe('stored_at + toIntervalDay(10)');
  });

  it('of no days keeps rows for ever', async () => {
    expect(await applyRetention(opened.store, { contactDays: 0, detectionDays: 10 })).toEqual(['contacts']);
    expect(await ttlOf('contacts')).toBe('');
  });

  it('must be whole days', async () => {
    await expect(applyRetention(opened.store, { rawDays: 1.5 })).rejects.toThrow(RangeError);
  });

  it('removes rows that were stored too long ago', async () => {
    const { store } = opened;
    await applyRetention(store, { refusedDays: 5 });
    const columns = 'source, feed, line, field, code, received_at, stored_at';
    for (const [token, age] of [
      ['old', 6],
      ['young', 4],
    ] as const) {
      await store.command(
        `INSERT INTO ${store.database}.rejected_events (${columns}) SETTINGS insert_deduplication_token = '${token}' ` +
          `SELECT '${token}', 'usage', 1, '', 'missing', now64(3), now() - toIntervalDay(${age})`,
      );
    }
    await store.command(`OPTIMIZE TABLE ${store.database}.rejected_events FINAL`);
    const rows = await store.select<{ source: string }>(
      `SELECT source FROM ${store.database}.rejected_events`,
    );
    expect(rows).toEqual([{ source: 'young' }]);
  });
});

describe('durability', () => {
  let opened: TestStore;
  beforeAll(async () => {
    opened = openTestStore();
    await opened.store.migrate();
  });
  afterAll(() => opened.dispose());

  it('against loss of power is switched on and off once, and inserts go on', async () => {
    const { store } = opened;
    expect(await applyDurability(store, 'process')).toEqual([]);
    expect(await applyDurability(store, 'power')).toEqual([...INSERT_TABLES, 'contacts']);
    expect(await applyDurability(store, 'power')).toEqual([]);
    const context = testContext();
    const rows = createEventRows('usage_events');
    const sms = { time: Date.UTC(2026, 1, 1), kind: 'sms', msisdn: '1', peer: '2' };
    rows.appendBatch(testBatch('usage', 's', context.long, [sms]), context);
    await store.insert(rows.take('t'));
    expect(await store.query('ledger', {})).toMatchObject([{ source: 's', stored: 1 }]);
    expect(await applyDurability(store, 'process')).toHaveLength(INSERT_TABLES.length + 1);
  });
});
