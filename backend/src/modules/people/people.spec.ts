import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { HttpClient, type Answer } from '../../testing/http-client.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { PeopleService } from './people.service.ts';
import type { Person } from './people.types.ts';
import { resetPassword } from './sign-in/reset-password.ts';
import { FirstStartService } from './sign-in/first-start.service.ts';

const PASSWORD = '大潮起珠江 2026 rising';
const USER = { name: '东县经理', roles: ['reporter'], scope: ['990101'] };

describe('people who sign in', () => {
  let test: TestApp;
  let admin: HttpClient;
  beforeAll(async () => {
    test = await startTestApp();
    admin = new HttpClient(test.url);
  });
  afterAll(() => test.close());
  const people = () => test.app.get(PeopleService);
  const make = (
    login: string,
    more: object = {},
  ): Promise<Answer<{ user: Person; oneTimePassword: string }>> =>
    admin.post('/users', { ...USER, login, ...more });
  /** A browser in which a new user is signed in. */
  const signedIn = async (login: string, more: object = {}): Promise<HttpClient> => {
    const client = new HttpClient(test.url);
    const { body } = await make(login, more);
    await client.signIn(login, PASSWORD, body.oneTimePassword);
    return client;
  };

  it('begin with an administrator, made once, whose one-time password is good for another one only', async () => {
    const first = test.app.get(FirstStartService).made;
    expect(first).toMatchObject({
      login: 'administrator',
      password: expect.stringMatching(/^(\w{4}-){4}\w{4}$/),
    });
    const { status, body, headers } = await admin.post('/session', first);
    expect(status).toBe(200);
    expect(body).toMatchObject({ mustChangePassword: true, user: { login: 'administrator', scope: null } });
    expect(headers.getSetCookie()[0]).toMatch(
      /^tidewall-session=[\w-]{43}; Path=\/; .*HttpOnly; SameSite=Strict$/,
    );
    expect((await admin.get('/users')).body).toMatchObject({ code: 'password-change-needed' });
    const changed = { current: first!.password, next: PASSWORD };
    expect((await admin.send('PUT', '/api/v1/session/password', changed)).status).toBe(200);
    expect((await admin.get('/users')).status).toBe(200);
    expect((await new HttpClient(test.url).post('/session', first)).status).toBe(401);
    const second = new FirstStartService(test.database, null as never, null as never);
    await second.onApplicationBootstrap();
    expect(second.made).toBeNull();
  });

  it('get a session that is in the cookie, and only its hash in the database', async () => {
    const token = /tidewall-session=([\w-]+)/.exec(admin.cookie)?.[1] ?? '';
    const { rows } = await test.database.executeSql('select * from sessions');
    expect(JSON.stringify(rows)).not.toContain(token);
    const stranger = new HttpClient(test.url);
    stranger.cookie = 'tidewall-session=forged';
    expect((await stranger.get('/session')).body).toMatchObject({ code: 'not-signed-in' });
    expect((await admin.get('/session')).body).toMatchObject({
      mustChangePassword: false,
      expiresAt: expect.any(Number),
    });
  });

  it('are asked for a password of their own that is long and not the login', async () => {
    const { body } = await make('picky');
    const picky = new HttpClient(test.url);
    await picky.post('/session', { login: 'picky', password: body.oneTimePassword });
    for (const next of ['short', 'aaaaaaaaaaaaaaaa', 'this is picky yes', body.oneTimePassword]) {
      const answer = await picky.send('PUT', '/api/v1/session/password', {
        current: body.oneTimePassword,
        next,
      });
      expect([next, answer.status]).toEqual([next, 400]);
    }
  });

  it('are told the same for an unknown login, a wrong password and a disabled user', async () => {
    const { body } = await make('leaver');
    const { id, version } = body.user;
    await admin.post(`/users/${id}/disable`, { version });
    const answers = [
      await new HttpClient(test.url).post('/session', { login: 'nobody', password: PASSWORD }),
      await new HttpClient(test.url).post('/session', { login: 'administrator', password: 'wrong' }),
      await new HttpClient(test.url).post('/session', { login: 'leaver', password: body.oneTimePassword }),
    ];
    for (const answer of answers)
      expect(answer).toMatchObject({ status: 401, body: { code: 'wrong-credentials' } });
    expect(new Set(answers.map((answer) => answer.body['message'])).size).toBe(1);
  });

  it('wait after five failures, also with the right password, until they are reset or time has passed', async () => {
    const { body } = await make('guessed');
    const attempt = (password: string): Promise<Answer> =>
      new HttpClient(test.url).post('/session', { login: 'Guessed', password });
    const first = await Promise.all(Array.from({ length: 12 }, () => attempt('guess')));
    // The sixth begins the first wait; all others find it.
    expect(first.filter(({ status }) => status === 401)).toHaveLength(6);
    const refused = await attempt(body.oneTimePassword);
    expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-attempts' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(20);
    await test.database.db.execute(sql`update sign_in_limits set expire = now() where key like 'wait%'`);
    expect((await attempt(body.oneTimePassword)).status).toBe(200);
    expect((await attempt('wrong again')).status).toBe(401);
  });

  it('have another session after signing in again, and none after signing out', async () => {
    const client = await signedIn('again');
    const before = client.cookie;
    await client.signIn('again', PASSWORD);
    const earlier = new HttpClient(test.url);
    earlier.cookie = before;
    expect((await earlier.get('/session')).status).toBe(401);
    const kept = client.cookie;
    expect((await client.send('DELETE', '/api/v1/session')).status).toBe(204);
    expect(client.cookie).toBe('');
    earlier.cookie = kept;
    expect((await earlier.get('/session')).status).toBe(401);
  });

  it('are signed out when idle, at the end, when disabled, reset, or their password changes elsewhere', async () => {
    const client = await signedIn('busy');
    const id = (await client.get<{ user: Person }>('/session')).body.user.id;
    const { db } = test.database;
    const expectOut = async (): Promise<void> => {
      expect((await client.get('/session')).status).toBe(401);
    };
    await db.execute(
      sql`update sessions set last_seen_at = now() - interval '13 hours' where user_id = ${id}`,
    );
    await expectOut();
    await client.signIn('busy', PASSWORD);
    await db.execute(sql`update sessions set expires_at = now() where user_id = ${id}`);
    await expectOut();
    await client.signIn('busy', PASSWORD);
    const elsewhere = new HttpClient(test.url);
    await elsewhere.signIn('busy', PASSWORD);
    const change = { current: PASSWORD, next: `${PASSWORD}!` };
    expect((await elsewhere.send('PUT', '/api/v1/session/password', change)).status).toBe(200);
    await expectOut();
    expect((await elsewhere.get('/session')).status).toBe(200);
    const version = (await people().get([id]))[0]!.version;
    await admin.post(`/users/${id}/disable`, { version });
    expect((await elsewhere.get('/session')).status).toBe(401);
    await admin.post(`/users/${id}/enable`, { version: version + 1 });
    await client.signIn('busy', change.next);
    const { body } = await admin.post(`/users/${id}/reset-password`, { version: version + 2 });
    await expectOut();
    await client.signIn('busy', PASSWORD, body['oneTimePassword'] as string);
  });

  it('change nothing here for a page of another site', async () => {
    const evil = { 'sec-fetch-site': 'cross-site', origin: 'http://evil.example' };
    const answer = await admin.send('POST', '/api/v1/users', { ...USER, login: 'evil' }, evil);
    expect(answer).toMatchObject({ status: 403, body: { code: 'cross-site' } });
    const login = { login: 'administrator', password: PASSWORD };
    expect((await admin.send('POST', '/api/v1/session', login, evil)).status).toBe(403);
  });

  it('are changed by version, once', async () => {
    const { user } = (await make('changing')).body;
    const change = (name: string): Promise<Answer> =>
      admin.send('PATCH', `/api/v1/users/${user.id}`, { version: user.version, name });
    const answers = await Promise.all([change('甲'), change('乙')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await make('changing')).status).toBe(409);
    expect((await make('CHANGING ')).status).toBe(409);
    expect((await make('bad login')).status).toBe(400);
    expect((await make('x', { roles: ['wall'] })).status).toBe(400);
    expect((await admin.get('/users/nobody')).status).toBe(404);
  });

  it('are looked after only within the scope of the administrator, and given no more than it', async () => {
    const scoped = await signedIn('county', { roles: ['administrator'], scope: ['9901'] });
    const outside = (await make('elsewhere', { scope: ['9902'] })).body.user;
    const inside = (await make('inside')).body.user;
    const { items } = (await scoped.get<{ items: Person[] }>('/users')).body;
    expect(items.map(({ login }) => login)).toContain('inside');
    expect(items.some(({ scope }) => scope === null || scope.includes('9902'))).toBe(false);
    const code = async (answer: Promise<Answer>): Promise<unknown> => (await answer).body['code'];
    expect(await code(scoped.get(`/users/${outside.id}`))).toBe('outside-scope');
    const patch = (change: object): Promise<Answer> =>
      scoped.send('PATCH', `/api/v1/users/${inside.id}`, { version: inside.version, ...change });
    expect(await code(patch({ scope: null }))).toBe('outside-scope');
    expect(await code(patch({ scope: ['990101', '9902'] }))).toBe('outside-scope');
    expect(await code(patch({ positions: [{ position: 'area-head', areaId: '9902' }] }))).toBe(
      'outside-scope',
    );
    expect((await patch({ scope: ['990102'] })).status).toBe(200);
    expect(await code(scoped.post('/users', { ...USER, login: 'too-much', scope: null }))).toBe(
      'outside-scope',
    );
    expect(await code(scoped.get('/audit'))).toBe('outside-scope');
    expect(await code(scoped.post(`/users/${outside.id}/disable`, { version: 1 }))).toBe('outside-scope');
  });

  it('always have an administrator of everything', async () => {
    const { user } = (await admin.get<{ user: Person }>('/session')).body;
    const { version } = (await people().get([user.id]))[0]!;
    const answer = await admin.send('PATCH', `/api/v1/users/${user.id}`, { version, roles: ['viewer'] });
    expect(answer).toMatchObject({ status: 422, body: { code: 'unprocessable' } });
    expect((await admin.post(`/users/${user.id}/disable`, { version })).status).toBe(422);
    expect((await people().get([user.id]))[0]).toMatchObject({ version, roles: ['administrator'] });
  });

  it('hold positions, which are found in the area or the nearest above it', async () => {
    const position = (areaId: string) => ({ positions: [{ position: 'area-head', areaId }] });
    const east = (await make('east-head', position('990101'))).body.user;
    const city = (await make('city-head', { scope: ['9901'], ...position('9901') })).body.user;
    const holders = async (areaId: string): Promise<string[]> =>
      (await people().holders('area-head', areaId)).map(({ login }) => login);
    expect(await holders('990101')).toEqual(['east-head']);
    expect(await holders('990102')).toEqual(['city-head']);
    expect(await holders('9902')).toEqual([]);
    expect(await holders('nowhere')).toEqual([]);
    await admin.post(`/users/${east.id}/disable`, { version: east.version });
    expect(await holders('990101')).toEqual(['city-head']);
    expect((await people().get([city.id, 'nobody'])).map(({ id }) => id)).toEqual([city.id]);
    const extra = { positions: [{ position: '网格长', areaId: '990101' }] };
    await make('grid', extra);
    const { items } = (await admin.get<{ items: { position: string }[] }>('/positions')).body;
    expect(items[0]).toEqual({ position: 'area-head', label: { zh: '片区经理', en: 'Area head' } });
    expect(items.map((item) => item.position)).toContain('网格长');
  });

  it('may have a telephone, which is sealed and never answered', async () => {
    const phone = '8613912345678';
    const { body } = await make('callable', { phone });
    expect(body.user).toMatchObject({ hasPhone: true });
    expect(await people().phones([body.user.id])).toEqual(new Map([[body.user.id, phone]]));
    const answers = JSON.stringify([
      body,
      (await admin.get('/users')).body,
      (await admin.get('/audit?limit=500')).body,
    ]);
    const { rows } = await test.database.executeSql('select * from users; select * from audit_entries');
    for (const text of [answers, JSON.stringify(rows), test.logs.join('')])
      expect(text).not.toContain('13912345678');
    await admin.send('PATCH', `/api/v1/users/${body.user.id}`, { version: body.user.version, phone: null });
    expect(await people().phones([body.user.id])).toEqual(new Map());
  });

  it('get a new one-time password from the command line', async () => {
    const client = await signedIn('lost');
    const password = await resetPassword(test.database, 'Lost');
    expect((await client.get('/session')).status).toBe(401);
    await client.signIn('lost', `${PASSWORD}!!`, password ?? '');
    expect(await resetPassword(test.database, 'nobody-at-all')).toBeNull();
  });

  it('leave a trail of everything, without passwords and tokens', async () => {
    const { items } = (await admin.get<{ items: { action: string }[] }>('/audit?limit=500')).body;
    const actions = new Set(items.map(({ action }) => action));
    for (const action of ['created', 'changed', 'disabled', 'enabled', 'password-reset', 'password-changed'])
      expect(actions).toContain(`user.${action}`);
    expect(JSON.stringify(items)).not.toMatch(/argon2|passwordHash|oneTime/);
    expect((await admin.get('/audit/verify')).body).toMatchObject({ ok: true, fault: null });
  });

  it('keep no secrets in the log', () => {
    const logs = test.logs.join('');
    expect(logs).not.toContain(PASSWORD);
    expect(logs).not.toMatch(/[A-Z2-9]{4}(-[A-Z2-9]{4}){4}/);
    expect(logs).not.toMatch(/tidewall-session=/);
  });
});
