import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isPermanent } from './errors.ts';
import { createStore, type Store } from './store.ts';

interface Request {
  readonly query: string;
  readonly body: Buffer;
}

/** Answers like a ClickHouse server's HTTP port and remembers what was asked. */
class Wire {
  readonly requests: Request[] = [];
  answer: { status: number; text: string } = { status: 200, text: '' };
  readonly #server: Server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const url = new URL(incoming.url ?? '/', 'http://localhost');
      this.requests.push({ query: url.searchParams.get('query') ?? '', body: Buffer.concat(chunks) });
      const code = /Code: (\d+)/.exec(this.answer.text)?.[1];
      outgoing.writeHead(
        this.answer.status,
        code === undefined ? {} : { 'x-clickhouse-exception-code': code },
      );
      outgoing.end(this.answer.text);
    });
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

describe('a store on a server', () => {
  const wire = new Wire();
  let store: Store;
  beforeAll(async () => {
    store = createStore({ url: await wire.listen(), username: 'tidewall', password: 'secret' });
  });
  afterAll(async () => {
    await store.close();
    await wire.close();
  });

  const bytes = Uint8Array.of(0, 255, 10, 9, 128);

  it('sends Native blocks byte by byte under their token', async () => {
    await store.insert({ table: 'late_events', token: "a'b\\c", bytes, rows: 1 });
    const { query, body } = wire.requests.at(-1) ?? { query: '', body: Buffer.alloc(0) };
    expect([...body]).toEqual([...bytes]);
    expect(query).toContain(
      'INSERT INTO tidewall.late_events (event_time, kind, subscriber_id, feed, source, identity)',
    );
    expect(query).toContain("insert_deduplication_token = 'a\\'b\\\\c'");
    expect(query).toContain('async_insert = 0');
    expect(query).toMatch(/FORMAT Native$/);
  });

  it('sends text blocks as such', async () => {
    await store.insert({ table: 'detections', token: 't', bytes: Buffer.from('x\n'), rows: 1 });
    expect(wire.requests.at(-1)?.query).toMatch(/FORMAT TabSeparated$/);
  });

  it('tells refusals from troubles that pass', async () => {
    const refused = async (text: string): Promise<boolean> => {
      wire.answer = { status: 500, text };
      return store.insert({ table: 'detections', token: 't', bytes, rows: 1 }).then(
        () => {
          throw new Error('the insert went through');
        },
        (error: unknown) => isPermanent(error),
      );
    };
    expect(
      await refused('Code: 27. DB::Exception: Cannot parse input. (CANNOT_PARSE_INPUT_ASSERTION_FAILED)'),
    ).toBe(true);
    expect(await refused('Code: 241. DB::Exception: Memory limit exceeded. (MEMORY_LIMIT_EXCEEDED)')).toBe(
      false,
    );
    expect(await refused('bad gateway')).toBe(false);
    await wire.close();
    expect(await refused('')).toBe(false);
  });
});

describe('names', () => {
  it('that would change a statement are refused', () => {
    expect(() => createStore({ url: 'http://localhost:8123', database: 'a; DROP' })).toThrow(
      'database must be',
    );
    const cluster = { url: 'http://localhost:8123', name: 'c-1' };
    expect(() => createStore({ cluster })).toThrow('cluster must be');
  });
});
