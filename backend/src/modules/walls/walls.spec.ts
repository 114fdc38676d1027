import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { io, type Socket } from 'socket.io-client';
import { HttpClient, until, type Answer } from '../../testing/http-client.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { FirstStartService } from '../people/index.ts';

const PASSWORD = '大潮起珠江 2026 rising';

interface Pairing {
  readonly pairingId: string;
  readonly code: string;
}

describe('walls', () => {
  let test: TestApp;
  let admin: HttpClient;
  const sockets: Socket[] = [];
  beforeAll(async () => {
    test = await startTestApp({ environment: { TIDEWALL_ACCESS_LOCAL: 'off' } });
    admin = new HttpClient(test.url);
    await admin.signIn('administrator', PASSWORD, test.app.get(FirstStartService).made!.password);
  });
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.disconnect();
  });
  afterAll(() => test.close());

  const askIn = async (screen: HttpClient): Promise<Pairing> =>
    (await screen.post('/walls/pairing')).body as unknown as Pairing;
  const letIn = (
    code: string,
    areaIds: string[] | null = null,
    by = admin,
  ): Promise<Answer<{ id: string }>> => by.post('/walls', { code, name: '指挥中心', areaIds });
  const paired = async (areaIds: string[] | null = null): Promise<{ screen: HttpClient; id: string }> => {
    const screen = new HttpClient(test.url);
    const { pairingId, code } = await askIn(screen);
    const { body } = await letIn(code, areaIds);
    await screen.get(`/walls/pairing/${pairingId}`);
    return { screen, id: body.id };
  };
  const connect = (screen: HttpClient): Socket => {
    const socket = io(`${test.url}/live`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { cookie: screen.cookie },
    });
    sockets.push(socket);
    return socket;
  };
  const subscribe = (socket: Socket, topic: string): Promise<unknown> =>
    socket.timeout(5_000).emitWithAck('subscribe', { topic });

  it('see nothing before they are let in', async () => {
    const screen = new HttpClient(test.url);
    expect((await screen.get('/areas')).status).toBe(401);
    const error = new Promise<Error>((resolve) => connect(screen).on('connect_error', resolve));
    expect((await error).message).toBe('not-signed-in');
  });

  it('are let in by the code they show', async () => {
    const screen = new HttpClient(test.url);
    const { pairingId, code } = await askIn(screen);
    expect(code).toMatch(/^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$/);
    const look = (): Promise<Answer> => screen.get(`/walls/pairing/${pairingId}`);
    expect((await look()).body).toMatchObject({ state: 'waiting' });
    expect(screen.cookie).toBe('');
    expect((await letIn(code.toLowerCase().replace('-', ' '))).status).toBe(201);
    const answer = await look();
    expect(answer.body).toMatchObject({ state: 'paired' });
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^tidewall-wall=[\w-]{43}; .*HttpOnly; SameSite=Strict$/,
    );
    expect((await screen.get('/areas')).status).toBe(200);
    expect((await screen.get('/walls/self')).body).toEqual({ kind: 'wall', name: '指挥中心', areaIds: null });
    expect((await letIn(code)).body).toMatchObject({ code: 'unknown-pairing' });
  });

  it('may only look: no session, no ingest, no people', async () => {
    const { screen } = await paired();
    expect((await screen.get('/session')).status).toBe(401);
    for (const path of ['/users', '/audit', '/walls', '/reference/areas'])
      expect([path, (await screen.get(path)).status]).toEqual([path, 403]);
    expect((await screen.post('/ingest/usage')).status).toBe(403);
    const { rows } = await test.database.executeSql('select * from walls; select * from wall_pairings');
    expect(JSON.stringify(rows)).not.toContain(/=(.+)/.exec(screen.cookie)![1]);
  });

  it('show their own areas only, over HTTP and in what is live', async () => {
    const { screen } = await paired(['990101']);
    const { items } = (await screen.get<{ items: { areaId: string }[] }>('/areas')).body;
    expect(items.map(({ areaId }) => areaId)).toEqual(['990101']);
    expect((await screen.get('/areas/9902')).body).toMatchObject({ code: 'outside-scope' });
    const socket = connect(screen);
    const snapshot = new Promise<{ data: object }>((resolve) => socket.on('snapshot', resolve));
    expect(await subscribe(socket, 'overview')).toEqual({ ok: true });
    const keys = Object.keys((await snapshot).data).filter((key) => key.startsWith('area/'));
    expect(keys).toEqual(['area/990101']);
    expect(await subscribe(socket, 'area:990102')).toMatchObject({ code: 'outside-scope' });
    expect(await subscribe(socket, 'alerts')).toEqual({ ok: true });
  });

  it('lose their socket within five seconds when they are revoked, and everything else at once', async () => {
    const { screen, id } = await paired();
    const socket = connect(screen);
    expect(await subscribe(socket, 'overview')).toEqual({ ok: true });
    const began = performance.now();
    expect((await admin.post(`/walls/${id}/revoke`)).body).toMatchObject({ revokedAt: expect.any(Number) });
    expect((await screen.get('/areas')).status).toBe(401);
    await until(() => !socket.connected, 5_000);
    expect(performance.now() - began).toBeLessThan(5_000);
    expect((await admin.post('/walls/nothing/revoke')).status).toBe(404);
  });

  it('get another token after an hour; the old one ends some minutes after the new one was used', async () => {
    const { screen, id } = await paired();
    const { db } = test.database;
    const first = screen.cookie;
    const as = (cookie: string): HttpClient => {
      const other = new HttpClient(test.url);
      other.cookie = cookie;
      return other;
    };
    await db.execute(sql`update walls set rotated_at = now() - interval '61 minutes' where id = ${id}`);
    // Requests at once: one of them brings the next token.
    const answers = await Promise.all(Array.from({ length: 5 }, () => as(first).get('/areas')));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(answers.flatMap(({ headers }) => headers.getSetCookie())).toHaveLength(1);
    // It was lost on the way: a minute later another is sent, and the old one is still good.
    await db.execute(sql`update walls set next_at = now() - interval '2 minutes' where id = ${id}`);
    await screen.get('/areas');
    expect(screen.cookie).not.toBe(first);
    expect((await as(first).get('/areas')).status).toBe(200);
    expect((await screen.get('/areas')).status).toBe(200);
    expect((await as(first).get('/areas')).status).toBe(200);
    await db.execute(sql`update walls set rotated_at = now() - interval '6 minutes' where id = ${id}`);
    expect((await as(first).get('/areas')).status).toBe(401);
    expect((await screen.get('/areas')).status).toBe(200);
  });

  it('are let in by supervisors for their own areas only, and never by guessing', async () => {
    const { body } = await admin.post('/users', {
      login: 'boss',
      name: '主管',
      roles: ['supervisor'],
      scope: ['9901'],
    });
    const boss = new HttpClient(test.url);
    await boss.signIn('boss', PASSWORD, body['oneTimePassword'] as string);
    const screen = new HttpClient(test.url);
    const { code } = await askIn(screen);
    expect((await letIn(code, null, boss)).body).toMatchObject({ code: 'outside-scope' });
    expect((await letIn(code, ['9902'], boss)).body).toMatchObject({ code: 'outside-scope' });
    expect((await letIn(code, ['990101'], boss)).status).toBe(201);
    const { items } = (await boss.get<{ items: { areaIds: unknown }[] }>('/walls')).body;
    expect(items.length).toBeGreaterThan(0);
    expect(items.every(({ areaIds }) => areaIds !== null)).toBe(true);
    const guesses = Array.from({ length: 31 }, () => letIn('AAAA-AAAA', ['990101'], boss));
    expect((await Promise.all(guesses)).map(({ status }) => status)).toContain(429);
  });

  it('do not find out about codes of others, nor about those that have ended', async () => {
    const screen = new HttpClient(test.url);
    const { pairingId, code } = await askIn(screen);
    expect((await screen.get(`/walls/pairing/${code}`)).status).toBe(404);
    await test.database.db.execute(sql`update wall_pairings set expires_at = now()`);
    expect((await screen.get(`/walls/pairing/${pairingId}`)).body).toMatchObject({ code: 'unknown-pairing' });
    expect((await letIn(code)).status).toBe(404);
  });
});
