import { mkdtemp, readFile, readdir, rm, writeFile, cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FRAME_HEADER } from './frame.ts';
import { Journal } from './journal.ts';
import { SEGMENT_HEADER } from './segment.ts';

const KEY = Buffer.alloc(32, 7);
let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tidewall-journal-'));
});
afterEach(async () => {
  await rm(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

const text = (value: string) => [Buffer.from(value)];
const open = (dir = join(root, 'journal'), segmentBytes = 1024 * 1024, key = KEY) =>
  Journal.open({ dir, key, segmentBytes });

async function contents(journal: Journal, from = 1): Promise<string[]> {
  const found: string[] = [];
  for await (const { seq, payload } of journal.read(from)) found.push(`${seq}:${payload.toString()}`);
  return found;
}

async function write(journal: Journal, values: readonly string[]): Promise<void> {
  for (const value of values) journal.append(text(value));
  await journal.close();
}

describe('journal', () => {
  it('gives back what was appended, in order, over several starts and segments', async () => {
    await write(await open(undefined, 100), ['a', 'b', 'c']);
    await write(await open(undefined, 100), ['d', 'e']);
    const journal = await open();
    expect(await contents(journal)).toEqual(['1:a', '2:b', '3:c', '4:d', '5:e']);
    expect(await contents(journal, 4)).toEqual(['4:d', '5:e']);
    expect(journal.lastSeq).toBe(5);
  });

  it('keeps its id', async () => {
    const first = await open();
    await write(first, ['a']);
    expect((await open()).id).toBe(first.id);
  });

  it('counts a record as durable only when it is on disk', async () => {
    const journal = await open();
    const durable: number[] = [];
    journal.onDurable = (seq) => durable.push(seq);
    const seq = journal.append(text('a'));
    expect([seq, journal.durableSeq]).toEqual([1, 0]);
    await journal.flush();
    expect([journal.durableSeq, durable]).toEqual([1, [1]]);
    await journal.close();
  });

  it('cuts a torn tail at every byte and goes on behind it', async () => {
    const values = ['first', 'second', 'third'];
    await write(await open(), values);
    const [name = ''] = await readdir(join(root, 'journal'));
    const whole = await readFile(join(root, 'journal', name));
    const ends = [SEGMENT_HEADER];
    for (const value of values) ends.push((ends.at(-1) ?? 0) + FRAME_HEADER + value.length);
    for (let length = 0; length < whole.length; length += 1) {
      const dir = join(root, `torn-${length}`);
      await cp(join(root, 'journal'), dir, { recursive: true });
      await writeFile(join(dir, name), whole.subarray(0, length));
      const kept = ends.filter((end) => end <= length).length - 1;
      const journal = await open(dir);
      expect(journal.lastSeq).toBe(Math.max(0, kept));
      await write(journal, ['new']);
      const expected = values
        .slice(0, Math.max(0, kept))
        .concat('new')
        .map((value, index) => `${index + 1}:${value}`);
      expect(await contents(await open(dir))).toEqual(expected);
    }
  });

  it('cuts a tail of which a byte is wrong', async () => {
    await write(await open(), ['first', 'second']);
    const [name = ''] = await readdir(join(root, 'journal'));
    const path = join(root, 'journal', name);
    const bytes = await readFile(path);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    await writeFile(path, bytes);
    const journal = await open();
    expect(await contents(journal)).toEqual(['1:first']);
    expect(journal.tornBytes).toBe(FRAME_HEADER + 'second'.length);
  });

  it('refuses a journal damaged before its tail', async () => {
    await write(await open(), ['first', 'second']);
    await write(await open(), ['third']);
    const [name = ''] = (await readdir(join(root, 'journal'))).sort();
    const path = join(root, 'journal', name);
    const bytes = await readFile(path);
    bytes[SEGMENT_HEADER + FRAME_HEADER] = 0;
    await writeFile(path, bytes);
    await expect(open()).rejects.toMatchObject({ code: 'journal-damaged' });
  });

  it('says so when the key is another', async () => {
    await write(await open(), ['a']);
    await expect(open(undefined, undefined, Buffer.alloc(32, 8))).rejects.toThrow(
      /was written with another pseudonym key/,
    );
  });

  it('holds nothing readable', async () => {
    await write(await open(), ['8613800000001']);
    const [name = ''] = await readdir(join(root, 'journal'));
    expect((await readFile(join(root, 'journal', name))).includes('8613800000001')).toBe(false);
  });

  it('frees only segments that lie wholly before a record', async () => {
    const journal = await open();
    for (const value of ['a', 'b', 'c', 'd']) {
      journal.append(text(value));
      await journal.flush();
      journal.roll();
    }
    await journal.dropBefore(3);
    expect(journal.firstSeq).toBe(3);
    expect(await contents(journal, 3)).toEqual(['3:c', '4:d']);
    await expect(contents(journal, 2)).rejects.toMatchObject({ code: 'journal-gap' });
    await journal.close();
  });

  it('takes nothing more after a failure to write', async () => {
    const journal = await open();
    const failures: Error[] = [];
    journal.onFailure = (error) => failures.push(error);
    await rm(join(root, 'journal'), { recursive: true });
    journal.append(text('a'));
    await expect(journal.flush()).rejects.toMatchObject({ code: 'ENOENT' });
    expect(failures).toHaveLength(1);
    expect(journal.durableSeq).toBe(0);
    expect(() => journal.append(text('b'))).toThrow();
  });
});
