import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readLineChunks, type LineChunk, type LineChunkOptions } from './line-chunks.ts';

/** Short lines and long ones, one longer than the room before a block, the last one without its end. */
const LINES = Array.from(
  { length: 300 },
  (_, i) => `${i},${'x'.repeat(i === 123 ? 150_000 : (i * 37) % 400)}`,
);
const TEXT = LINES.join('\n');

let directory = '';
const fileOf = (name: string, content: string | Uint8Array): string => {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
};

async function read(path: string, options: Partial<LineChunkOptions> = {}): Promise<LineChunk[]> {
  const chunks: LineChunk[] = [];
  for await (const chunk of readLineChunks(path, { maxLines: null, quoted: true, ...options }))
    chunks.push(chunk);
  return chunks;
}

const textOf = (chunks: readonly LineChunk[]): string =>
  chunks.map(({ bytes }) => new TextDecoder().decode(bytes)).join('');

describe('chunks of lines', () => {
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'line-chunks-'));
  });
  afterAll(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  it('together are the file, each of whole lines, whatever the size of a block', async () => {
    const path = fileOf('plain.csv', TEXT);
    for (const blockBytes of [1_000, 20_000, 1 << 20]) {
      const chunks = await read(path, { blockBytes });
      expect(textOf(chunks)).toBe(TEXT);
      for (const { bytes } of chunks.slice(0, -1)) expect(bytes.at(-1)).toBe(10);
      let line = 1;
      for (const { firstLine, lines } of chunks) {
        expect(firstLine).toBe(line);
        line += lines;
      }
      expect(line - 1).toBe(LINES.length);
    }
  });

  it('of a zipped file are the same', async () => {
    const path = fileOf('zipped.csv.gz', gzipSync(TEXT));
    expect(textOf(await read(path, { blockBytes: 5_000 }))).toBe(TEXT);
  });

  it('hold no more lines than wanted, from the line wanted on', async () => {
    const chunks = await read(fileOf('some.csv', TEXT), { maxLines: 7, fromLine: 100, blockBytes: 3_000 });
    expect(textOf(chunks)).toBe(LINES.slice(99).join('\n'));
    expect(Math.max(...chunks.map(({ lines }) => lines))).toBeLessThanOrEqual(7);
  });

  it('keep a quoted line end within a chunk', async () => {
    const quoted = Array.from({ length: 200 }, (_, i) => `${i},"a\nb"\n`).join('');
    for (const { bytes } of await read(fileOf('quoted.csv', quoted), { blockBytes: 100 })) {
      const quotes = bytes.filter((byte) => byte === 0x22).length;
      expect(quotes % 2).toBe(0);
    }
  });

  it('of a file that is missing are an error', async () => {
    await expect(read(join(directory, 'nothing.csv'))).rejects.toThrow('ENOENT');
  });
});
