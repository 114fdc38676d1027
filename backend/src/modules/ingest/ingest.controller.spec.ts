import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BusyError } from '../pipeline/pipeline.errors.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';

const MIB = 1024 * 1024;
const LINE = '{"eventTime":1,"msisdn":"8613900000001"}\n';

describe('POST /api/v1/ingest', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp();
  });
  afterAll(() => test.close());
  beforeEach(() => {
    test.pipeline.bodies.length = 0;
    test.pipeline.failure = null;
  });

  const post = (
    path: string,
    type: string,
    body: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = {},
  ) =>
    fetch(`${test.url}/api/v1/ingest/${path}`, {
      method: 'POST',
      headers: { 'content-type': type, ...headers },
      body,
    });

  it.each(['signalling', 'usage', 'lifecycle'])(
    'hands %s lines to the pipeline and answers with the counts',
    async (feed) => {
      test.pipeline.judged = {
        read: 5,
        stored: 1,
        duplicate: 1,
        late: 1,
        rejected: 2,
        rejections: [
          { line: 2, field: 'msisdn', code: 'not-digits' },
          { line: 4, field: null, code: 'not-json' },
        ],
      };
      const answer = await post(feed, 'application/x-ndjson', LINE);
      expect(answer.status).toBe(202);
      expect(await answer.json()).toEqual({
        accepted: 1,
        duplicates: 1,
        late: 1,
        rejected: 2,
        errors: [
          { line: 2, field: 'msisdn', code: 'not-digits', message: 'msisdn must be a text of digits only' },
          { line: 4, field: null, code: 'not-json', message: 'the line is not JSON' },
        ],
      });
      expect(test.pipeline.bodies).toMatchObject([{ feed, format: { kind: 'ndjson' } }]);
      expect(Buffer.from(test.pipeline.bodies[0]?.bytes ?? []).toString()).toBe(LINE);
    },
  );

  it('shows the first 20 rejections only', async () => {
    const rejections = Array.from({ length: 30 }, (_, index) => ({
      line: index + 1,
      field: null,
      code: 'not-json' as const,
    }));
    test.pipeline.judged = { read: 30, stored: 0, duplicate: 0, late: 0, rejected: 30, rejections };
    const body = (await (await post('usage', 'text/csv', 'x')).json()) as {
      rejected: number;
      errors: unknown[];
    };
    expect(body.rejected).toBe(30);
    expect(body.errors).toHaveLength(20);
  });

  it('takes CSV with a charset, and gzip', async () => {
    const csv = 'eventTime,msisdn\n1,8613900000001\n';
    const answer = await post('usage', 'text/csv; charset=UTF-8', new Uint8Array(gzipSync(csv)), {
      'content-encoding': 'gzip',
    });
    expect(answer.status).toBe(202);
    expect(test.pipeline.bodies).toMatchObject([{ format: { kind: 'csv' } }]);
    expect(Buffer.from(test.pipeline.bodies[0]?.bytes ?? []).toString()).toBe(csv);
  });

  it.each([
    ['no content type of events', 'application/json', '{}', {}, 415, 'unsupported-media-type'],
    ['another charset', 'text/csv; charset=gbk', 'x', {}, 415, 'unsupported-media-type'],
    ['another encoding', 'text/csv', 'x', { 'content-encoding': 'br' }, 415, 'unsupported-encoding'],
    ['no gzip', 'text/csv', 'this is not gzip', { 'content-encoding': 'gzip' }, 400, 'broken-gzip'],
  ] as const)('refuses a body with %s', async (_, type, body, headers, status, code) => {
    const answer = await post('usage', type, body, headers);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ code, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(test.pipeline.bodies).toHaveLength(0);
  });

  it('refuses gzip that ends early and takes nothing of it', async () => {
    const whole = gzipSync(LINE.repeat(1000));
    const answer = await post('usage', 'text/csv', new Uint8Array(whole.subarray(0, whole.length - 20)), {
      'content-encoding': 'gzip',
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'broken-gzip' });
    expect(test.pipeline.bodies).toHaveLength(0);
  });

  it('answers 413 to 20 MiB, announced or streamed, and to a small bomb', async () => {
    const large = new Uint8Array(20 * MIB).fill(120);
    expect((await post('usage', 'text/csv', large)).status).toBe(413);
    expect(await streamed(test.port, large)).toBe(413);
    const bomb = new Uint8Array(gzipSync(new Uint8Array(64 * MIB)));
    expect(bomb.length).toBeLessThan(MIB);
    expect((await post('usage', 'text/csv', bomb, { 'content-encoding': 'gzip' })).status).toBe(413);
    expect(test.pipeline.bodies).toHaveLength(0);
  });

  it('takes exactly 16 MiB unzipped', async () => {
    const body = new Uint8Array(gzipSync(new Uint8Array(16 * MIB)));
    expect(gunzipSync(body)).toHaveLength(16 * MIB);
    expect((await post('usage', 'text/csv', body, { 'content-encoding': 'gzip' })).status).toBe(202);
  });

  it('answers 400 when the body ends before its announced length', async () => {
    const head =
      'POST /api/v1/ingest/usage HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/csv\r\nContent-Length: 1000\r\n\r\nhalf';
    const answer = await raw(test.port, head);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('"code":"truncated-body"');
    expect(test.pipeline.bodies).toHaveLength(0);
  });

  it('answers 429 with Retry-After when the pipeline is full', async () => {
    test.pipeline.failure = new BusyError(3, 'full');
    const answer = await post('usage', 'text/csv', 'x');
    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe('3');
    expect(await answer.json()).toMatchObject({ code: 'busy' });
  });

  it('answers 503 while recovering and 500 without details when something breaks', async () => {
    const { now } = test.pipeline;
    test.pipeline.now = { ...now, recovering: true };
    expect((await post('usage', 'text/csv', 'x')).status).toBe(503);
    test.pipeline.now = now;
    test.pipeline.failure = new Error('secret 8613900000001');
    const answer = await post('usage', 'text/csv', 'x');
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('secret');
  });

  it('takes a watermark and names the field at fault', async () => {
    const ok = await post(
      'watermark',
      'application/json',
      JSON.stringify({ feed: 'usage', eventTime: '2026-02-10T11:00:00+08:00' }),
    );
    expect(ok.status).toBe(202);
    expect(test.pipeline.watermarks).toEqual([
      { feed: 'usage', eventTime: Date.parse('2026-02-10T03:00:00Z') },
    ]);
    const bad = await post(
      'watermark',
      'application/json',
      JSON.stringify({ feed: 'nothing', eventTime: '2026-02-30' }),
    );
    expect(bad.status).toBe(400);
    expect(await bad.json()).toMatchObject({
      code: 'invalid-parameter',
      details: [{ field: 'feed' }, { field: 'eventTime' }],
    });
    expect((await post('watermark', 'application/json', '{')).status).toBe(400);
    const ahead = await post(
      'watermark',
      'application/json',
      JSON.stringify({ feed: 'usage', eventTime: '2027-01-01T00:00:00Z' }),
    );
    expect(ahead.status).toBe(400);
  });

  it('answers 404 to another feed, 405 with Allow to another method', async () => {
    expect((await post('gossip', 'text/csv', 'x')).status).toBe(404);
    const answer = await fetch(`${test.url}/api/v1/ingest/usage`);
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('POST');
    expect(await answer.json()).toMatchObject({ code: 'method-not-allowed' });
  });

  it('logs no body, no query and no number', () => {
    expect(test.logs.length).toBeGreaterThan(0);
    expect(test.logs.join('')).not.toContain('8613900000001');
  });
});

describe('POST /api/v1/ingest with a column mapping', () => {
  it('reads text of a feed by its configured columns', async () => {
    const mapping = { delimiter: '|', columns: { eventTime: 0, msisdn: 2 } };
    const test = await startTestApp({
      environment: { TIDEWALL_FEEDS: JSON.stringify({ usage: { mapping } }) },
    });
    for (const feed of ['usage', 'signalling']) {
      await fetch(`${test.url}/api/v1/ingest/${feed}`, {
        method: 'POST',
        headers: { 'content-type': 'text/csv' },
        body: '1||2',
      });
    }
    await test.close();
    expect(test.pipeline.bodies.map(({ format }) => format)).toEqual([
      { kind: 'mapped', mapping: { ...mapping, skipLines: 0 } },
      { kind: 'csv' },
    ]);
  });
});

function streamed(port: number, body: Uint8Array): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'text/csv', 'transfer-encoding': 'chunked' };
    const sent = httpRequest(
      { port, host: '127.0.0.1', method: 'POST', path: '/api/v1/ingest/usage', headers },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.end(text));
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });
}
