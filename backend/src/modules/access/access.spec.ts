import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../config/index.ts';
import { READERS } from './allow.decorator.ts';
import { cookiesOf, credentialsOf } from './credentials.ts';
import { cookieLine, isSecure } from './cookies.ts';
import { comesFromOtherSite } from './cross-site.ts';
import { decide } from './decision.ts';
import { isOurHost } from './host-check.ts';
import { isLocalOpen, LOCAL, LocalAuthenticator } from './local-principal.ts';
import { hostNameOf, isLoopbackAddress, isLoopbackName } from './loopback.ts';
import { ROLES, type Principal } from './principal.ts';
import { newCode } from './secrets.ts';

const config = (environment: Record<string, string> = {}) => loadConfig({ environment, cwd: '/nowhere' });
const user: Principal = { kind: 'user', id: 'u', name: 'U', roles: ['reviewer'], scope: null };
const proof = { principal: user, evidenceId: 'session:1', ambient: true };

describe('who may call a route', () => {
  it('is nobody when the route does not say', () => {
    expect(decide(undefined, null, false)?.code).toBe('not-signed-in');
    expect(decide(undefined, proof, false)?.code).toBe('forbidden');
  });

  it('is whoever has one of its roles', () => {
    expect(decide(['reviewer', 'supervisor'], proof, false)).toBeNull();
    expect(decide(['administrator'], proof, false)?.code).toBe('forbidden');
    expect(decide(['reviewer'], null, false)?.code).toBe('not-signed-in');
  });

  it('is anyone, whoever is known, or people who are signed in, where it says so', () => {
    const wall = { ...proof, principal: { ...user, kind: 'wall' } } as const;
    expect(decide('known', wall, false)).toBeNull();
    expect(decide('known', null, false)?.code).toBe('not-signed-in');
    expect(decide('signed-in', wall, false)?.code).toBe('not-signed-in');
    expect(decide('anyone', null, false)).toBeNull();
    expect(decide('signed-in', proof, false)).toBeNull();
    expect(decide('signed-in', null, false)?.code).toBe('not-signed-in');
  });

  it('is nobody with a one-time password, but for choosing another', () => {
    const once = { ...proof, mustChangePassword: true };
    expect(decide(['reviewer'], once, false)?.code).toBe('password-change-needed');
    expect(decide('signed-in', once, false)).toBeNull();
  });

  it('is a key that is limited to feeds only where feeds are delivered', () => {
    const key = { ...proof, principal: { ...user, roles: ['integrator'], feeds: ['usage'] } } as const;
    expect(decide(['integrator'], key, true)).toBeNull();
    expect(decide(['integrator'], key, false)?.code).toBe('forbidden');
    expect(decide('signed-in', key, false)?.code).toBe('forbidden');
  });

  it('readers are all the roles there are', () => expect(READERS).toEqual(ROLES));
});

describe('this machine', () => {
  it('needs no sign-in while nothing else can reach the server', () => {
    expect(isLocalOpen(config())).toBe(true);
    expect(isLocalOpen(config({ TIDEWALL_HTTP_HOST: '::1' }))).toBe(true);
    expect(isLocalOpen(config({ TIDEWALL_HTTP_HOST: '0.0.0.0' }))).toBe(false);
    expect(isLocalOpen(config({ TIDEWALL_HTTP_HOST: '10.0.0.5' }))).toBe(false);
    expect(isLocalOpen(config({ TIDEWALL_ACCESS_LOCAL: 'off' }))).toBe(false);
  });

  it('is known by address and name together, and never through a proxy', () => {
    const from = (remoteAddress: string, headers: Record<string, string>): boolean =>
      credentialsOf({ socket: { remoteAddress }, headers } as never).fromLoopback;
    expect(from('127.0.0.1', { host: 'localhost:3000' })).toBe(true);
    expect(from('::ffff:127.0.0.1', { host: '127.0.0.1' })).toBe(true);
    expect(from('::1', { host: '[::1]:3000' })).toBe(true);
    expect(from('127.0.0.1', { host: 'evil.example' })).toBe(false);
    expect(from('127.0.0.1', { host: 'localhost', 'x-forwarded-for': '1.2.3.4' })).toBe(false);
    expect(from('127.0.0.1', { host: 'localhost', forwarded: 'for=1.2.3.4' })).toBe(false);
    expect(from('192.168.1.7', { host: 'localhost' })).toBe(false);
    expect(from('127.0.0.1', {})).toBe(false);
  });

  it('is not who shows a key', async () => {
    const local = new LocalAuthenticator(true);
    const shown = { cookies: new Map(), host: 'localhost', fromLoopback: true };
    expect((await local.authenticate({ ...shown, bearer: null }))?.principal).toBe(LOCAL);
    expect(await local.authenticate({ ...shown, bearer: 'wrong' })).toBeNull();
    expect(await new LocalAuthenticator(false).authenticate({ ...shown, bearer: null })).toBeNull();
  });
});

