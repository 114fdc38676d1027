import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SnapshotStore, type SnapshotFault } from './snapshot-store.ts';

const KEY = Buffer.alloc(32, 7);
let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tidewall-snapshots-'));
});
afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

async function saved(...seqs: number[]): Promise<SnapshotStore> {
  const store = await SnapshotStore.open(dir, KEY);
  for (const seq of seqs) await store.save(seq, [Buffer.from('state '), Buffer.from(String(seq))]);
  return store;
}

async function damage(seq: number, change: (bytes: Buffer) => Buffer): Promise<void> {
  const name = (await readdir(dir)).find((found) => Number(found.split('.')[0]) === seq) ?? '';
  await writeFile(join(dir, name), change(await readFile(join(dir, name))));
}

describe('snapshot store', () => {
  it('keeps the newest two', async () => {
    const store = await saved(3, 20, 100);
    expect(await store.seqs()).toEqual([100, 20]);
    expect((await store.newest(() => undefined))?.payload.toString()).toBe('state 100');
  });

  it.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 1)],
    ['empty', () => Buffer.alloc(0)],
    [
      'changed',
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 50), Buffer.from([0, 0]), bytes.subarray(52)]),
    ],
    [
      'changed in its head',
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 8), Buffer.from([0, 0]), bytes.subarray(10)]),
    ],
  ])('falls back to the older one when the newer is %s', async (_, change) => {
    const store = await saved(20, 100);
    await damage(100, change);
    const faults: SnapshotFault[] = [];
    const newest = await store.newest((fault) => faults.push(fault));
    expect([newest?.seq, newest?.payload.toString(), faults.length]).toEqual([20, 'state 20', 1]);
  });

  it('has none at first, nor when all are damaged', async () => {
    expect(await (await saved()).newest(() => undefined)).toBeNull();
    const store = await saved(20);
    await damage(20, (bytes) => bytes.subarray(0, 60));
    expect(await store.newest(() => undefined)).toBeNull();
  });

  it('says so when the key is another', async () => {
    await saved(20, 100);
    const other = await SnapshotStore.open(dir, Buffer.alloc(32, 8));
    await expect(other.newest(() => undefined)).rejects.toThrow(/another pseudonym key/);
  });

  it('forgets what a crash left half written', async () => {
    await saved(20);
    await writeFile(join(dir, '0000000000000030.snapshot.tmp'), 'half');
    await saved();
    expect(await readdir(dir)).toEqual(['0000000000000020.snapshot']);
  });
});
