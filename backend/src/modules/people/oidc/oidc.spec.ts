import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createServer, type AddressInfo } from 'node:net';
import { HttpClient } from '../../../testing/http-client.ts';
import { TestProvider } from '../../../testing/oidc-provider.ts';
import { startTestApp, type TestApp } from '../../../testing/test-app.ts';
import type { Person } from '../people.types.ts';
import { grantedTo, groupsIn, type GroupRule } from './granted.ts';

const GROUPS: readonly GroupRule[] = [
  { value: 'tw-admins', roles: ['administrator'], areas: null },
  { value: 'tw-east', roles: ['supervisor', 'viewer'], areas: ['990101'] },
  { value: 'tw-west', roles: ['viewer'], areas: ['990102'] },
];

describe('what groups may', () => {
  it('is what any of them may, where any of them is', () => {
    expect(grantedTo(['tw-east', 'tw-west', 'other'], GROUPS)).toEqual({
      roles: ['supervisor', 'viewer'],
      scope: ['990101', '990102'],
    });
    expect(grantedTo(['tw-west', 'tw-admins'], GROUPS)?.scope).toBeNull();
  });

  it('is nothing in none of them', () => expect(grantedTo(['other'], GROUPS)).toBeNull());

  it('is read from a list, one text, or deeper in', () => {
    expect(groupsIn({ groups: ['a', 1, 'b'] }, 'groups')).toEqual(['a', 'b']);
    expect(groupsIn({ role: 'a' }, 'role')).toEqual(['a']);
    expect(groupsIn({ realm: { roles: ['a'] } }, 'realm.roles')).toEqual(['a']);
    expect(groupsIn({ 'https://x.y/groups': ['a'] }, 'https://x.y/groups')).toEqual(['a']);
    expect(groupsIn({}, 'realm.roles')).toEqual([]);
  });
});