describe('the name by which a server is asked for', () => {
  it.each([
    ['localhost:3000', 'localhost'],
    ['[::1]:3000', '::1'],
    ['Wall.Example', 'wall.example'],
    ['a/b', null],
    ['user@host', null],
    [undefined, null],
  ])('of %p is %p', (header, name) => expect(hostNameOf(header)).toBe(name));

  it('may be localhost, an address or one that is configured', () => {
    const ours = config({ TIDEWALL_HTTP_HOSTS: 'wall.example, Desk.example' });
    for (const host of [
      'localhost',
      '127.0.0.1:3000',
      '[::1]',
      '10.1.2.3',
      'wall.example',
      'desk.example:81',
    ])
      expect(isOurHost(ours, host)).toBe(true);
    for (const host of ['evil.example', 'wall.example.evil', 'xlocalhost', '', undefined])
      expect(isOurHost(ours, host)).toBe(false);
  });

  it('tells loopback names and addresses from others', () => {
    expect(['127.0.0.1', '127.9.9.9', '::1'].every(isLoopbackAddress)).toBe(true);
    expect(['127.0.0.1.evil', '128.0.0.1', ''].some(isLoopbackAddress)).toBe(false);
    expect(isLoopbackName('app.localhost')).toBe(true);
  });
});

describe('a request of another site', () => {
  const request = (method: string, headers: Record<string, string>) => ({ method, headers });
  it.each([
    ['POST', { 'sec-fetch-site': 'cross-site' }, true],
    ['POST', { 'sec-fetch-site': 'same-site' }, true],
    ['POST', { 'sec-fetch-site': 'same-origin', origin: 'http://dev', host: 'other' }, false],
    ['POST', { 'sec-fetch-site': 'none' }, false],
    ['PUT', { origin: 'http://evil.example', host: 'wall:3000' }, true],
    ['DELETE', { origin: 'http://wall:3000', host: 'wall:3000' }, false],
    ['POST', { origin: 'null', host: 'wall' }, true],
    ['POST', {}, false],
    ['GET', { 'sec-fetch-site': 'cross-site' }, false],
  ])('%s %p: %p', (method, headers, other) =>
    expect(comesFromOtherSite(request(method, headers as Record<string, string>))).toBe(other),
  );
});

describe('cookies', () => {
  it('are read by name, the first of two', () => {
    expect([...cookiesOf('a=1; b = 2;c;a=3; =4')]).toEqual([
      ['a', '1'],
      ['b', '2'],
    ]);
    expect(cookiesOf('a'.repeat(10_000)).size).toBe(0);
  });

  it('are out of reach of scripts and other sites, and for HTTPS only beyond this machine', () => {
    const line = cookieLine('s', 'v', { secure: true, maxAgeSeconds: 5 });
    expect(line).toBe('s=v; Path=/; Max-Age=5; HttpOnly; SameSite=Strict; Secure');
    expect(isSecure(config(), '127.0.0.1:3000')).toBe(false);
    expect(isSecure(config(), 'wall.example')).toBe(true);
    expect(isSecure(config({ TIDEWALL_ACCESS_SECURE_COOKIES: 'off' }), 'wall.example')).toBe(false);
  });
});

describe('something to be read and typed', () => {
  it('has no letters or digits that look alike', () => {
    expect(newCode(2, 4)).toMatch(/^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$/);
  });
});
