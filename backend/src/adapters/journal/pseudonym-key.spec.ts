import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadPseudonymKey } from './pseudonym-key.ts';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tidewall-key-'));
});
afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

describe('pseudonym key', () => {
  it('is made once, kept, and readable by its owner only', async () => {
    const keys = await Promise.all([loadPseudonymKey(dir), loadPseudonymKey(dir)]);
    expect(keys[0]).toEqual(keys[1]);
    expect(await loadPseudonymKey(dir)).toEqual(keys[0]);
    expect((await stat(join(dir, 'pseudonym.key'))).mode & 0o777).toBe(0o600);
    expect(await readdir(dir)).toEqual(['pseudonym.key']);
  });

  it('is the configured one, and then nothing is kept', async () => {
    expect(await loadPseudonymKey(dir, 'ab'.repeat(32))).toEqual(Buffer.alloc(32, 0xab));
    expect(await readdir(dir)).toEqual([]);
  });

  it('is refused when it is not 32 bytes, and the file is left alone', async () => {
    await expect(loadPseudonymKey(dir, 'short')).rejects.toMatchObject({ code: 'key-invalid' });
    await writeFile(join(dir, 'pseudonym.key'), 'broken');
    await expect(loadPseudonymKey(dir)).rejects.toMatchObject({ code: 'key-invalid' });
    expect(await readFile(join(dir, 'pseudonym.key'), 'utf8')).toBe('broken');
  });
});
