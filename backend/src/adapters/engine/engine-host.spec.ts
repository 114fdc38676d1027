import { cpSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FailedRecords } from '../journal/index.ts';
import { POISON } from './testing/tally-engine.ts';
import { body, MemoryStore, openFixture, type Fixture, type FixtureOptions } from './testing/host-fixture.ts';

let root: string;
let store: MemoryStore;
const opened: Fixture[] = [];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tidewall-engine-'));
  store = new MemoryStore();
});
afterEach(async () => {
  // What a test left as a crash would: only the file must be given back.
  for (const { journal } of opened.splice(0)) await journal.close().catch(() => undefined);
  await rm(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

async function started(more: Partial<FixtureOptions> = {}): Promise<Fixture> {
  const fixture = await openFixture({ dir: root, store, ...more });
  opened.push(fixture);
  await fixture.host.start();
  return fixture;
}

async function until(come: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1_000 && !come(); turn += 1) await setImmediate();
}

/** Lets a second of wall time pass, as the thread's timer would. */
async function pass(fixture: Fixture, milliseconds = 1_000): Promise<void> {
  fixture.now += milliseconds;
  fixture.host.tick();
  await fixture.journal.flush();
  await setImmediate();
}

describe('engine host', () => {
  it('answers when the record is durable, not before', async () => {
    const fixture = await started();
    const applied = await fixture.host.submit(body(['a', 'b', 'a']));
    expect(applied.step?.judged).toMatchObject({ read: 3, stored: 2, duplicate: 1 });
    expect(fixture.journal.durableSeq).toBeGreaterThanOrEqual(1);
    await fixture.host.stop(1_000);
  });

  it('lets no row and no detection out before the record is durable', async () => {
    const fixture = await started({ settings: { maxBlockRows: 1 } });
    const answer = fixture.host.submit(body(['a']));
    await Promise.resolve();
    expect([store.offered, fixture.outputs.length, fixture.journal.durableSeq]).toEqual([0, 0, 0]);
    await answer;
    expect([store.offered, fixture.outputs.length]).toEqual([2, 1]);
    await fixture.host.stop(1_000);
  });

  it('cuts detections after 250 ms and everything after a second', async () => {
    const fixture = await started({ settings: { idleTimeoutMs: 60_000 } });
    await fixture.host.submit(body(['a']));
    await pass(fixture, 250);
    expect([...store.blocks.values()].map(({ table }) => table)).toEqual(['detections']);
    await pass(fixture, 750);
    expect([...store.blocks.values()].map(({ table }) => table)).toEqual(['detections', 'area_windows']);
    expect([...store.blocks.keys()]).toEqual([
      `${fixture.journal.id}:1-2:detections`,
      `${fixture.journal.id}:1-3:area_windows`,
    ]);
    await fixture.host.stop(1_000);
  });

  it('sets a silent source aside once, and again only after it has spoken', async () => {
    const fixture = await started({ settings: { idleTimeoutMs: 1_000 } });
    const states = async () => (await fixture.host.counters()).sources.map(({ state }) => state);
    await fixture.host.submit(body(['a']));
    await pass(fixture, 900);
    expect(await states()).toEqual(['active']);
    await pass(fixture, 100);
    expect(await states()).toEqual(['idle']);
    await fixture.host.submit(body(['b']));
    expect(await states()).toEqual(['active']);
    await pass(fixture, 1_000);
    expect(await states()).toEqual(['idle']);
    await fixture.host.stop(1_000);
  });

  it('says that it is busy when the store is behind, keeps sources of our own waiting, and never calls them idle', async () => {
    const settings = { maxOutstandingBytes: 10, idleTimeoutMs: 500, cutMs: 100 };
    const fixture = await started({ holdAcks: true, settings });
    await fixture.host.submit(body(['a'], { source: 'http:usage' }));
    await pass(fixture, 400);
    expect(fixture.pressure).toEqual([true]);
    let answered = false;
    const patient = fixture.host.submit(body(['b'], { source: 'http:usage' }), true).then(() => {
      answered = true;
    });
    await pass(fixture);
    await pass(fixture);
    expect(answered).toBe(false);
    expect((await fixture.host.counters()).sources[0]?.state).toBe('active');
    fixture.acknowledge();
    await patient;
    expect(fixture.pressure.slice(0, 2)).toEqual([true, false]);
    fixture.acknowledge();
    await fixture.host.stop(10);
  });

  it('is busy when the journal grows while no snapshot can be made', async () => {
    const fixture = await started({ holdAcks: true, settings: { maxJournalBytes: 500 } });
    await fixture.host.submit(body(['a'.repeat(600)]));
    await pass(fixture);
    expect(fixture.pressure).toEqual([true]);
    await fixture.host.stop(10);
  });

  it('refuses a broken reference file and keeps the old one, also after a restart', async () => {
    const fixture = await started();
    expect((await fixture.host.submit({ type: 'reference', files: { areas: 'good' } })).faults).toBeNull();
    expect(
      (await fixture.host.submit({ type: 'reference', files: { areas: 'broken' } })).faults,
    ).toHaveLength(1);
    expect(fixture.host.reference).toEqual({ areas: 'good' });
    const again = await started();
    expect(again.host.reference).toEqual({ areas: 'good' });
    await again.host.stop(1_000);
  });

  it('stops with a snapshot, so that the next start replays nothing', async () => {
    const fixture = await started();
    await fixture.host.submit(body(['a'], { position: 7 }));
    await fixture.host.stop(1_000);
    await expect(fixture.host.submit(body(['b']))).rejects.toMatchObject({ code: 'not-ready' });
    const again = await started();
    expect(again.logs).not.toContain('state recovered');
    expect(again.host.positions).toEqual({ 'http:usage': 7 });
    expect((await again.host.submit(body(['a']))).step?.judged).toMatchObject({ duplicate: 1 });
    await again.host.stop(1_000);
  });

  it('stops in the middle of a replay and replays at the next start', async () => {
    const fixture = await started();
    for (const id of ['a', 'b', 'c']) await fixture.host.submit(body([id]));
    const second = await openFixture({ dir: root, store });
    const start = second.host.start();
    await Promise.all([expect(start).rejects.toMatchObject({ code: 'not-ready' }), second.host.stop(1_000)]);
    const third = await started();
    expect((await third.host.submit(body(['a', 'b', 'c', 'd']))).step?.judged).toMatchObject({ stored: 1 });
    await third.host.stop(1_000);
  });

  it('ends when the journal cannot be written, and answers nobody', async () => {
    const fixture = await started();
    await rm(join(root, 'journal'), { recursive: true });
    await expect(Promise.race([fixture.host.submit(body(['a'])), setImmediate('waiting')])).resolves.toBe(
      'waiting',
    );
    await expect(fixture.journal.flush()).rejects.toMatchObject({ code: 'ENOENT' });
    expect([fixture.fatal.length, fixture.outputs.length]).toEqual([1, 0]);
  });

  it('falls back to the older snapshot when the newer is damaged', async () => {
    const fixture = await started();
    for (const id of ['a', 'b', 'c']) {
      await fixture.host.submit(body([id]));
      await fixture.host.snapshot();
    }
    const [, newer = ''] = (await readdir(join(root, 'snapshots'))).sort();
    const path = join(root, 'snapshots', newer);
    await writeFile(path, (await readFile(path)).subarray(0, 80));
    const again = await started();
    expect(again.logs).toContain('snapshot damaged');
    expect((await again.host.submit(body(['a', 'b', 'c', 'd']))).step?.judged).toMatchObject({
      stored: 1,
      duplicate: 3,
    });
    await again.host.stop(1_000);
    expect(store.rows('detections').map((row) => row.split('\t')[0])).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('engine host and a record that the engine cannot take', () => {
  it('ends, fails once more, and from then on leaves it out', async () => {
    const first = await started();
    await first.host.submit(body(['a']));
    void first.host.submit(body([POISON])).catch(() => undefined);
    await until(() => first.fatal.length > 0);
    await expect(first.host.submit(body(['b']))).rejects.toThrow(/record 2 could not be taken/);
    await expect(started()).rejects.toThrow(/record 2 could not be taken/);
    const again = await started();
    expect(again.logs).toContain('record left out');
    expect((await again.host.submit(body(['a', 'b']))).step?.judged).toMatchObject({
      stored: 1,
      duplicate: 1,
    });
    await again.host.stop(1_000);
    expect(store.rows('detections').map((row) => row.split('\t')[0])).toEqual(['a', 'b']);
  });

  it('does not blame the record for a failure that does not come again', async () => {
    const failed = await FailedRecords.open(join(root, 'journal'));
    await failed.add(1);
    const fixture = await started();
    await fixture.host.submit(body(['a']));
    const again = await started();
    expect(again.logs).not.toContain('record left out');
    expect((await again.host.submit(body(['a']))).step?.judged).toMatchObject({ duplicate: 1 });
    await again.host.stop(1_000);
  });
});

describe('engine host after a crash', () => {
  const BODIES = Array.from({ length: 12 }, (_, n) => [`${n}-0`, `${n}-1`, `${n}-2`]);
  const settings = { maxBlockRows: 8, snapshotMs: 1_500, detectionCutMs: 250, cutMs: 500 };

  /** Sends what has not been answered, with time passing; `crash` looks in between any two turns of the loop. */
  async function drive(fixture: Fixture, answered: Set<number>, crash: () => boolean): Promise<boolean> {
    for (const [n, ids] of BODIES.entries()) {
      if (answered.has(n)) continue;
      void fixture.host.submit(body(ids, { position: n })).then(
        () => answered.add(n),
        () => undefined,
      );
      for (let turn = 0; turn < 3; turn += 1) {
        fixture.now += 100;
        fixture.host.tick();
        await setImmediate();
        if (crash()) return true;
      }
    }
    return false;
  }

  it('stores every accepted event and every detection exactly once, wherever it crashes', async () => {
    const whole = await started({ settings });
    await drive(whole, new Set(), () => false);
    await whole.host.stop(1_000);
    const expected = ['detections', 'area_windows'].map((table) => store.rows(table as 'detections'));
    expect(expected[0]).toHaveLength(BODIES.length * 3);
    for (let crashAt = 1; crashAt <= BODIES.length * 3; crashAt += 1) {
      const dir = join(root, `crash-${crashAt}`);
      const before = new MemoryStore();
      const first = await openFixture({ dir, store: before, settings });
      await first.host.start();
      const answered = new Set<number>();
      let turns = 0;
      await drive(first, answered, () => (turns += 1) === crashAt);
      // What a killed process leaves: its files and what the store has, as they are now.
      const left = join(root, `left-${crashAt}`);
      cpSync(dir, left, { recursive: true });
      const after = before.copy();
      const known = new Set(answered);
      const second = await openFixture({ dir: left, store: after, settings });
      await second.host.start();
      expect(second.outputs).toEqual([]);
      await drive(second, known, () => false);
      await second.host.stop(1_000);
      expect(['detections', 'area_windows'].map((table) => after.rows(table as 'detections'))).toEqual(
        expected,
      );
      await first.host.stop(0);
    }
  });
});
