import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HttpClient, until, type Answer } from '../../testing/http-client.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { FirstStartService } from '../people/index.ts';

interface Made {
  readonly key: { readonly id: string; readonly prefix: string; readonly feeds: readonly string[] | null };
  readonly secret: string;
}

describe('ingest keys', () => {
  let test: TestApp;
  let admin: HttpClient;
  beforeAll(async () => {
    test = await startTestApp({ environment: { TIDEWALL_ACCESS_LOCAL: 'off' } });
    admin = new HttpClient(test.url);
    await admin.signIn(
      'administrator',
      '大潮起珠江 2026 rising',
      test.app.get(FirstStartService).made!.password,
    );
  });
  afterAll(() => test.close());

  const make = async (feeds: string[] | null = null): Promise<Made> =>
    (await admin.post<Made>('/ingest-keys', { name: '信令探针', feeds })).body;
  const holder = (secret: string): HttpClient =>
    new HttpClient(test.url, { authorization: `Bearer ${secret}` });
  const deliver = (client: HttpClient, feed: string): Promise<Answer> =>
    client.send('POST', `/api/v1/ingest/${feed}`, {}, { 'content-type': 'application/x-ndjson' });

  it('are needed where this machine is nobody in particular', async () => {
    expect((await deliver(new HttpClient(test.url), 'usage')).status).toBe(401);
    expect((await deliver(holder('twk_wrong'), 'usage')).status).toBe(401);
    expect((await deliver(holder((await make()).secret), 'usage')).status).toBe(202);
  });

  it('are shown once; afterwards only how they begin', async () => {
    const { key, secret } = await make();
    expect(secret).toMatch(/^twk_[\w-]{43}$/);
    expect(secret.startsWith(key.prefix)).toBe(true);
    const { rows } = await test.database.executeSql('select * from ingest_keys; select * from audit_entries');
    const list = JSON.stringify((await admin.get('/ingest-keys')).body);
    for (const text of [JSON.stringify(rows), list, test.logs.join('')]) expect(text).not.toContain(secret);
    expect(list).toContain(key.prefix);
  });

  it('without a limit do what an integrator may, and nothing of people', async () => {
    const client = holder((await make()).secret);
    for (const path of ['/status', '/areas', '/detections', '/thresholds', '/reference/areas'])
      expect([path, (await client.get(path)).status]).toEqual([path, 200]);
    for (const path of ['/users', '/audit', '/walls', '/ingest-keys'])
      expect([path, (await client.get(path)).status]).toEqual([path, 403]);
    expect((await client.get('/session')).status).toBe(401);
    expect((await client.send('GET', '/metrics')).status).toBe(200);
  });

  it('limited to feeds deliver these and do nothing else', async () => {
    const client = holder((await make(['usage'])).secret);
    expect((await deliver(client, 'usage')).status).toBe(202);
    expect((await deliver(client, 'signalling')).body).toMatchObject({ code: 'forbidden' });
    const watermark = (feed: string): Promise<Answer> =>
      client.post('/ingest/watermark', { feed, eventTime: Date.parse('2026-02-10T04:00:00Z') });
    expect((await watermark('usage')).status).toBe(202);
    expect((await watermark('lifecycle')).status).toBe(403);
    for (const path of ['/status', '/areas', '/walls/self', '/reference/areas'])
      expect([path, (await client.get(path)).status]).toEqual([path, 403]);
    expect((await client.send('GET', '/healthz')).status).toBe(200);
  });

  it('need no protection against other sites, which cannot send them', async () => {
    const client = holder((await make()).secret);
    client.headers['origin'] = 'https://tool.example';
    expect((await deliver(client, 'usage')).status).toBe(202);
  });

  it('are good for nothing once revoked', async () => {
    const { key, secret } = await make();
    const client = holder(secret);
    expect((await deliver(client, 'usage')).status).toBe(202);
    expect((await admin.post(`/ingest-keys/${key.id}/revoke`)).status).toBe(200);
    await until(async () => (await deliver(client, 'usage')).status === 401, 5_000);
    expect((await admin.post(`/ingest-keys/${key.id}/revoke`)).body).toMatchObject({ code: 'unknown-key' });
  });
});
