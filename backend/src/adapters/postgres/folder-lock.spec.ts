import { spawn } from 'node:child_process';
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FolderLock } from './folder-lock.ts';

describe('the lock of a folder', () => {
  let home: string;
  let folder: string;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'tidewall-lock-'));
    folder = join(home, 'postgres');
  });
  afterAll(() => rm(home, { recursive: true }));

  it('is taken and given back', async () => {
    await (await FolderLock.take(folder)).release();
    await expect(access(`${folder}.pid`)).rejects.toThrow();
    await (await FolderLock.take(folder)).release();
  });

  it('keeps others out while its process lives, and no longer', async () => {
    const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
    await writeFile(`${folder}.pid`, `${other.pid}\n`);
    await expect(FolderLock.take(folder)).rejects.toThrow(`another process (${other.pid}) uses`);
    const gone = new Promise((resolve) => other.once('exit', resolve));
    other.kill('SIGKILL');
    await gone;
    await (await FolderLock.take(folder)).release();
  });

  it('is no obstacle when what is left of it makes no sense', async () => {
    for (const text of ['', 'x', `${process.pid}\n`]) {
      await writeFile(`${folder}.pid`, text);
      await (await FolderLock.take(folder)).release();
    }
  });
});
