import { describe, expect, it } from '@jest/globals';
import { createEventRows } from '../rows/feed-rows.ts';
import { StoreError } from '../store/errors.ts';
import type { Block } from '../store/store.ts';
import type { InsertTable } from '../store/tables.ts';
import { testBatch, testContext } from '../testing/test-batch.ts';
import { openTestStore } from '../testing/test-store.ts';
import { backoffMs } from './backoff.ts';
import type { InsertTarget } from './types.ts';
import { createWriter } from './writer.ts';

const backoff = { firstMs: 1, maxMs: 4 };

function block(token: string, table: InsertTable = 'usage_events', rows = 10): Block {
  return { table, token, bytes: new Uint8Array(rows * 10), rows };
}

/** A store that answers when the test says so. */
class SlowTarget implements InsertTarget {
  readonly seen: string[] = [];
  readonly #answers: PromiseWithResolvers<void>[] = [];

  insert(one: Block): Promise<void> {
    this.seen.push(one.token);
    const answer = Promise.withResolvers<void>();
    this.#answers.push(answer);
    return answer.promise;
  }

  async answer(error?: unknown): Promise<void> {
    const answer = this.#answers.shift();
    if (error === undefined) answer?.resolve();
    else answer?.reject(error);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const network = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

describe('a writer', () => {
  it('keeps the order within a table and has at most two inserts under way', async () => {
    const target = new SlowTarget();
    const writer = createWriter(target);
    const tables: InsertTable[] = ['usage_events', 'usage_events', 'detections', 'area_windows'];
    const writes = tables.map((table, index) => writer.write(block(String(index), table)));
    expect(target.seen).toEqual(['0', '2']);
    await target.answer();
    await target.answer();
    expect(target.seen).toEqual(['0', '2', '1', '3']);
    await target.answer();
    await target.answer();
    await Promise.all(writes);
    expect(writer.status()).toMatchObject({
      rowsWritten: 40,
      rowsPending: 0,
      bytesPending: 0,
      failing: false,
    });
  });

  it('tries again with the same block until it is acknowledged, and says so meanwhile', async () => {
    const target = new SlowTarget();
    const lines: string[] = [];
    const log = { warn: (_: object, message: string) => lines.push(message), error: () => undefined };
    const writer = createWriter(target, { backoff, log });
    const written = writer.write(block('t'));
    for (let i = 0; i < 3; i++) {
      await target.answer(network);
      expect(writer.status()).toMatchObject({ failing: true, rowsPending: 10 });
    }
    await target.answer();
    await written;
    expect(target.seen).toEqual(['t', 't', 't', 't']);
    expect(lines).toHaveLength(3);
    expect(writer.status().failing).toBe(false);
  });

  it('gives up on rows that the store refuses for good and goes on with the next', async () => {
    const target = new SlowTarget();
    const writer = createWriter(target, { backoff });
    const refused = writer.write(block('bad'));
    const next = writer.write(block('good'));
    const outcome = expect(refused).rejects.toMatchObject({
      code: 'insert-refused',
      details: { token: 'bad' },
    });
    await target.answer(Object.assign(new Error('Code: 27. secret row'), { clickhouseCode: 27 }));
    await outcome;
    await target.answer();
    await next;
  });

  it('is ready only below its limits', async () => {
    const target = new SlowTarget();
    const writer = createWriter(target, { maxPendingRows: 15 });
    await writer.ready();
    void writer.write(block('1'));
    await writer.ready();
    void writer.write(block('2'));
    let ready = false;
    const waiting = writer.ready().then(() => (ready = true));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(ready).toBe(false);
    await target.answer();
    await waiting;
    await target.answer();
    await writer.flush();
  });

  it('takes nothing once closed, and gives the rest up after the grace', async () => {
    const target = new SlowTarget();
    const writer = createWriter(target, { backoff: { firstMs: 60_000 } });
    const outcome = expect(writer.write(block('lost'))).rejects.toMatchObject({ code: 'writer-closed' });
    await target.answer(network);
    await writer.close(5);
    await outcome;
    await expect(writer.write(block('late'))).rejects.toThrow(StoreError);
  });

  it('counts rows once when the acknowledgement is lost on the way', async () => {
    let lost = 0;
    const { store, dispose } = openTestStore((door) => ({
      ...door,
      async insert(request) {
        await door.insert(request);
        if (lost++ < 2) throw network;
      },
    }));
    await store.migrate();
    const context = testContext();
    const rows = createEventRows('usage_events');
    const event = { time: Date.UTC(2026, 1, 1), kind: 'sms', msisdn: '1', peer: '2' };
    rows.appendBatch(testBatch('usage', 's', context.long, [event, event]), context);
    const writer = createWriter(store, { backoff });
    await writer.write(rows.take('s:0-1:usage_events'));
    const counts = await store.select(
      `SELECT toUInt32(count()) AS n, (SELECT toUInt32(sum(sms)) FROM ${store.database}.contacts) AS sms ` +
        `FROM ${store.database}.usage_events`,
    );
    await dispose();
    expect(lost).toBe(3);
    expect(counts).toEqual([{ n: 2, sms: 2 }]);
    expect(writer.status().insertP99Ms).toBeGreaterThan(0);
  });
});

describe('the pause between attempts', () => {
  it('doubles to a limit, half of it random', () => {
    const options = { firstMs: 100, maxMs: 1000 };
    expect([1, 2, 3, 4, 5, 100].map((attempt) => backoffMs(attempt, options, () => 1))).toEqual([
      100, 200, 400, 800, 1000, 1000,
    ]);
    expect(backoffMs(2, options, () => 0)).toBe(100);
  });
});
