import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import type { HandoverBlock } from '../../adapters/engine/index.ts';
import { FakePipeline } from '../../testing/fake-pipeline.ts';
import { homecoming, NOON } from '../../testing/samples.ts';
import { DATABASE_KINDS, openTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { HandoverWrites } from './handover-writes.ts';
import { countSetAside } from './inbox.repository.ts';
import { InboxService } from './inbox.service.ts';
import type { InboxDetection } from './inbox.types.ts';

const NUMBER = '8613900000001';
const keys = [{ id: 'k', secret: Buffer.alloc(32, 7) }] as const;
const logger = pino({ level: 'silent' });
const clock = { now: () => NOON, speed: 1, simulated: false };

const block = (...ids: string[]): HandoverBlock => ({
  table: 'handover',
  token: ids.join(),
  rows: ids.length,
  bytes: Buffer.from(
    JSON.stringify(
      ids.map((id) => ({ detection: homecoming(id, '2026-02-10T11:59:00+08:00'), number: NUMBER })),
    ),
  ),
});

async function until(done: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !done(); tries++)
    await new Promise((resolve) => setTimeout(resolve, 25));
  expect(done()).toBe(true);
}

describe.each(DATABASE_KINDS)('inbox, %s', (kind) => {
  let test: TestDatabase;
  let writes: HandoverWrites;
  let pipeline: FakePipeline;
  const services: InboxService[] = [];

  beforeAll(async () => {
    test = await openTestDatabase(kind);
    writes = new HandoverWrites({ database: test.database, secrets: { keys }, clock, logger });
  });
  beforeEach(() => {
    pipeline = new FakePipeline();
  });
  afterAll(async () => {
    await Promise.all(services.map((service) => service.onApplicationShutdown()));
    await writes.close();
    await test.close();
  });

  const handOver = (...ids: string[]): Promise<void> =>
    new Promise((acknowledged) => writes.write(block(...ids), acknowledged));

  function consume(name: string, taken: string[], fails: (ids: readonly string[]) => boolean = () => false) {
    const inbox = new InboxService(test.database, pipeline, clock, logger);
    inbox.consume(name, { types: ['homecoming'], tries: 3 }, async (tx, detections) => {
      const ids = detections.map(({ detection }: InboxDetection) => detection.detectionId);
      await tx.execute(sql`select 1`);
      if (fails(ids)) throw new Error('not these');
      taken.push(...ids);
    });
    inbox.onApplicationBootstrap();
    services.push(inbox);
    return inbox;
  }

  it('keeps a detection once, however often it is handed over, and its number in the vault only', async () => {
    await handOver('a', 'b');
    await Promise.all([handOver('b', 'c'), handOver('a')]);
    const { rows } = await test.database.db.execute(sql`select * from detection_inbox order by seq`);
    expect(rows.map((row) => row['detection_id'])).toEqual(['a', 'b', 'c']);
    expect(JSON.stringify(rows)).not.toContain(NUMBER);
    const vault = await test.database.db.execute(sql`select * from vault_numbers`);
    expect(vault.rows).toHaveLength(1);
    expect(JSON.stringify(vault.rows)).not.toContain(NUMBER);
  });

  it('gives each consumer everything in order, once', async () => {
    const one: string[] = [];
    const first = consume('one', one);
    await until(() => one.length === 3);
    await first.onApplicationShutdown();
    await handOver('d');
    const second = consume('one', one);
    const other: string[] = [];
    const third = consume('two', other);
    await until(() => one.length === 4 && other.length === 4);
    expect(one).toEqual(['a', 'b', 'c', 'd']);
    expect(other).toEqual(one);
    await handOver('e');
    pipeline.handedOver$.next();
    await until(() => one.length === 5 && other.length === 5);
    await second.onApplicationShutdown();
    await third.onApplicationShutdown();
  });

  it('gives a batch that failed again, and those before the faulty one are not held up', async () => {
    const taken: string[] = [];
    let broken = true;
    const service = consume('three', taken, (ids) => broken && ids.includes('d'));
    await until(() => taken.length === 3);
    broken = false;
    await until(() => taken.length === 5);
    expect(taken).toEqual(['a', 'b', 'c', 'd', 'e']);
    await service.onApplicationShutdown();
  });

  it('puts one aside that fails by itself again and again, and tries it again at the next start', async () => {
    const taken: string[] = [];
    const faulty = consume('four', taken, (ids) => ids.includes('b'));
    await until(() => taken.length === 4);
    expect(taken).toEqual(['a', 'c', 'd', 'e']);
    expect(await countSetAside(test.database.db)).toBe(1);
    await faulty.onApplicationShutdown();
    const still = consume('four', taken, (ids) => ids.includes('b'));
    await handOver('after');
    await until(() => taken.includes('after'));
    expect(await countSetAside(test.database.db)).toBe(1);
    await still.onApplicationShutdown();
    const mended = consume('four', taken);
    await until(() => taken.includes('b'));
    // It is taken within a transaction, which is over once the service is.
    await mended.onApplicationShutdown();
    expect(await countSetAside(test.database.db)).toBe(0);
    expect(taken).toEqual(['a', 'c', 'd', 'e', 'after', 'b']);
  });

  it('takes a block of any size', async () => {
    await handOver(...Array.from({ length: 20_000 }, (_, index) => `many-${index}`));
    const { rows } = await test.database.db.execute(sql`
      delete from detection_inbox where detection_id like 'many-%' returning seq`);
    expect(rows).toHaveLength(20_000);
  });

  it('reads by event time, for rehearsals', async () => {
    const inbox = new InboxService(test.database, pipeline, clock, logger);
    const pages: number[] = [];
    for await (const page of inbox.read(NOON - 3_600_000, NOON, ['homecoming'])) pages.push(page.length);
    expect(pages).toEqual([6]);
    for await (const page of inbox.read(NOON, NOON + 1, ['homecoming'])) pages.push(page.length);
    expect(pages).toEqual([6]);
  });

  it('waits while the database refuses, and loses nothing', async () => {
    await test.database.db.execute(sql`alter table detection_inbox rename to away`);
    let acknowledged = false;
    writes.write(block('f'), () => (acknowledged = true));
    await until(() => writes.failing);
    expect(acknowledged).toBe(false);
    await test.database.db.execute(sql`alter table away rename to detection_inbox`);
    await until(() => acknowledged);
    expect(writes.failing).toBe(false);
  });
});