describe('signing in through a provider', () => {
  let provider: TestProvider;
  let test: TestApp;
  beforeAll(async () => {
    // It says at length that it is set up for tests only.
    for (const level of ['warn', 'info'] as const)
      jest.spyOn(console, level).mockImplementation(() => undefined);
    // The provider sends browsers to an address that it knows: it need not be that of the test's server.
    const redirectUri = 'http://127.0.0.1:3000/api/v1/session/oidc/callback';
    provider = await TestProvider.start(redirectUri);
    provider.accounts.set('wang.fang', { name: '王芳', groups: ['tw-east'] });
    provider.accounts.set('stranger', { name: '某人', groups: ['sales'] });
    provider.accounts.set('administrator', { name: '另一位', groups: ['tw-west'] });
    test = await startTestApp({
      environment: {
        TIDEWALL_OIDC_ISSUER: provider.issuer,
        TIDEWALL_OIDC_CLIENT_ID: provider.client.id,
        TIDEWALL_OIDC_CLIENT_SECRET: provider.client.secret,
        TIDEWALL_OIDC_REDIRECT_URI: redirectUri,
        TIDEWALL_OIDC_GROUPS: JSON.stringify(GROUPS),
      },
    });
  });
  afterAll(async () => {
    await test.close();
    await provider.close();
    jest.restoreAllMocks();
  });

  const begin = async (browser: HttpClient, returnTo = '/desk/alerts'): Promise<string> => {
    const answer = await browser.get(`/session/oidc?returnTo=${encodeURIComponent(returnTo)}`);
    expect(answer.status).toBe(302);
    return answer.headers.get('location') ?? '';
  };
  /** The path with which the provider sends the browser back. */
  const back = async (href: string, login: string): Promise<string> => {
    const { pathname, search } = new URL(await provider.signIn(href, login));
    return pathname + search;
  };
  const signIn = async (browser: HttpClient, login: string): Promise<string | null> => {
    const answer = await browser.send('GET', await back(await begin(browser), login));
    return answer.headers.get('location');
  };
  const self = async (browser: HttpClient): Promise<Person> =>
    (await browser.get<{ user: Person }>('/session')).body.user;

  it('is offered where it is configured', async () => {
    expect((await new HttpClient(test.url).get('/session/options')).body).toEqual({
      password: true,
      provider: { name: '统一登录 · Single sign-on', href: '/api/v1/session/oidc' },
    });
  });

  it('asks with PKCE, state and nonce, and makes a user with the roles and areas of the groups', async () => {
    const browser = new HttpClient(test.url);
    const asked = new URL(await begin(browser)).searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)).toMatch(/^[\w-]{43}$/);
    expect(await signIn(browser, 'wang.fang')).toBe('/desk/alerts');
    expect(await self(browser)).toMatchObject({
      login: 'wang.fang',
      name: '王芳',
      roles: ['supervisor', 'viewer'],
      scope: ['990101'],
      external: true,
      mustChangePassword: false,
    });
    expect((await browser.get('/areas/9902')).body).toMatchObject({ code: 'outside-scope' });
  });

  it('is the same user the next time, as the groups say then', async () => {
    const browser = new HttpClient(test.url);
    await signIn(browser, 'wang.fang');
    const before = await self(browser);
    provider.accounts.set('wang.fang', { name: '王芳芳', groups: ['tw-east', 'tw-west'] });
    await signIn(browser, 'wang.fang');
    const after = await self(browser);
    expect(after).toMatchObject({ id: before.id, name: '王芳芳', scope: ['990101', '990102'] });
    await signIn(browser, 'wang.fang');
    expect(await self(browser)).toEqual(after);
  });

  it('lets nobody in who is in none of the groups', async () => {
    const browser = new HttpClient(test.url);
    expect(await signIn(browser, 'stranger')).toBe('/desk/sign-in?failed=forbidden');
    expect((await browser.get('/session')).status).toBe(401);
  });

  it('makes nobody the local user of the same login', async () => {
    const browser = new HttpClient(test.url);
    await signIn(browser, 'administrator');
    expect(await self(browser)).toMatchObject({ roles: ['viewer'], login: expect.stringMatching(/^oidc-/) });
    expect((await browser.get('/users')).status).toBe(403);
  });

  it('takes an answer once, from the browser that was sent, and not when it was changed', async () => {
    const browser = new HttpClient(test.url);
    const failed = '/desk/sign-in?failed=wrong-credentials';
    const answer = async (client: HttpClient, path: string): Promise<string | null> =>
      (await client.send('GET', path)).headers.get('location');
    const path = await back(await begin(browser), 'wang.fang');
    expect(await answer(new HttpClient(test.url), path)).toBe(failed);
    expect(await answer(browser, path)).toBe('/desk/alerts');
    expect(await answer(browser, path)).toBe(failed);
    const changed = (await back(await begin(browser), 'wang.fang')).replace(/state=[\w-]+/, 'state=other');
    expect(await answer(browser, changed)).toBe(failed);
    const otherCode = (await back(await begin(browser), 'wang.fang')).replace(/code=[\w-]+/, 'code=other');
    expect(await answer(browser, otherCode)).toBe(failed);
  });

  it.each([
    ['//evil.example/desk'],
    ['https://evil.example'],
    ['/\\evil.example'],
    ['/desk/..//evil.example'],
  ])('does not lead to %s afterwards', async (returnTo) => {
    const browser = new HttpClient(test.url);
    const href = await begin(browser, returnTo);
    const { headers } = await browser.send('GET', await back(href, 'wang.fang'));
    expect(headers.get('location')).toMatch(/^\/(?![/\\])/);
  });

  it('keeps codes, tokens and secrets out of the log', () => {
    const logs = test.logs.join('');
    expect(logs).not.toMatch(/code=[\w-]{20}|id_token|access_token"?:|a secret of the client/);
  });
});

describe('a provider that does not answer', () => {
  it('is told so, and the password still works', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => closed.once('listening', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const test = await startTestApp({
      environment: {
        TIDEWALL_OIDC_ISSUER: `http://127.0.0.1:${port}`,
        TIDEWALL_OIDC_CLIENT_ID: 'tidewall',
        TIDEWALL_OIDC_REDIRECT_URI: 'http://127.0.0.1:3000/api/v1/session/oidc/callback',
      },
    });
    const browser = new HttpClient(test.url);
    expect((await browser.get('/session/oidc')).body).toMatchObject({ code: 'provider-failed' });
    expect((await browser.post('/session', { login: 'x', password: 'y' })).status).toBe(401);
    await test.close();
  });
});
