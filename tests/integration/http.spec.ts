import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WORLD } from '@tidewall/streams/testing';
import { Api, CSV, NDJSON, type Answer, type ErrorAnswer } from '../support/api.ts';
import { holdRequest, sendRaw, type HeldRequest } from '../support/raw-http.ts';
import { startServer, type ServerProcess } from '../support/server.ts';
import { until } from '../support/until.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('the HTTP surface of a running server', () => {
  let server: ServerProcess;
  let api: Api;

  beforeAll(async () => {
    server = await startServer({ env: { TIDEWALL_HTTP_MAX_REFERENCE_BYTES: '20000' } });
    api = new Api(server.url);
    await api.putWorld();
  });
  afterAll(() => server.end());

  const refused = (answer: Answer<ErrorAnswer>, status: number, code: string): void => {
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
    expect(answer.body.message).toMatch(/\w/);
    expect(answer.body.requestId).toMatch(UUID);
    expect(answer.headers.get('x-request-id')).toBe(answer.body.requestId);
  };

  it.each([
    ['GET', '/api/v1/nothing', 404, 'not-found'],
    ['GET', '/api/v2/status', 404, 'not-found'],
    ['POST', '/api/v1/ingest/gossip', 404, 'not-found'],
    ['GET', '/api/v1/areas/atlantis', 404, 'unknown-area'],
    ['GET', '/api/v1/areas/atlantis/windows?metric=events&size=1m', 404, 'unknown-area'],
    ['GET', '/api/v1/hotspots/moon', 404, 'unknown-hotspot'],
    ['GET', '/api/v1/detections/none', 404, 'unknown-detection'],
    ['GET', '/api/v1/detections?areaId=atlantis', 404, 'unknown-area'],
    ['GET', '/api/v1/detections?limit=0', 400, 'invalid-parameter'],
    ['GET', '/api/v1/detections?cursor=%00', 400, 'invalid-parameter'],
    ['GET', '/api/v1/areas/K11/windows?metric=mood&size=1m', 400, 'invalid-parameter'],
    ['GET', '/api/v1/areas/%E0%A4%A', 400, 'bad-request'],
    ['PUT', '/api/v1/reference/gossip', 415, 'unsupported-media-type'],
    ['GET', '/api/v1/reference/subscribers', 403, 'not-readable'],
    ['GET', '/api/v1/ingest/usage', 405, 'method-not-allowed'],
    ['DELETE', '/api/v1/detections', 405, 'method-not-allowed'],
    ['POST', '/healthz', 405, 'method-not-allowed'],
    ['PATCH', '/api/v1/reference/areas', 405, 'method-not-allowed'],
  ])('%s %s: %d %s', async (method, path, status, code) => {
    const answer = await api.request<ErrorAnswer>(path, { method });
    refused(answer, status, code);
    if (status === 405) expect(answer.headers.get('allow')).toMatch(/^[A-Z, ]+$/);
  });

  it('names the field at fault', async () => {
    const { body } = await api.get<ErrorAnswer>('/detections?limit=1000&from=yesterday');
    expect(body.details).toEqual([
      { field: 'from', message: expect.stringContaining('RFC 3339') },
      { field: 'limit', message: expect.stringContaining('500') },
    ]);
  });

  it('answers what is not HTTP in the same form', async () => {
    const { status, body } = await sendRaw(server.url, 'HELLO\r\n\r\n');
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'bad-request' });
    expect(body.requestId).toMatch(UUID);
  });

  it('refuses a reference file with faults whole, with line and column, and keeps the old one', async () => {
    const [header = '', ...rows] = WORLD.cells?.trim().split('\n') ?? [];
    const broken = [header, rows[0], 'x1,NOWHERE,29.8,111.7,LTE,odd', 'x2,T111,north,111.7,LTE,odd', ''].join(
      '\n',
    );
    const answer = (await api.putReference('cells', broken)) as Answer<ErrorAnswer>;
    refused(answer, 422, 'reference-faults');
    const faults = answer.body.details as readonly Readonly<Record<string, unknown>>[];
    expect(faults.slice(0, 3)).toMatchObject([
      { file: 'cells', line: 3, column: 2, field: 'areaId' },
      { file: 'cells', line: 4, column: 3, field: 'latitude' },
      // What lies in other files and names rows that are gone is a fault too.
      { file: 'hotspot-cells', line: 3, column: 2, field: 'cellId', code: 'unknown-cell' },
    ]);
    expect((await api.get<string>('/reference/cells')).text).toBe(WORLD.cells);
  });

  it('shows the first 20 faults of a reference file only', async () => {
    const rows = Array.from({ length: 50 }, (_, index) => `h${index},palace,Name,T111`);
    const csv = ['hotspotId,type,name,areaId', ...rows, ''].join('\n');
    const answer = (await api.putReference('hotspots', csv)) as Answer<ErrorAnswer>;
    refused(answer, 422, 'reference-faults');
    expect(answer.body.details).toHaveLength(20);
  });

  it('refuses a reference file that is unknown, too large or no UTF-8', async () => {
    const put = (file: string, body: string | Uint8Array) =>
      api.request<ErrorAnswer>(`/api/v1/reference/${file}`, {
        method: 'PUT',
        headers: { 'content-type': CSV },
        body,
      });
    refused(await put('gossip', 'a,b\n'), 404, 'unknown-reference');
    refused(await put('areas', 'x'.repeat(20_001)), 413, 'too-large');
    refused(await put('areas', Buffer.from([0x61, 0xc3, 0x28])), 400, 'not-utf8');
  });

  it('replaces a reference file while events come in', async () => {
    const more = `${WORLD.cells}n1,T112,29.9,111.7,NR,new\n`;
    const event = { eventTime: Date.now(), eventType: 'attach', msisdn: '8613910000001', cellId: 'n1' };
    await api.ingest('signalling', [event]);
    expect(await api.putReference('cells', more)).toMatchObject({ status: 200, body: { rows: 7 } });
    await api.ingest('signalling', [{ ...event, eventTime: event.eventTime + 1 }]);
    const { feeds } = await api.settled();
    expect(feeds).toMatchObject([{ source: 'http:signalling', stored: 2, unknownCells: 1 }]);
  });

  it('answers 429 with Retry-After when too many bodies are under way', async () => {
    const head = ['POST /api/v1/ingest/usage HTTP/1.1', 'Host: 127.0.0.1', `Content-Type: ${CSV}`];
    const held: HeldRequest[] = [];
    try {
      const answer = await until('the server has no more room', async () => {
        held.push(await holdRequest(server.url, [...head, 'Content-Encoding: gzip', 'Content-Length: 100']));
        const found = await api.post<ErrorAnswer>('signalling', '\n');
        return found.status !== 202 && found;
      });
      // A body of unknown size counts as one of the largest, and there is room for twelve.
      expect(held.length).toBeGreaterThanOrEqual(12);
      refused(answer, 429, 'busy');
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    } finally {
      for (const request of held) request.drop();
    }
  });

  it('takes events again once senders have hung up in the middle of their bodies', async () => {
    const event = { eventTime: Date.now(), eventType: 'detach', msisdn: '8613910000001', cellId: 'a1' };
    const taken = await until('there is room again', async () => {
      const answer = await api.post('signalling', JSON.stringify(event));
      return answer.status !== 429 && answer;
    });
    expect(taken).toMatchObject({ status: 202, body: { accepted: 1, duplicates: 0 } });
  });

  it('refuses a watermark that is no time, or of the future', async () => {
    const declare = (body: unknown, type = 'application/json') =>
      api.request<ErrorAnswer>('/api/v1/ingest/watermark', {
        method: 'POST',
        headers: { 'content-type': type },
        body: JSON.stringify(body),
      });
    refused(await declare({ feed: 'usage', eventTime: 'soon' }), 400, 'invalid-parameter');
    refused(await declare({ feed: 'usage', eventTime: Date.now() + 3_600_000 }), 400, 'invalid-parameter');
    refused(await declare({ feed: 'usage', eventTime: 1 }, NDJSON), 415, 'unsupported-media-type');
    expect((await declare({ feed: 'usage', eventTime: Date.now() - 1_000 })).status).toBe(202);
  });

  it('says how it is, and describes itself', async () => {
    expect(await api.request('/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(await api.request('/readyz')).toMatchObject({ status: 200, body: { ready: true, reasons: [] } });
    const metrics = await api.request<string>('/metrics');
    expect(metrics.text).toMatch(/^tidewall_\w+_total\{.*\} \d+$/m);
    expect((await api.request('/api/docs')).status).toBe(200);
  });

  it('has strict headers everywhere', async () => {
    for (const path of ['/api/v1/status', '/api/v1/nothing', '/metrics']) {
      const { headers } = await api.request(path);
      expect(headers.get('content-security-policy')).toContain("default-src 'self'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });
});
