import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seen, type RawEvent } from '@tidewall/streams/testing';
import { Api } from '../support/api.ts';
import { ServerProcess, startServer, temporaryDirectory } from '../support/server.ts';

const OTHER_KEY = { TIDEWALL_PSEUDONYM_KEY: '11'.repeat(32) };
const PER_LIFE = 20;

describe('a data directory that something has happened to', () => {
  let dataDir: string;
  let remove: () => Promise<void>;
  let running: ServerProcess[] = [];
  const start = Date.now() - 600_000;

  beforeEach(async () => {
    ({ path: dataDir, remove } = await temporaryDirectory());
  });
  afterEach(async () => {
    for (const server of running) await server.end();
    running = [];
    await remove();
  });

  async function started(): Promise<{ server: ServerProcess; api: Api }> {
    const server = await startServer({ dataDir });
    running.push(server);
    return { server, api: new Api(server.url) };
  }

  /** A start that is not to succeed: what it says, and how it ends. */
  async function failed(
    env: Readonly<Record<string, string>> = {},
  ): Promise<{ output: string; outcome: unknown }> {
    const server = new ServerProcess(dataDir, env);
    running.push(server);
    const outcome = await server.exited;
    return { output: server.output, outcome };
  }

  /** Events of one life, each its own. */
  function eventsOf(life: number): RawEvent[] {
    return Array.from({ length: PER_LIFE }, (_, index) => {
      return seen(start + life * 60_000 + index, '8613910000001', 'a1', { eventId: `${life}-${index}` })
        .event;
    });
  }

  /** Some lives, each ended in order, so that each leaves a snapshot. */
  async function lived(lives: number): Promise<void> {
    for (let life = 0; life < lives; life++) {
      const { server, api } = await started();
      if (life === 0) await api.putWorld();
      await api.ingest('signalling', eventsOf(life));
      await server.stop();
    }
  }

  async function newest(directory: string, suffix: string): Promise<string> {
    const path = join(dataDir, directory);
    const name = (await readdir(path))
      .filter((found) => found.endsWith(suffix))
      .sort()
      .at(-1);
    if (name === undefined) throw new Error(`nothing in ${path}`);
    return join(path, name);
  }

  async function flipByte(path: string, at: number): Promise<void> {
    const bytes = await readFile(path);
    const index = at < 0 ? bytes.length + at : at;
    bytes.writeUInt8(bytes.readUInt8(index) ^ 0xff, index);
    await writeFile(path, bytes);
  }

  it('comes back from the older snapshot and the journal when the newer snapshot is damaged', async () => {
    await lived(2);
    await flipByte(await newest('snapshots', '.snapshot'), -40);
    const { server, api } = await started();
    expect(server.output).toContain('"msg":"snapshot damaged"');
    for (const life of [0, 1]) {
      expect(await api.ingest('signalling', eventsOf(life))).toMatchObject({
        accepted: 0,
        duplicates: PER_LIFE,
      });
    }
    const { feeds } = await api.settled();
    expect(feeds).toMatchObject([{ accepted: 4 * PER_LIFE, stored: 2 * PER_LIFE, duplicate: 2 * PER_LIFE }]);
  });

  it('is refused under another key, and is as it was under its own', async () => {
    await lived(1);
    const { output, outcome } = await failed(OTHER_KEY);
    expect(outcome).toBe(1);
    expect(output).toMatch(/key/);
    const { api } = await started();
    expect(await api.ingest('signalling', eventsOf(0))).toMatchObject({ accepted: 0, duplicates: PER_LIFE });
  });

  it('is refused when the journal was changed before its end: nothing is left out in silence', async () => {
    await lived(1);
    const { server, api } = await started();
    await api.ingest('signalling', eventsOf(1));
    await server.kill();
    const [oldest = ''] = (await readdir(join(dataDir, 'journal'))).sort();
    const path = join(dataDir, 'journal', oldest);
    await flipByte(path, Math.floor((await readFile(path)).length / 2));
    const { output, outcome } = await failed();
    expect(outcome).toBe(1);
    expect(output).toContain('"code":"journal-damaged"');
  });

  it('serves one server at a time', async () => {
    const { api } = await started();
    const { outcome } = await failed();
    expect(outcome).toBe(1);
    expect(await api.ingest('signalling', eventsOf(0))).toMatchObject({ accepted: PER_LIFE });
  });
});
