import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { counters, homecoming, NOON } from './testing/samples.ts';
import { startTestApp, type TestApp } from './testing/test-app.ts';

const PAGE = { headers: { accept: 'text/html,application/xhtml+xml' } };

describe('the application', () => {
  let test: TestApp;
  let frontend: string;
  beforeAll(async () => {
    frontend = await mkdtemp(join(tmpdir(), 'tidewall-frontend-'));
    await mkdir(join(frontend, 'assets'));
    await writeFile(join(frontend, 'index.html'), '<title>the wall</title>');
    await writeFile(join(frontend, 'assets', 'app-1a2b.js'), 'let wall;');
    test = await startTestApp({ frontend });
  });
  afterAll(async () => {
    await test.close();
    await rm(frontend, { recursive: true });
  });
  const get = (path: string, init?: RequestInit) => fetch(test.url + path, init);

  it('is alive, and ready unless the pipeline recovers or the store fails', async () => {
    expect(await (await get('/healthz')).json()).toEqual({ status: 'ok' });
    expect((await get('/readyz')).status).toBe(200);
    const { now } = test.pipeline;
    test.pipeline.now = { ...now, recovering: true, store: { ...now.store, failing: true } };
    const answer = await get('/readyz');
    test.pipeline.now = now;
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({ ready: false, reasons: ['recovering', 'store-failing'] });
  });

  it('gives a status with feeds, ledger, stores and shards', async () => {
    const shards = [{ shard: 0, subscribers: 5, stateBytes: 100, state: { subscribers: 100 }, buffered: 0 }];
    const network = { state: { 'rival-numbers': 24, 'share-drop': 8 } };
    const now = counters({ shards, network });
    test.pipeline.now = { ...test.pipeline.now, counters: now, rates: { 'http:usage': 3 } };
    expect(await (await get('/api/v1/status')).json()).toMatchObject({
      version: '0.0.0-test',
      role: 'all',
      ready: true,
      clock: { systemTime: NOON, timeZone: 'Asia/Shanghai' },
      feeds: [
        {
          source: 'http:usage',
          accepted: 10,
          stored: 5,
          duplicate: 2,
          late: 1,
          rejected: 2,
          lagSeconds: 0,
          eventsPerSecond: 3,
        },
      ],
      stores: [{ name: 'clickhouse', kind: 'embedded', failing: false }],
      shards,
      network: { stateBytes: 32, ...network },
      backfill: null,
    });
  });

  it('gives metrics in which the ledger adds up', async () => {
    await get('/api/v1/areas/990101');
    test.pipeline.output$.next({
      detections: [homecoming('m', '2026-02-10T11:00:00+08:00')],
      windows: [],
      shareDays: [],
      watermark: NOON,
    });
    const answer = await get('/metrics');
    expect(answer.headers.get('content-type')).toContain('text/plain');
    const text = await answer.text();
    expect(text).toContain('tidewall_events_accepted_total{source="http:usage"} 10');
    expect(text).toContain('tidewall_events_total{source="http:usage",outcome="stored"} 5');
    expect(text).toContain('tidewall_events_rejected_total{source="http:usage",code="missing"} 2');
    expect(text).toContain('tidewall_state_bytes{kind="subscribers",shard="0"} 100');
    expect(text).toContain('tidewall_state_bytes{kind="rival-numbers",shard="network"} 24');
    expect(text).toContain('tidewall_detections_total{type="homecoming",subtype="own"} 1');
    expect(text).toMatch(/tidewall_event_loop_delay_seconds\{quantile="0.99"\} [\d.]+/);
    expect(text).toContain('route="/api/v1/areas/:areaId",status="200"');
    expect(text.match(/^[a-z_]+/gm)?.every((name) => name.startsWith('tidewall_'))).toBe(true);
  });

  it('documents every call with schemas', async () => {
    const document = (await (await get('/api/docs/openapi.json')).json()) as {
      paths: Record<string, Record<string, unknown>>;
    };
    // Which calls there are is said, and compared, in docs/access.md.
    expect(Object.keys(document.paths).length).toBeGreaterThan(24);
    for (const operations of Object.values(document.paths))
      for (const operation of Object.values(operations))
        expect(operation).toMatchObject({ summary: expect.any(String), responses: expect.any(Object) });
    const list = document.paths['/api/v1/detections']?.['get'];
    expect(list).toMatchObject({
      parameters: expect.arrayContaining([
        expect.objectContaining({
          name: 'limit',
          in: 'query',
          schema: expect.objectContaining({ maximum: 500 }),
        }),
      ]),
      responses: {
        200: { content: { 'application/json': { schema: { properties: { items: { type: 'array' } } } } } },
      },
    });
    expect((await get('/api/docs')).headers.get('content-type')).toContain('text/html');
  });

  it('serves the page at every address of its own, assets for ever, and errors as JSON', async () => {
    const wall = await get('/wall/tide', PAGE);
    expect(await wall.text()).toContain('the wall');
    expect(wall.headers.get('cache-control')).toBe('no-cache');
    expect((await get('/', PAGE)).status).toBe(200);
    const asset = await get('/assets/app-1a2b.js');
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const missing = await get('/api/v1/nothing', PAGE);
    expect(missing.status).toBe(404);
    expect(await missing.json()).toMatchObject({
      code: 'not-found',
      requestId: missing.headers.get('x-request-id'),
    });
    expect((await get('/assets/gone.js')).status).toBe(404);
    expect((await get('/wall/tide', { method: 'POST' })).status).toBe(404);
    expect((await get('/api/v1/areas/%E0%A4%A')).status).toBe(400);
    expect((await get('/..%2f..%2fetc%2fpasswd')).status).toBeGreaterThanOrEqual(400);
  });

  it('lets pages ask nobody but this server for anything', async () => {
    const policy = (await get('/wall', PAGE)).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).not.toMatch(/https?:|unsafe-eval|\*/);
    expect((await get('/healthz')).headers.get('x-powered-by')).toBeNull();
  });
});
